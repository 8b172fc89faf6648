/** Each takes what its type's resolvers return and the arguments that its schema says. */
type Resolver = (source: never, args: never) => unknown;

/** One service of the benchmark's graph. */
export interface Subgraph {
  readonly name: string;
  readonly sdl: string;
  /** By type and field. */
  readonly resolvers: Readonly<Record<string, Readonly<Record<string, Resolver>>>>;
}

/** The head of every schema; what stands below it is also a federation 1 schema, for gateways that know no other. */
export const federationLink =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@external", "@provides", "@requires", "@shareable"])\n';
