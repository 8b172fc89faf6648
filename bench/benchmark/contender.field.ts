import { isDeepStrictEqual } from 'node:util';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { launchScript, type Contender, type Site } from '../contender/contender.ts';
import { expectedAnswer } from '../graph/expected-answer.ts';
import { nestedQuery } from '../graph/nested-query.ts';
import { composeSupergraph } from '../graph/supergraph.ts';
import type { Mode } from '../load/mode.ts';
import { startServer, type RunningServer } from '../process/child-process.ts';

/** A contender that serves, and whose answer was found right. */
export interface Entrant {
  readonly server: RunningServer;
  readonly url: string;
  /** Bytes of its answer to the nested query. */
  readonly answerBytes: number;
}

/** The subgraphs, and the contenders before them: each is started when it is first asked for. */
export interface Field {
  readonly site: Site;
  enter(contender: Contender, mode: Mode): Promise<Entrant>;
  /** Starts them, several at once; one that cannot be started is for `enter` to tell. */
  prepare(contenders: readonly Contender[], mode: Mode): Promise<void>;
  countCalls(): Promise<number>;
  stop(): Promise<void>;
}

/** Starting is work for the processor. */
const startedAtOnce = 2;

export async function startField(folder: string): Promise<Field> {
  const replay = await startServer(
    launchScript(join(import.meta.dirname, '..', 'replay', 'replay.process.ts'), {}),
    async (origin) => (await fetch(origin)).ok,
  );
  const supergraphFile = join(folder, 'supergraph.graphql');
  await writeFile(supergraphFile, composeSupergraph(replay.origin));
  const site = { supergraphFile, subgraphOrigin: replay.origin, folder };
  const entrants = new Map<string, Promise<Entrant>>();

  function enter(contender: Contender, mode: Mode): Promise<Entrant> {
    const key = JSON.stringify(contender.launch(site, mode));
    const entrant = entrants.get(key) ?? startContender(contender, site, mode);
    entrants.set(key, entrant);
    return entrant;
  }

  return {
    site,
    enter,
    prepare: async (contenders, mode) => {
      for (let place = 0; place < contenders.length; place += startedAtOnce) {
        const next = contenders.slice(place, place + startedAtOnce);
        await Promise.allSettled(next.map((contender) => enter(contender, mode)));
      }
    },
    countCalls: async () => Number(await (await fetch(`${replay.origin}/calls`)).text()),
    stop: async () => {
      const started = await Promise.allSettled(entrants.values());
      const servers = started.flatMap((each) => (each.status === 'fulfilled' ? [each.value.server] : []));
      await Promise.all([...servers, replay].map((server) => server.stop()));
    },
  };
}

/** Throws where the contender answers anything but what the catalogue says. */
export async function startContender(contender: Contender, site: Site, mode: Mode): Promise<Entrant> {
  const launch = contender.launch(site, mode);
  const server = await startServer(launch, isServing);
  const url = `${server.origin}/graphql`;
  const text = await (await post(url, nestedQuery)).text();
  if (!isDeepStrictEqual(JSON.parse(text), expectedAnswer())) {
    await server.stop();
    throw new Error(`${contender.title} gives a wrong answer: ${text.slice(0, 300)} …`);
  }
  return { server, url, answerBytes: Buffer.byteLength(text) };
}

/** Whether a gateway answers queries. */
export async function isServing(origin: string): Promise<boolean> {
  return (await post(`${origin}/graphql`, '{__typename}')).ok;
}

export function post(url: string, query: string): Promise<Response> {
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  return fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) });
}
