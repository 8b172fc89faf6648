import {
  execute,
  OperationTypeNode,
  isObjectType,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLFieldResolver,
  type GraphQLSchema,
} from 'graphql';
import { isJsonObject, type JsonObject } from '../../../gateway/transport/subgraph-answer.ts';
import type { WorldModel } from './world.model.ts';
import { isWorldObject, type Chance, type World, type WorldObject } from './world.ts';

export interface WorldRequest {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly variables: Readonly<JsonObject>;
  readonly operationName: string | undefined;
  readonly chance: Chance;
}

/** What a resolver gets as its source: an object of the world, and the representation that it was asked for with. */
interface Source extends WorldObject {
  readonly inputs?: Readonly<JsonObject>;
}

interface Context {
  readonly world: World;
  readonly chance: Chance;
}

/** Executes an operation of one subgraph, or of the schema over all, on the world. */
export function createWorldExecution(world: World, model: WorldModel) {
  return ({
    schema,
    document,
    variables,
    operationName,
    chance,
  }: WorldRequest): ExecutionResult | Promise<ExecutionResult> =>
    execute({
      schema,
      document,
      variableValues: variables,
      operationName,
      contextValue: { world, chance } satisfies Context,
      fieldResolver: resolveField,
      typeResolver: (value) => typeIn(schema, model, value),
    });
}

const resolveField: GraphQLFieldResolver<Source | undefined, Context> = (source, args, { world, chance }, info) => {
  const { fieldName, operation } = info;
  if (fieldName === '_entities') return entities(world, args);
  const root: Source = { type: operation.operation === OperationTypeNode.MUTATION ? 'Mutation' : 'Query', at: 0 };
  const object = source ?? root;
  return world.value({ object, field: fieldName, args, chance, inputs: object.inputs });
};

function entities(world: World, args: Readonly<JsonObject>): Source[] {
  const representations = args['representations'] as JsonObject[];
  return representations.map((inputs) => ({ ...world.entityOf(inputs), inputs }));
}

/** A subgraph that knows an object by its interface only (@interfaceObject) calls it by that name. */
function typeIn(schema: GraphQLSchema, model: WorldModel, value: unknown): string | undefined {
  if (!isJsonObject(value) || !isWorldObject(value)) return undefined;
  if (schema.getType(value.type)) return value.type;
  const objects = Object.values(schema.getTypeMap()).filter(isObjectType);
  return objects.find(({ name }) => model.possibleTypes(name).includes(value.type))?.name;
}
