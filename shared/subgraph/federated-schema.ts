import 'reflect-metadata';
import { buildSubgraphSchema, printSubgraphSchema } from '@apollo/subgraph';
import { parse, type GraphQLSchema } from 'graphql';
import { buildSchema, createResolversMap, type NonEmptyArray } from 'type-graphql';

type ResolverMap = Extract<Parameters<typeof buildSubgraphSchema>[0], { resolvers?: unknown }>['resolvers'];

/** A resolver or type class of type-graphql. */
type DecoratedClass = abstract new (...args: never[]) => unknown;

/** Finds an entity by its key; nothing where this subgraph does not have it. */
export type ReferenceResolver<Context> = (reference: never, context: Context) => unknown;

export interface FederatedSchemaParts<Context> {
  readonly resolvers: readonly DecoratedClass[];
  /** Types that no field returns by themselves, such as the implementations of an interface. */
  readonly orphanedTypes: readonly DecoratedClass[];
  /** By the name of an entity type. */
  readonly references: Readonly<Record<string, ReferenceResolver<Context>>>;
  /** By the name of an interface: the name of a value's type. */
  readonly typeNames: Readonly<Record<string, (value: never) => string>>;
}

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@shareable", "@external", "@interfaceObject"])`;

/** Subscriptions have sources of their own; type-graphql wants a PubSub to be there all the same. */
const noPubSub = {
  publish(): never {
    throw new Error('Events are published by the event log.');
  },
  subscribe(): never {
    throw new Error('Each subscription names its own source.');
  },
};

/** Builds the subgraph's schema from decorated classes. Call it once a process and level: decorators are global. */
export async function buildFederatedSchema<Context>(parts: FederatedSchemaParts<Context>): Promise<GraphQLSchema> {
  const schema = await buildSchema({
    resolvers: [...parts.resolvers] as unknown as NonEmptyArray<() => unknown>,
    orphanedTypes: [...parts.orphanedTypes],
    pubSub: noPubSub,
    validate: false,
    skipCheck: true,
  });
  const resolvers = createResolversMap(schema) as Record<string, Record<string, unknown>>;
  for (const type of Object.values(resolvers)) {
    // Rows are plain objects, not instances of the decorated classes.
    delete type['__isTypeOf'];
  }
  for (const [name, resolveReference] of Object.entries(parts.references)) {
    resolvers[name] = { ...resolvers[name], __resolveReference: resolveReference };
  }
  for (const [name, typeName] of Object.entries(parts.typeNames)) {
    resolvers[name] = { ...resolvers[name], __resolveType: typeName };
  }
  return buildSubgraphSchema([
    { typeDefs: parse(`${link}\n${printSubgraphSchema(schema)}`), resolvers: resolvers as NonNullable<ResolverMap> },
  ]);
}
