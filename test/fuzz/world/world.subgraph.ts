import { buildSubgraphSchema } from '@apollo/subgraph';
import { isAbstractType, parse, type GraphQLSchema } from 'graphql';

export interface WrittenSubgraph {
  readonly name: string;
  readonly sdl: string;
}

/** A subgraph whose every value the world gives. */
export interface WorldSubgraph extends WrittenSubgraph {
  /** With `_entities`, where it has entities. */
  readonly schema: GraphQLSchema;
}

/** From SDL as its author writes it, without what federation adds. */
export function readWorldSubgraph({ name, sdl }: WrittenSubgraph): WorldSubgraph {
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl) }]);
  // The world answers `_entities` as it does every other field, and knows the type of every object.
  const entities = schema.getQueryType()?.getFields()['_entities'];
  if (entities) delete entities.resolve;
  for (const type of Object.values(schema.getTypeMap())) if (isAbstractType(type)) type.resolveType = undefined;
  return { name, sdl, schema };
}
