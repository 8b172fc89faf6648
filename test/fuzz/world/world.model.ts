import {
  isAbstractType,
  isEnumType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  parse,
  type ConstDirectiveNode,
  type GraphQLField,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { typeDirectives } from './type-directives.ts';

/** A subgraph whose every value the world gives. */
export interface WorldSubgraph {
  readonly name: string;
  readonly sdl: string;
  /** With `_entities`, where it has entities. */
  readonly schema: GraphQLSchema;
}

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

interface Directed {
  readonly subgraph: WorldSubgraph;
  /** By type: of the type itself, and of its fields. */
  readonly ofTypes: ReadonlyMap<string, readonly ConstDirectiveNode[]>;
  readonly ofFields: ReadonlyMap<string, readonly ConstDirectiveNode[]>;
}

export function readWorldModel(subgraphs: readonly WorldSubgraph[]): WorldModel {
  const directed = subgraphs.map((subgraph): Directed => ({ subgraph, ...typeDirectives(subgraph.sdl) }));
  const possibleTypes = createPossibleTypes(directed);
  const fields = new Map<string, Map<string, WorldField>>();
  const keys = new Map<string, SelectionSetNode[]>();
  for (const each of directed) {
    for (const type of Object.values(each.subgraph.schema.getTypeMap())) {
      if (type.name.startsWith('_') || !(isObjectType(type) || isInterfaceType(type))) continue;
      const sets = keySets(each.ofTypes.get(type.name));
      for (const name of concreteTypes(each, type.name, possibleTypes)) {
        if (sets.length > 0) keys.set(name, [...(keys.get(name) ?? []), ...sets]);
        if (!isObjectType(type)) continue;
        const known = fields.get(name) ?? new Map<string, WorldField>();
        fields.set(name, known);
        for (const field of Object.values(type.getFields()))
          addField(known, each, { owner: type.name, field, possibleTypes });
      }
    }
  }
  markKeys(fields, keys);
  markRequired(fields);
  return { fields, keys, possibleTypes: (name) => possibleTypes(name) };
}

interface Addition {
  readonly owner: string;
  readonly field: GraphQLField<unknown, unknown>;
  readonly possibleTypes: PossibleTypes;
}

function addField(known: Map<string, WorldField>, { subgraph, ofFields }: Directed, addition: Addition): void {
  const { owner, field, possibleTypes } = addition;
  if (field.name.startsWith('_')) return;
  const type = worldType(field.type, (name) => possibleTypes(name, subgraph));
  const given = ofFields.get(`${owner}.${field.name}`)?.find(({ name }) => bare(name.value) === 'requires');
  const before = known.get(field.name);
  known.set(field.name, {
    type: before ? narrower(before.type, type) : type,
    isKey: false,
    isRequired: false,
    requires: before?.requires ?? (given && fieldSet(given)),
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
  return ofTypes.get(name)?.some((directive) => bare(directive.name.value) === 'interfaceObject') === true;
}

function bare(directive: string): string {
  return directive.replace(/^federation__/, '');
}

function keySets(directives: readonly ConstDirectiveNode[] = []): SelectionSetNode[] {
  return directives.filter(({ name }) => bare(name.value) === 'key').map(fieldSet);
}

function fieldSet(directive: ConstDirectiveNode): SelectionSetNode {
  const fields = directive.arguments?.find(({ name }) => name.value === 'fields')?.value;
  if (fields?.kind !== Kind.STRING) throw new Error(`@${directive.name.value} has no field set.`);
  const [definition] = parse(`{ ${fields.value} }`, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`"${fields.value}" is no field set.`);
  return definition.selectionSet;
}

function worldType(type: GraphQLOutputType, possibleTypes: (name: string) => readonly string[]): WorldType {
  if (isNonNullType(type)) return { ...worldType(type.ofType, possibleTypes), isNullable: false };
  if (isListType(type)) return { kind: 'list', of: worldType(type.ofType, possibleTypes), isNullable: true };
  if (!isLeafType(type)) return { kind: 'object', types: possibleTypes(type.name), isNullable: true };
  const enumValues = isEnumType(type) ? type.getValues().map(({ name }) => name) : undefined;
  return { kind: 'leaf', name: type.name, enumValues, isNullable: true };
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
