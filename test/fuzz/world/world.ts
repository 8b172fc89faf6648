import { getArgumentValues, GraphQLError, Kind, type SelectionSetNode } from 'graphql';
import { isJsonObject, type JsonObject } from '../../../gateway/transport/subgraph-answer.ts';
import { leafValue } from './leaf-value.ts';
import { canonical, hash } from './world-hash.ts';
import type { WorldField, WorldModel, WorldType } from './world.model.ts';

/** One object of the world: its concrete type, and which of that type it is. */
export interface WorldObject {
  readonly type: string;
  readonly at: number;
}

/** What changes from one operation to the next; keys never do. */
export interface Chance {
  readonly salt: number;
  /** One in so many fields fails; 0: none does. */
  readonly faultOneIn: number;
}

export interface WorldQuestion {
  readonly object: WorldObject;
  readonly field: string;
  readonly args?: Readonly<JsonObject> | undefined;
  readonly chance: Chance;
}

export const queryRoot: WorldObject = { type: 'Query', at: 0 };
export const mutationRoot: WorldObject = { type: 'Mutation', at: 0 };

/** Entities of each type: so few that the same one is met again and again. */
const population = 6;
/** Long enough that entities stand in them twice. */
const lengths = [0, 1, 2, 3, 3, 4, 5];
const nullOneIn = 14;

/**
 * Gives every field of every object a value that depends on nothing but what it is asked: type, key, field and arguments.
 * So all subgraphs agree on what they share, and whoever joins them right gets what one server over all would answer.
 */
export class World {
  readonly #model: WorldModel;
  /** Entities by the canonical text of their key fields. */
  readonly #byKey = new Map<string, WorldObject>();

  constructor(model: WorldModel) {
    this.#model = model;
    for (const [type, keys] of model.keys) for (const key of keys) this.#index(type, key);
  }

  /** Throws a GraphQLError where the field fails. Objects come as WorldObject. */
  value(question: WorldQuestion): unknown {
    const { object, field: name, args = {}, chance } = question;
    const field = this.#field(object.type, name);
    const required = this.required(question);
    const shown = field.args && Object.fromEntries(Object.entries(args).filter(([arg]) => field.args?.has(arg)));
    const asked = `${object.type}.${name} ${canonical(shown ?? args)}${required === undefined ? '' : canonical(required)}`;
    const at = hash(asked, object.at);
    if (field.isKey) return make(field.type, { at, salt: 0, isCertain: true, model: this.#model });
    if (!field.isRequired && chance.faultOneIn > 0 && hash('fault', at ^ chance.salt) % chance.faultOneIn === 0) {
      throw new GraphQLError(`${object.type}.${name} fails.`, { extensions: { code: `FAULT_${at % 3}` } });
    }
    return make(field.type, { at, salt: chance.salt, isCertain: false, model: this.#model });
  }

  /** What a gateway has to send of the fields that the asked one requires; undefined where it requires none. */
  required({ object, field: name, chance }: WorldQuestion): JsonObject | undefined {
    const { requires } = this.#field(object.type, name);
    return requires && this.#read(object, requires, chance);
  }

  /** The entity that a representation means. Throws where it means none: the gateway made it up. */
  entityOf(representation: Readonly<JsonObject>): WorldObject {
    const { __typename: typename } = representation;
    for (const type of this.#model.possibleTypes(String(typename))) {
      for (const key of this.#model.keys.get(type) ?? []) {
        const given = selectKey(representation, key);
        const found = given && this.#byKey.get(keyText(type, given));
        if (found) return found;
      }
    }
    throw new GraphQLError(`Nothing is known under ${canonical(representation)}.`, {
      extensions: { code: 'UNKNOWN_REPRESENTATION' },
    });
  }

  #field(type: string, name: string): WorldField {
    const field = this.#model.fields.get(type)?.get(name);
    if (!field) throw new Error(`No subgraph has ${type}.${name}.`);
    return field;
  }

  #index(type: string, key: SelectionSetNode): void {
    const chance: Chance = { salt: 0, faultOneIn: 0 };
    for (let number = 0; number < population; number++) {
      const entity = entityAt(type, number);
      const text = keyText(type, this.#read(entity, key, chance));
      const other = this.#byKey.get(text);
      if (other && other.at !== entity.at) throw new Error(`Two entities have one key: ${text}`);
      this.#byKey.set(text, entity);
    }
  }

  /** The fields of `set` as a response without aliases would show them; a field that fails is null. */
  #read(object: WorldObject, set: SelectionSetNode, chance: Chance): JsonObject {
    const read: JsonObject = {};
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const field = selection.name.value;
        if (field === '__typename') continue;
        const args = getArgumentValues(this.#field(object.type, field).definition, selection);
        read[field] = this.#readField({ object, field, args, chance }, selection.selectionSet);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition?.name.value;
        if (condition !== undefined && !this.#model.possibleTypes(condition).includes(object.type)) continue;
        Object.assign(read, this.#read(object, selection.selectionSet, chance));
      }
    }
    return read;
  }

  #readField(question: WorldQuestion, set: SelectionSetNode | undefined): unknown {
    const show = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(show);
      return set && isWorldObject(value) ? this.#read(value, set, question.chance) : value;
    };
    try {
      return show(this.value(question));
    } catch (error) {
      if (error instanceof GraphQLError) return null;
      throw error;
    }
  }
}

export function isWorldObject(value: unknown): value is WorldObject {
  return isJsonObject(value) && typeof value['at'] === 'number' && typeof value['type'] === 'string';
}

function keyText(type: string, fields: Readonly<JsonObject>): string {
  return `${type} ${canonical(fields)}`;
}

/** The key fields out of a representation; undefined where one of them is missing. */
function selectKey(source: Readonly<JsonObject>, key: SelectionSetNode): JsonObject | undefined {
  const selected: JsonObject = {};
  for (const node of key.selections) {
    if (node.kind !== Kind.FIELD || node.name.value === '__typename') continue;
    const value = selectValue(source[node.name.value], node.selectionSet);
    if (value === undefined) return undefined;
    selected[node.name.value] = value;
  }
  return selected;
}

function selectValue(value: unknown, set: SelectionSetNode | undefined): unknown {
  if (!set || value === null || value === undefined) return value;
  if (isJsonObject(value)) return selectKey(value, set);
  if (!Array.isArray(value)) return undefined;
  const items = value.map((item) => selectValue(item, set));
  return items.includes(undefined) ? undefined : items;
}

interface Making {
  /** What the value is made from. */
  readonly at: number;
  readonly salt: number;
  /** Keys are never null. */
  readonly isCertain: boolean;
  readonly model: WorldModel;
}

function make(type: WorldType, making: Making): unknown {
  const { at, salt, isCertain, model } = making;
  if (type.isNullable && !isCertain && hash('null', at ^ salt) % nullOneIn === 0) return null;
  if (type.kind === 'list') {
    const length = isCertain ? 2 : lengths[hash('length', at ^ salt) % lengths.length];
    return Array.from({ length: length ?? 0 }, (_, index) =>
      make(type.of, { ...making, at: hash(`item ${index}`, at) }),
    );
  }
  if (type.kind === 'leaf') return leafValue(type, at);
  const concrete = type.types[hash('type', at ^ salt) % type.types.length];
  if (concrete === undefined) return null;
  // Wherever a field leads back to the root, it is the one root.
  if (concrete === queryRoot.type) return queryRoot;
  return model.keys.has(concrete) ? entityAt(concrete, hash('entity', at ^ salt) % population) : { type: concrete, at };
}

function entityAt(type: string, number: number): WorldObject {
  return { type, at: hash(`${type} ${number}`) };
}
