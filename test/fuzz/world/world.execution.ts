import {
  execute,
  GraphQLError,
  isObjectType,
  OperationTypeNode,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { isJsonObject, type JsonObject } from '../../../gateway/transport/subgraph-answer.ts';
import { isAmong, setsBelow, type SubgraphRules } from './subgraph.rules.ts';
import { canonical } from './world-hash.ts';
import type { WorldModel } from './world.model.ts';
import { isWorldObject, mutationRoot, queryRoot, type Chance, type World, type WorldObject } from './world.ts';

export interface WorldRequest {
  readonly schema: GraphQLSchema;
  /** Undefined for the schema over all subgraphs, of which everything may be asked. */
  readonly rules?: SubgraphRules;
  readonly document: DocumentNode;
  readonly variables: Readonly<JsonObject>;
  readonly operationName: string | undefined;
  readonly chance: Chance;
}

/** What a resolver gets as its source: an object of the world, and on what terms it was reached. */
interface Source extends WorldObject {
  /** The representation that it was asked for with. */
  readonly inputs?: Readonly<JsonObject> | undefined;
  /** Foreign fields of it that may be asked for here all the same. */
  readonly provided?: readonly SelectionSetNode[] | undefined;
}

interface Context {
  readonly world: World;
  readonly rules: SubgraphRules | undefined;
  readonly chance: Chance;
}

/** Executes an operation of one subgraph, or of the schema over all, on the world. */
export function createWorldExecution(world: World, model: WorldModel) {
  return (request: WorldRequest): ExecutionResult | Promise<ExecutionResult> => {
    const { schema, rules, document, variables, operationName, chance } = request;
    return execute({
      schema,
      document,
      variableValues: variables,
      operationName,
      contextValue: { world, rules, chance } satisfies Context,
      fieldResolver: resolveField,
      typeResolver: (value) => typeIn(schema, model, value),
    });
  };
}

const resolveField: GraphQLFieldResolver<Source | undefined, Context> = (source, args, context, info) => {
  const { fieldName: field, operation, parentType } = info;
  const { world, rules, chance } = context;
  if (field === '_entities') return entities(world, args);
  const object: Source = source ?? (operation.operation === OperationTypeNode.MUTATION ? mutationRoot : queryRoot);
  if (!rules) return world.value({ object, field, args, chance });
  const place = `${parentType.name}.${field}`;
  const { inputs, provided = [] } = object;
  const isBrought = isAmong(provided, field) || (inputs !== undefined && field in inputs);
  if (rules.foreign.has(place) && !isBrought) {
    throw new GraphQLError(`${place} is not this subgraph's to tell.`, { extensions: { code: 'FOREIGN_FIELD' } });
  }
  checkGiven(world.required({ object, field, chance }), { place, given: inputs, provided });
  const own = rules.provides.get(place);
  const sets = [...setsBelow(provided, field), ...(own ? [own] : [])];
  const value = world.value({ object, field, args, chance });
  return sets.length > 0 ? provide(value, sets) : value;
};

interface Given {
  readonly place: string;
  readonly given: Readonly<JsonObject> | undefined;
  /** What came along with the object: the subgraph need not be told of it. */
  readonly provided: readonly SelectionSetNode[];
}

/** A representation may say more than is required, but nothing else. */
function checkGiven(required: JsonObject = {}, { place, given, provided }: Given): void {
  const missing = Object.entries(required).filter(
    ([key, value]) => !holds(given?.[key], value) && !isProvided(key, value, provided),
  );
  if (missing.length === 0) return;
  const message = `${place} needs ${canonical(required)} and was given ${canonical(given)}.`;
  throw new GraphQLError(message, { extensions: { code: 'REQUIRED_FIELDS_WRONG' } });
}

function holds(given: unknown, required: unknown): boolean {
  if (Array.isArray(required)) {
    const items = Array.isArray(given) ? given : [];
    return items.length === required.length && required.every((item, index) => holds(items[index], item));
  }
  if (!isJsonObject(required)) return given === required;
  return isJsonObject(given) && Object.entries(required).every(([key, value]) => holds(given[key], value));
}

/** Without a selection below it, a value is one of a scalar, and an object maybe. */
function isProvided(field: string, value: unknown, sets: readonly SelectionSetNode[]): boolean {
  if (!isAmong(sets, field)) return false;
  const below = setsBelow(sets, field);
  const objects = below.length > 0 ? [value].flat(Infinity).filter(isJsonObject) : [];
  return objects.every((object) => Object.entries(object).every(([key, inner]) => isProvided(key, inner, below)));
}

function provide(value: unknown, provided: readonly SelectionSetNode[]): unknown {
  if (Array.isArray(value)) return value.map((item) => provide(item, provided));
  return isWorldObject(value) ? ({ ...value, provided } satisfies Source) : value;
}

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
