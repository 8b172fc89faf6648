import {
  getArgumentValues,
  getNamedType,
  isCompositeType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  isInterfaceType,
  Kind,
  type FieldNode,
  type GraphQLEnumType,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import type { SupergraphSchema } from '../../../gateway/supergraph/supergraph.schema.ts';
import { objectTypesOf, type SubgraphFacts } from './subgraph.facts.ts';

/** Something that the graph knows: which type it has in truth, whatever a subgraph calls it, and which one it is. */
export interface WorldObject {
  readonly type: string;
  readonly identity: string;
}

export type WorldValue = string | number | boolean | null | WorldObject | readonly WorldValue[];

/** Instances of each entity type. */
const population = ['0', '1', '2'];

/**
 * What is true, so that a graph of subgraphs which all tell the truth has one right answer to any operation: each field of
 * each object has a value that depends on nothing but the object, the field and its arguments.
 */
export class World {
  readonly #supergraph: SupergraphSchema;
  readonly #subgraphs: readonly SubgraphFacts[];
  readonly #keyFields: ReadonlySet<string>;

  constructor(supergraph: SupergraphSchema, subgraphs: readonly SubgraphFacts[]) {
    this.#supergraph = supergraph;
    this.#subgraphs = subgraphs;
    this.#keyFields = new Set(
      subgraphs.flatMap(({ types, schema }) =>
        [...types].flatMap(([name, { keys }]) => keys.flatMap((key) => fieldsOfKey(schema, name, key))),
      ),
    );
  }

  root(type: string): WorldObject {
    return { type, identity: 'root' };
  }

  /** All entities that a subgraph may mean by `type`, which may be an interface. */
  entities(type: string): WorldObject[] {
    const { isTypeOf } = this.#supergraph;
    const names = this.#objectTypes().filter((name) => isTypeOf(name, type));
    return names.flatMap((name) => population.map((identity) => ({ type: name, identity })));
  }

  isKeyField(type: string, field: string): boolean {
    return this.#keyFields.has(`${type}.${field}`);
  }

  /** The value of a field; `args` are those of the API. */
  read(object: WorldObject, field: string, args: Readonly<Record<string, unknown>>): WorldValue {
    const places = this.#placesOf(object.type, field);
    const shown = JSON.stringify(Object.entries(args).sort(([left], [right]) => left.localeCompare(right)));
    const seed = `${object.type} ${object.identity} ${field} ${shown === '[]' ? '' : shown}`;
    const isKey = this.#ownersOf(object.type).some((type) => this.isKeyField(type, field));
    return this.#value(
      places,
      places.map(({ type }) => type),
      { seed, isKey },
    );
  }

  /** What a subgraph has to be told of an object in a selection of its directives. */
  select(object: WorldObject, selection: SelectionSetNode): Record<string, unknown> {
    const selected: Record<string, unknown> = {};
    for (const node of selection.selections) {
      if (node.kind === Kind.INLINE_FRAGMENT) {
        const condition = node.typeCondition?.name.value ?? object.type;
        if (this.#supergraph.isTypeOf(object.type, condition)) {
          Object.assign(selected, this.select(object, node.selectionSet));
        }
      } else if (node.kind === Kind.FIELD) {
        selected[node.name.value] = this.#selectField(object, node);
      }
    }
    return selected;
  }

  #selectField(object: WorldObject, node: FieldNode): unknown {
    if (node.name.value === '__typename') return object.type;
    const inner = (value: WorldValue): unknown => {
      if (Array.isArray(value)) return value.map(inner);
      return isWorldObject(value) && node.selectionSet ? this.select(value, node.selectionSet) : value;
    };
    return inner(this.read(object, node.name.value, this.#argumentsOf(object.type, node)));
  }

  #argumentsOf(type: string, node: FieldNode): Record<string, unknown> {
    const [place] = this.#placesOf(type, node.name.value);
    return place ? this.apiArguments(type, node.name.value, getArgumentValues(place.definition, node)) : {};
  }

  /** Without the arguments that clients do not see. */
  apiArguments(type: string, field: string, args: Readonly<Record<string, unknown>>): Record<string, unknown> {
    const owner = this.#ownersOf(type)
      .map((name) => this.#supergraph.apiSchema.getType(name))
      .find((each) => (isObjectType(each) || isInterfaceType(each)) && each.getFields()[field]);
    if (!isObjectType(owner) && !isInterfaceType(owner)) return { ...args };
    const known = new Set(owner.getFields()[field]?.args.map(({ name }) => name));
    return Object.fromEntries(Object.entries(args).filter(([name]) => known.has(name)));
  }

  #value(places: readonly Place[], types: readonly GraphQLOutputType[], { seed, isKey }: Seed): WorldValue {
    const isNeeded = isKey || types.some(isNonNullType);
    if (!isNeeded && hash(`${seed} null`) % 7 === 0) return null;
    const inner = types.map((type) => (isNonNullType(type) ? (type.ofType as GraphQLOutputType) : type));
    const items = inner.flatMap((type) => (isListType(type) ? [type.ofType as GraphQLOutputType] : []));
    if (items.length < inner.length) {
      const named = inner.map((type) => getNamedType(type));
      return this.#named(places, named, seed);
    }
    const length = isKey ? 2 : hash(`${seed} length`) % 4;
    return Array.from({ length }, (_, index) => this.#value(places, items, { seed: `${seed} ${index}`, isKey }));
  }

  #named(places: readonly Place[], types: readonly GraphQLNamedType[], seed: string): WorldValue {
    const [type] = types;
    if (!type) throw new Error(`No subgraph knows of ${seed}.`);
    if (isCompositeType(type)) return this.#object(places, types, seed);
    const number = hash(seed);
    if (isEnumType(type)) return this.#enumValue(type.name, number);
    if (type.name === 'Int') return number % 1_000;
    if (type.name === 'Float') return (number % 1_000) / 4;
    if (type.name === 'Boolean') return number % 2 === 0;
    return seed.trim().replaceAll(/\W+/g, '-');
  }

  /** Of a type that every subgraph which has the field can tell of. */
  #object(places: readonly Place[], types: readonly GraphQLNamedType[], seed: string): WorldValue {
    const { isTypeOf, apiSchema } = this.#supergraph;
    let names = this.#objectTypes().filter((name) => types.every((type) => isTypeOf(name, type.name)));
    for (const [index, { subgraph }] of places.entries()) {
      const possible = objectTypesOf(subgraph, types[index]!);
      if (possible) names = names.filter((name) => possible.includes(name));
    }
    const visible = names.filter((name) => apiSchema.getType(name));
    const type = visible[hash(`${seed} type`) % visible.length];
    if (type === undefined) return null;
    const isEntity = this.#subgraphs.some(({ types: facts }) =>
      this.#ownersOf(type).some((owner) => (facts.get(owner)?.keys.length ?? 0) > 0),
    );
    const identity = isEntity ? population[hash(`${seed} which`) % population.length]! : hash(seed).toString(36);
    return { type, identity };
  }

  #enumValue(name: string, number: number): string | null {
    const schemas = [this.#supergraph.apiSchema, ...this.#subgraphs.map(({ schema }) => schema)];
    const enums = schemas
      .map((schema) => schema.getType(name))
      .filter((type): type is GraphQLEnumType => isEnumType(type));
    const values = enums[0]!.getValues().filter(({ name: value }) => enums.every((type) => type.getValue(value)));
    return values[number % values.length]?.name ?? null;
  }

  /** Where the field is declared: on the type, or on an interface object that stands for it. */
  #placesOf(type: string, field: string): Place[] {
    const owners = this.#ownersOf(type);
    return this.#subgraphs.flatMap((subgraph) =>
      owners.flatMap((owner) => {
        if (owner !== type && !subgraph.types.get(owner)?.isInterfaceObject) return [];
        const known = subgraph.schema.getType(owner);
        const definition = isObjectType(known) ? known.getFields()[field] : undefined;
        return definition ? [{ subgraph, definition, type: definition.type }] : [];
      }),
    );
  }

  #ownersOf(type: string): string[] {
    return [type, ...this.#typeNames().filter((name) => name !== type && this.#supergraph.isTypeOf(type, name))];
  }

  #names: readonly string[] | undefined;

  #typeNames(): readonly string[] {
    const all = () => this.#subgraphs.flatMap(({ schema }) => Object.values(schema.getTypeMap()));
    return (this.#names ??= [
      ...new Set(
        all()
          .filter(isCompositeType)
          .map(({ name }) => name),
      ),
    ]);
  }

  #objectTypes(): readonly string[] {
    return this.#typeNames().filter((name) =>
      this.#subgraphs.some(
        ({ schema, types }) => isObjectType(schema.getType(name)) && !types.get(name)?.isInterfaceObject,
      ),
    );
  }
}

interface Place {
  readonly subgraph: SubgraphFacts;
  readonly definition: Parameters<typeof getArgumentValues>[0];
  readonly type: GraphQLOutputType;
}

interface Seed {
  readonly seed: string;
  readonly isKey: boolean;
}

export function isWorldObject(value: unknown): value is WorldObject {
  return typeof value === 'object' && value !== null && 'identity' in value;
}

/** Fields of a key, also those below its own, as `Type.field`. */
export function fieldsOfKey(schema: GraphQLSchema, type: string, key: SelectionSetNode): string[] {
  const owner = schema.getType(type);
  return key.selections.flatMap((node) => {
    if (node.kind !== Kind.FIELD || !(isObjectType(owner) || isInterfaceType(owner))) return [];
    const field = owner.getFields()[node.name.value];
    const below =
      node.selectionSet && field ? fieldsOfKey(schema, getNamedType(field.type).name, node.selectionSet) : [];
    return [`${type}.${node.name.value}`, ...below];
  });
}

/** FNV-1a, not negative. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  // FNV's low bits alone are poor in short texts.
  value ^= value >>> 15;
  return Math.imul(value, 0x2c1b3c6d) >>> 1;
}
