import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { WholeGraph } from './whole-graph.ts';

const channel = 'undici:request:create';

interface CreatedRequest {
  readonly request: {
    readonly origin: string;
    readonly path: string;
    readonly method: string;
    readonly body?: unknown;
  };
}

/** Names of the subgraphs that got an HTTP request while `work` ran, one entry for each request, as undici sent it. */
export async function recordSubgraphCalls(graph: WholeGraph, work: () => Promise<unknown>): Promise<string[]> {
  const { city, district, township, network } = graph;
  const names = new Map(
    Object.entries({ city, district, township, network }).map(([name, { url }]) => [new URL(url).origin, name]),
  );
  const calls: string[] = [];
  const note = (message: unknown): void => {
    const { origin, method } = (message as CreatedRequest).request;
    const name = names.get(String(origin));
    if (name !== undefined && method === 'POST') calls.push(name);
  };
  subscribe(channel, note);
  try {
    await work();
  } finally {
    unsubscribe(channel, note);
  }
  return calls;
}

/** Readers of logs look for news once a second, whatever else happens. */
const polls = /from `(event|event_head|network_head|status_change|feed_cursor)`|from network_head/;

/** SQL statements that the four subgraphs sent while `work` ran, but for those of readers of logs. */
export async function recordSql(graph: WholeGraph, work: () => Promise<unknown>): Promise<string[]> {
  const { city, district, township, network } = graph;
  const record = [city, district, township, network].reduce<() => Promise<string[]>>(
    (inner, { database }) =>
      async () => {
        let within: string[] = [];
        const own = await database.sql.record(async () => {
          within = await inner();
        });
        return [...own, ...within];
      },
    async () => {
      await work();
      return [];
    },
  );
  return (await record()).filter((statement) => !polls.test(statement));
}
