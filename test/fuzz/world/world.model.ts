import {
  isAbstractType,
  isEnumType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type GraphQLField,
  type GraphQLLeafType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { taken } from './subgraph.rules.ts';
import { directivesNamed, fieldSet, typeDirectives, type TypeDirectives } from './type-directives.ts';
import type { WorldSubgraph } from './world.subgraph.ts';

/** What a value has to be so that every subgraph which gives it keeps to its schema. */
export type WorldType = { readonly isNullable: boolean } & (
  | { readonly kind: 'list'; readonly of: WorldType }
  | { readonly kind: 'leaf'; readonly name: string; readonly enumValues: readonly string[] | undefined }
  | { readonly kind: 'object'; readonly types: readonly string[] }
);

export interface WorldField {
  readonly type: WorldType;
  /** What stands in some @key: it never fails, is never null, and is the same whatever the chance. */
  readonly isKey: boolean;
  /** What some @requires asks for may be null, but never fails: it would take fields along that a client may see. */
  readonly isRequired: boolean;
  /** The field set of its @requires. */
  readonly requires: SelectionSetNode | undefined;
  /** As one of the subgraphs declares it. */
  readonly definition: GraphQLField<unknown, unknown>;
  /** Arguments that clients see; undefined where they do not see the field either. */
  readonly args: ReadonlySet<string> | undefined;
}

/** The supergraph as its subgraphs' schemas tell it, without composition: what there is to be answered. */
export interface WorldModel {
  /** By type and field, for object types only. */
  readonly fields: ReadonlyMap<string, ReadonlyMap<string, WorldField>>;
  /** Entities' sets of key fields, by object type. */
  readonly keys: ReadonlyMap<string, readonly SelectionSetNode[]>;
  /** The object types that `name` stands for, all subgraphs taken together. */
  possibleTypes(name: string): readonly string[];
}

interface Directed extends TypeDirectives {
  readonly subgraph: WorldSubgraph;
  /** Fields that another subgraph has taken over, by `Type.field`. */
  readonly taken: ReadonlySet<string>;
}

/** `apiSchema` says what clients see; nothing else is ever answered. */
export function readWorldModel(subgraphs: readonly WorldSubgraph[], apiSchema: GraphQLSchema): WorldModel {
  const directed = subgraphs.map((subgraph): Directed => ({
    subgraph,
    taken: new Set(taken(subgraph, subgraphs)),
    ...typeDirectives(subgraph.sdl),
  }));
  const possibleTypes = createPossibleTypes(directed);
  const fields = new Map<string, Map<string, WorldField>>();
  const keys = new Map<string, SelectionSetNode[]>();
  for (const each of directed) {
    for (const type of Object.values(each.subgraph.schema.getTypeMap())) {
      if (type.name.startsWith('_') || !(isObjectType(type) || isInterfaceType(type))) continue;
      const sets = directivesNamed(each.ofTypes.get(type.name), 'key').map(fieldSet);
      for (const name of concreteTypes(each, type.name, possibleTypes)) {
        if (sets.length > 0) keys.set(name, [...(keys.get(name) ?? []), ...sets]);
        if (!isObjectType(type)) continue;
        const known = fields.get(name) ?? new Map<string, WorldField>();
        fields.set(name, known);
        for (const field of Object.values(type.getFields())) {
          addField(known, each, { concrete: name, owner: type.name, field, possibleTypes, apiSchema });
        }
      }
    }
  }
  markKeys(fields, keys);
  markRequired(fields);
  return { fields, keys, possibleTypes: (name) => possibleTypes(name) };
}

interface Addition {
  readonly concrete: string;
  /** The type that the field is written on: `concrete`, or the interface object that stands for it. */
  readonly owner: string;
  readonly field: GraphQLField<unknown, unknown>;
  readonly possibleTypes: PossibleTypes;
  readonly apiSchema: GraphQLSchema;
}

function addField(known: Map<string, WorldField>, directed: Directed, addition: Addition): void {
  const { concrete, owner, field, possibleTypes, apiSchema } = addition;
  if (field.name.startsWith('_')) return;
  const { subgraph, ofFields, taken: isTaken } = directed;
  const place = `${owner}.${field.name}`;
  const isVisible = (name: string) => apiSchema.getType(name) !== undefined;
  const typesOf = (name: string) => possibleTypes(name, subgraph).filter(isVisible);
  const type = worldType(field.type, { typesOf, apiSchema });
  const [requires] = isTaken.has(place) ? [] : directivesNamed(ofFields.get(place), 'requires');
  const before = known.get(field.name);
  const apiType = apiSchema.getType(concrete);
  const apiField = isObjectType(apiType) ? apiType.getFields()[field.name] : undefined;
  known.set(field.name, {
    type: before ? narrower(before.type, type) : type,
    isKey: false,
    isRequired: false,
    requires: before?.requires ?? (requires && fieldSet(requires)),
    definition: field,
    args: apiField && new Set(apiField.args.map(({ name }) => name)),
  });
}

type PossibleTypes = (name: string, within?: WorldSubgraph) => readonly string[];

/** An object that stands for an interface (@interfaceObject) is any of the interface's objects in other subgraphs. */
function createPossibleTypes(directed: readonly Directed[]): PossibleTypes {
  const inOne = (each: Directed, name: string): readonly string[] => {
    const type = each.subgraph.schema.getType(name);
    if (isAbstractType(type)) return each.subgraph.schema.getPossibleTypes(type).map((member) => member.name);
    return isObjectType(type) && !isInterfaceObject(each, name) ? [name] : [];
  };
  const inAll = (name: string) => [...new Set(directed.flatMap((each) => inOne(each, name)))];
  return (name, within) => {
    const own = directed.find(({ subgraph }) => subgraph === within);
    return own && !isInterfaceObject(own, name) ? inOne(own, name) : inAll(name);
  };
}

function concreteTypes(each: Directed, name: string, possibleTypes: PossibleTypes): readonly string[] {
  return possibleTypes(name, isInterfaceObject(each, name) ? undefined : each.subgraph);
}

function isInterfaceObject({ ofTypes }: Directed, name: string): boolean {
  return directivesNamed(ofTypes.get(name), 'interfaceObject').length > 0;
}

interface Seen {
  readonly typesOf: (name: string) => readonly string[];
  readonly apiSchema: GraphQLSchema;
}

function worldType(type: GraphQLOutputType, seen: Seen): WorldType {
  if (isNonNullType(type)) return { ...worldType(type.ofType, seen), isNullable: false };
  if (isListType(type)) return { kind: 'list', of: worldType(type.ofType, seen), isNullable: true };
  if (!isLeafType(type)) return { kind: 'object', types: seen.typesOf(type.name), isNullable: true };
  return { kind: 'leaf', name: type.name, enumValues: enumValues(type, seen.apiSchema), isNullable: true };
}

/** Values that clients see; undefined for a scalar. */
function enumValues(type: GraphQLLeafType, apiSchema: GraphQLSchema): string[] | undefined {
  if (!isEnumType(type)) return undefined;
  const shown = apiSchema.getType(type.name);
  const names = type.getValues().map(({ name }) => name);
  return isEnumType(shown) ? names.filter((name) => shown.getValue(name)) : names;
}

/** What fits both. */
function narrower(left: WorldType, right: WorldType): WorldType {
  const isNullable = left.isNullable && right.isNullable;
  if (left.kind === 'list' && right.kind === 'list') {
    return { kind: 'list', of: narrower(left.of, right.of), isNullable };
  }
  if (left.kind === 'object' && right.kind === 'object') {
    return { kind: 'object', types: left.types.filter((name) => right.types.includes(name)), isNullable };
  }
  if (left.kind === 'leaf' && right.kind === 'leaf') {
    return { ...left, enumValues: left.enumValues?.filter((value) => right.enumValues?.includes(value)), isNullable };
  }
  throw new Error('Two subgraphs give one field types that do not fit together.');
}

type Fields = ReadonlyMap<string, Map<string, WorldField>>;

function markKeys(fields: Fields, keys: ReadonlyMap<string, readonly SelectionSetNode[]>): void {
  for (const [type, sets] of keys) for (const set of sets) mark(fields, { type, set, as: { isKey: true } });
}

function markRequired(fields: Fields): void {
  for (const [type, ofType] of fields) {
    for (const { requires: set } of ofType.values()) if (set) mark(fields, { type, set, as: { isRequired: true } });
  }
}

interface Mark {
  readonly type: string;
  readonly set: SelectionSetNode;
  readonly as: Partial<WorldField>;
}

function mark(fields: Fields, { type, set, as }: Mark): void {
  for (const selection of set.selections) {
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      mark(fields, { type: selection.typeCondition?.name.value ?? type, set: selection.selectionSet, as });
    }
    if (selection.kind !== Kind.FIELD) continue;
    const ofType = fields.get(type);
    const field = ofType?.get(selection.name.value);
    if (!ofType || !field) continue;
    ofType.set(selection.name.value, { ...field, ...as });
    if (!selection.selectionSet) continue;
    for (const inner of objectTypes(field.type)) mark(fields, { type: inner, set: selection.selectionSet, as });
  }
}

function objectTypes(type: WorldType): readonly string[] {
  if (type.kind === 'list') return objectTypes(type.of);
  return type.kind === 'object' ? type.types : [];
}
