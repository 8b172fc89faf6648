import { isDeepStrictEqual } from 'node:util';
import {
  execute,
  isObjectType,
  parse,
  validate,
  Kind,
  type ExecutionResult,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  type SelectionSetNode,
} from 'graphql';
import type { JsonObject, SubgraphRequest } from '../../../gateway/transport/subgraph-answer.ts';
import { fieldsOfKey, isWorldObject, type World, type WorldObject, type WorldValue } from './world.ts';
import type { SubgraphFacts } from './subgraph.facts.ts';

/** An object as one subgraph sees it in the course of one request. */
interface Seen extends WorldObject {
  readonly __typename: string;
  /** What the representation said, beside the key. */
  readonly given: JsonObject | undefined;
  /** External fields that may be asked for here all the same. */
  readonly provided: readonly SelectionSetNode[];
}

/**
 * A subgraph that tells the truth about what is its own, and takes everything else for a fault of who asks: external
 * fields that are not provided, fields that another subgraph has taken over, and representations that lack what a field
 * requires or hold anything but the truth.
 */
export class TruthfulSubgraph {
  readonly #world: World;
  readonly #facts: SubgraphFacts;
  readonly #overridden: ReadonlySet<string>;
  readonly #keyFields: ReadonlySet<string>;

  constructor(world: World, facts: SubgraphFacts, all: readonly SubgraphFacts[]) {
    this.#world = world;
    this.#facts = facts;
    const fields = all.flatMap(({ types }) =>
      [...types].flatMap(([type, each]) => [...each.fields].map(([field, about]) => ({ type, field, about }))),
    );
    this.#overridden = new Set(
      fields.filter(({ about }) => about.overrides === facts.name).map(({ type, field }) => `${type}.${field}`),
    );
    this.#keyFields = new Set(
      [...facts.types].flatMap(([type, { keys }]) => keys.flatMap((key) => fieldsOfKey(facts.schema, type, key))),
    );
    const entities = facts.schema.getQueryType()?.getFields()['_entities'];
    if (entities)
      entities.resolve = (_root, args) => (args.representations as JsonObject[]).map((each) => this.#find(each));
  }

  async answer({ query, operationName, variables }: SubgraphRequest): Promise<ExecutionResult> {
    const { schema } = this.#facts;
    const document = parse(query);
    const errors = validate(schema, document);
    if (errors.length > 0) return { errors };
    return execute({
      schema,
      document,
      operationName,
      variableValues: { ...variables },
      fieldResolver: this.#resolve,
      typeResolver: (value) => (value as Seen).__typename,
    });
  }

  readonly #resolve: GraphQLFieldResolver<unknown, unknown> = (source, args, _context, info) => {
    const { parentType, fieldName } = info;
    const object: Seen = isWorldObject(source)
      ? (source as Seen)
      : { ...this.#world.root(parentType.name), __typename: parentType.name, given: undefined, provided: [] };
    const about = this.#facts.types.get(parentType.name)?.fields.get(fieldName);
    const place = `${parentType.name}.${fieldName}`;
    if (this.#overridden.has(place)) throw new Error(`${place} is not this subgraph's any more.`);
    const provided = [
      ...below(object.provided, fieldName, parentType.name),
      ...(about?.provides ? [about.provides] : []),
    ];
    const given = object.given && fieldName in object.given;
    if (about?.isExternal && !this.#keyFields.has(place) && !given && !isAmong(object.provided, fieldName)) {
      throw new Error(`${place} is external.`);
    }
    if (about?.requires) this.#checkGiven(object, about.requires, place);
    const read = this.#world.read(object, fieldName, this.#world.apiArguments(object.type, fieldName, args));
    return this.#see(read, { info, provided });
  };

  #see(
    value: WorldValue,
    { info, provided }: { info: GraphQLResolveInfo; provided: readonly SelectionSetNode[] },
  ): unknown {
    if (Array.isArray(value)) return value.map((item: WorldValue) => this.#see(item, { info, provided }));
    return isWorldObject(value) ? this.#seen(value, undefined, provided) : value;
  }

  #seen(object: WorldObject, given: JsonObject | undefined, provided: readonly SelectionSetNode[]): Seen {
    return { ...object, __typename: this.#nameOf(object), given, provided };
  }

  /** The type itself, or the interface object that stands for it here. */
  #nameOf({ type }: WorldObject): string {
    const { schema, types } = this.#facts;
    if (isObjectType(schema.getType(type)) && !types.get(type)?.isInterfaceObject) return type;
    const standing = [...types].find(
      ([name, { isInterfaceObject }]) =>
        isInterfaceObject && this.#world.entities(name).some((each) => each.type === type),
    );
    return standing?.[0] ?? type;
  }

  #find(representation: JsonObject): Seen {
    const name = String(representation['__typename']);
    const keys = this.#facts.types.get(name)?.keys ?? [];
    const isMeant = (object: WorldObject) =>
      keys.some((key) => isDeepStrictEqual(pick(representation, key), this.#world.select(object, key)));
    const found = this.#world.entities(name).find(isMeant);
    if (!found) throw new Error(`No ${name} is known by ${JSON.stringify(representation)}.`);
    return this.#seen(found, representation, []);
  }

  #checkGiven(object: Seen, requires: SelectionSetNode, place: string): void {
    const truth = this.#world.select(object, requires);
    if (!object.given || !holds(object.given, truth)) {
      throw new Error(`${place} needs ${JSON.stringify(truth)} and was given ${JSON.stringify(object.given)}.`);
    }
  }
}

/** Whether `given` says all of `truth`, with or without more. */
function holds(given: unknown, truth: unknown): boolean {
  if (Array.isArray(truth)) {
    return (
      Array.isArray(given) && given.length === truth.length && truth.every((item, index) => holds(given[index], item))
    );
  }
  if (typeof truth !== 'object' || truth === null) return given === truth;
  if (typeof given !== 'object' || given === null) return false;
  return Object.entries(truth).every(([key, value]) => holds((given as JsonObject)[key], value));
}

/** The fields of a key out of a representation. */
function pick(value: unknown, selection: SelectionSetNode | undefined): unknown {
  if (!selection || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => pick(item, selection));
  const fields = selection.selections.filter((node) => node.kind === Kind.FIELD);
  return Object.fromEntries(
    fields.map(({ name, selectionSet }) => [name.value, pick((value as JsonObject)[name.value], selectionSet)]),
  );
}

function isAmong(selections: readonly SelectionSetNode[], field: string): boolean {
  return selections.some(({ selections: nodes }) =>
    nodes.some((node) =>
      node.kind === Kind.FIELD
        ? node.name.value === field
        : node.kind === Kind.INLINE_FRAGMENT && isAmong([node.selectionSet], field),
    ),
  );
}

function below(selections: readonly SelectionSetNode[], field: string, type: string): SelectionSetNode[] {
  return selections.flatMap(({ selections: nodes }) =>
    nodes.flatMap((node) => {
      if (node.kind === Kind.INLINE_FRAGMENT) return below([node.selectionSet], field, type);
      return node.kind === Kind.FIELD && node.name.value === field && node.selectionSet ? [node.selectionSet] : [];
    }),
  );
}
