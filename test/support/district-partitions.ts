import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GraphQLError } from 'graphql';
import { startStubSubgraph, type StubSubgraph } from './stub-subgraph.ts';

/** Stub subgraphs of a city and its districts, the latter in as many partitions as a test wants. */

const cityTypes = `
  scalar DivisionCode
  type Query { districts: [District!]! }
  type District @key(fields: "code") { code: DivisionCode! title: String! }
`;

export const districtTypes = `
  scalar DivisionCode
  type Query {
    station(id: ID!): Station
    district(code: DivisionCode!): District
    stations(ids: [ID!]!): [Station]!
    stationsOf(codes: [DivisionCode!]!): [Station!]!
    search(filter: StationFilter!): [Station!]!
    busiest(codes: [DivisionCode!]!): Station
    stationCount: Int
  }
  input StationFilter { district: DivisionCode! name: String }
  type Mutation { rename(id: ID!, name: String!): Station }
  type Subscription { stationChanged(after: String, divisionCode: DivisionCode): StationChange! }
  type StationChange { cursor: String! text: String! station: Station }
  type District @key(fields: "code") { code: DivisionCode! stations(first: Int): [Station!]! motto: String }
  type Station @key(fields: "id") { id: ID! name: String! district: District }
`;

export const cities = ['230102', '230103', '230104'] as const;

export function startCityStub(codes: readonly string[] = cities): Promise<StubSubgraph> {
  return startStubSubgraph({
    name: 'city',
    typeDefs: cityTypes,
    resolvers: {
      Query: { districts: () => codes.map(districtOf) },
      District: { __resolveReference: ({ code }: { code: string }) => districtOf(code) },
    },
  });
}

function districtOf(code: string) {
  return { code, title: `District ${code}` };
}

/** What happened in one partition; it outlives a restart, as a database would. */
export class ChangeLog {
  readonly changes: { readonly code: string; readonly text: string }[] = [];
  readonly #wake = new Set<() => void>();

  add(code: string, text: string): void {
    this.changes.push({ code, text });
    for (const wake of this.#wake) wake();
    this.#wake.clear();
  }

  /** From the first change on where no cursor is given, as the feeds of the levels. */
  async *tail(after: number, wanted: string): AsyncGenerator<{ stationChanged: object }> {
    for (let next = after; ; next += 1) {
      while (next >= this.changes.length) await new Promise<void>((resolve) => this.#wake.add(resolve));
      const change = this.changes[next];
      if (!change?.code.startsWith(wanted)) continue;
      const station = { __typename: 'Station', id: `${change.code}-S1` };
      yield { stationChanged: { cursor: `c${next + 1}`, text: change.text, station } };
    }
  }
}

export interface DistrictStubOptions {
  readonly codes: readonly string[];
  readonly port?: number;
  readonly log?: ChangeLog;
  readonly typeDefs?: string;
}

/** Stations are named after their ids; a station of another district does not exist here. */
export function startDistrictStub({ codes, port, log, typeDefs }: DistrictStubOptions): Promise<StubSubgraph> {
  const names = new Map<string, string>();
  const owns = (id: string) => codes.some((code) => id.startsWith(code));
  const stationOf = (id: string) =>
    owns(id) && !id.endsWith('-S9')
      ? { id, name: names.get(id) ?? `Station ${id}`, district: { code: id.slice(0, 6) } }
      : null;
  const stationsOf = (code: string) => ['S1', 'S2'].map((each) => stationOf(`${code}-${each}`));
  return startStubSubgraph({
    name: 'district',
    typeDefs: typeDefs ?? districtTypes,
    ...(port !== undefined && { port }),
    resolvers: {
      Query: {
        station: (_: unknown, { id }: { id: string }) => stationOf(id),
        district: (_: unknown, { code }: { code: string }) => (owns(code) ? { code } : null),
        stations: (_: unknown, { ids }: { ids: string[] }) => ids.map(stationOf),
        stationsOf: (_: unknown, given: { codes: string[] }) => given.codes.flatMap(stationsOf),
        search: (_: unknown, { filter }: { filter: { district: string } }) => stationsOf(filter.district),
        busiest: (_: unknown, given: { codes: string[] }) => stationsOf(given.codes[0] ?? '')[0],
        stationCount: () => codes.length * 2,
      },
      Mutation: {
        rename: (_: unknown, { id, name }: { id: string; name: string }) => {
          names.set(id, name);
          return stationOf(id);
        },
      },
      ...(log && {
        Subscription: {
          stationChanged: {
            subscribe: (_: unknown, given: { after?: string | null; divisionCode?: string | null }) => {
              const place = /^c(\d+)$/.exec(given.after ?? 'c0');
              if (!place) throw new GraphQLError('Not a cursor of mine.', { extensions: { code: 'CURSOR_INVALID' } });
              return log.tail(Number(place[1]), (given.divisionCode ?? '').replace(/00$/, ''));
            },
          },
        },
      }),
      District: {
        __resolveReference: ({ code }: { code: string }) => (owns(code) ? { code } : null),
        stations: ({ code }: { code: string }, { first = 2 }: { first?: number }) => stationsOf(code).slice(0, first),
        ...(!typeDefs && { motto: ({ code }: { code: string }) => `Motto of ${code}` }),
      },
      Station: { __resolveReference: ({ id }: { id: string }) => stationOf(id) },
    },
  });
}

export interface PartitionFolder extends AsyncDisposable {
  readonly path: string;
  /** Writes the partition file and gives its path. */
  write(subgraphs: readonly object[]): Promise<string>;
}

export async function createPartitionFolder(): Promise<PartitionFolder> {
  const path = await mkdtemp(join(tmpdir(), 'partitions-'));
  return {
    path,
    write: async (subgraphs) => {
      const file = join(path, 'partitions.json');
      await writeFile(file, JSON.stringify({ subgraphs }));
      return file;
    },
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}
