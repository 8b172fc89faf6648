import {
  getNullableType,
  getOperationAST,
  isListType,
  Kind,
  parse,
  parseType,
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type OperationTypeNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValueNode,
  type VariableDefinitionNode,
} from 'graphql';
import { responseKey, rootFields, type Fragments } from '../executor/operation.ts';
import { normaliseOperation } from '../planner/operation-text.ts';
import { keyArgumentsOf, type KeyArgument } from './division-key.ts';

/** One field at the root of an operation, by its response key. */
export interface RootField {
  readonly key: string;
  readonly name: string;
  readonly keys: readonly KeyArgument[];
  readonly isList: boolean;
  /** Only of `_entities`. */
  readonly representations: EntityList | undefined;
}

/** The representations of the entities that are asked for. */
export interface EntityList {
  readonly variable: string;
  /** Where the operation has the list itself, which is sent as a variable. */
  readonly literal: ValueNode | undefined;
}

/** An operation as it is sent: its text and the variables that this uses. */
export interface OperationText {
  readonly query: string;
  readonly document: DocumentNode;
  readonly variables: ReadonlySet<string>;
}

/** One operation on a partitioned subgraph, with what of it is worked out once. */
export interface PartitionedOperation {
  readonly type: OperationTypeNode;
  readonly rootType: string;
  readonly fields: readonly RootField[];
  readonly whole: OperationText;
  /** Whether `whole` is another text than the one that came. */
  readonly isRewritten: boolean;
  /** The operation with only some root fields; each of `splits` takes its key argument from a variable of its own. */
  pick(keys: readonly string[], splits: ReadonlyMap<string, KeyArgument>): OperationText;
}

/** The variable by which a part of the keys of a root field is sent. */
export function splitVariable(key: string): string {
  return `liaison_keys_${key}`;
}

export function readOperation(schema: GraphQLSchema, text: string, operationName?: string): PartitionedOperation {
  const document = parse(text, { noLocation: true });
  const given = getOperationAST(document, operationName) ?? getOperationAST(document);
  if (!given) throw new Error('A request to a partitioned subgraph has no operation.');
  const fragments: Fragments = new Map(
    document.definitions.flatMap((each) => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each]] : [])),
  );
  const root = schema.getRootType(given.operation);
  const byKey = new Map(rootFields(given.selectionSet, fragments).map((node) => [responseKey(node), node]));
  const fields = [...byKey].map(([key, node]): RootField => {
    const definition = root?.getFields()[node.name.value];
    return {
      key,
      name: node.name.value,
      keys: keyArgumentsOf(definition, node),
      isList: definition !== undefined && isListType(getNullableType(definition.type)),
      representations: representationsOf(key, node),
    };
  });
  const literals = fields.flatMap(({ key, representations }) => (representations?.literal ? [key] : []));
  const operation = literals.length === 0 ? given : withVariables(given, fragments, literals);
  const isRewritten = operation !== given;
  const whole = isRewritten
    ? operationText(operation, fragments)
    : { query: text, document, variables: namesOf(given.variableDefinitions ?? []) };
  const parts = new Map<string, OperationText>();
  return {
    type: given.operation,
    rootType: root?.name ?? 'Query',
    fields,
    whole,
    isRewritten,
    pick: (keys, splits) => {
      const id = JSON.stringify([keys, [...splits].map(([key, { name }]) => [key, name])]);
      const part = parts.get(id) ?? pickFields({ operation, fragments }, keys, splits);
      parts.set(id, part);
      return part;
    },
  };
}

/** The operation with the lists of some `_entities` fields in variables. */
function withVariables(
  operation: OperationDefinitionNode,
  fragments: Fragments,
  keys: readonly string[],
): OperationDefinitionNode {
  const rewrite = (field: FieldNode): FieldNode[] => {
    const key = responseKey(field);
    return [keys.includes(key) ? withVariable(field, 'representations', key) : field];
  };
  const added = keys.map((key) => variableDefinition(splitVariable(key), '[_Any!]!'));
  const selections = pickFrom(operation.selectionSet, fragments, rewrite);
  return {
    ...operation,
    variableDefinitions: [...(operation.variableDefinitions ?? []), ...added],
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  };
}

interface Parsed {
  readonly operation: OperationDefinitionNode;
  readonly fragments: Fragments;
}

function pickFields(
  { operation, fragments }: Parsed,
  keys: readonly string[],
  splits: ReadonlyMap<string, KeyArgument>,
): OperationText {
  const pick = (field: FieldNode): FieldNode[] => {
    if (!keys.includes(responseKey(field))) return [];
    const split = splits.get(responseKey(field));
    return [split ? withVariable(field, split.name, responseKey(field)) : field];
  };
  const added = [...splits].map(([key, { type }]) => variableDefinition(splitVariable(key), type));
  const set = { kind: Kind.SELECTION_SET as const, selections: pickFrom(operation.selectionSet, fragments, pick) };
  return operationText(
    { ...operation, variableDefinitions: [...(operation.variableDefinitions ?? []), ...added], selectionSet: set },
    fragments,
  );
}

/** Spreads at the root become inline fragments: a fragment may hold fields of several partitions. */
function pickFrom(
  set: SelectionSetNode,
  fragments: Fragments,
  pick: (field: FieldNode) => FieldNode[],
): SelectionNode[] {
  return set.selections.flatMap((selection): SelectionNode[] => {
    if (selection.kind === Kind.FIELD) return pick(selection);
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
    if (!fragment) return [];
    const selections = pickFrom(fragment.selectionSet, fragments, pick);
    if (selections.length === 0) return [];
    const { directives = [] } = selection;
    return [{ kind: Kind.INLINE_FRAGMENT, directives, selectionSet: { kind: Kind.SELECTION_SET, selections } }];
  });
}

/** Written out without the fragments and variables that it does not use. */
export function operationText(operation: OperationDefinitionNode, fragments: Fragments): OperationText {
  const textOf = (definition: OperationDefinitionNode) =>
    normaliseOperation(
      { kind: Kind.DOCUMENT, definitions: [definition, ...fragments.values()] },
      operation.name?.value,
    );
  const bare = textOf({ ...operation, variableDefinitions: [] });
  const used = (operation.variableDefinitions ?? []).filter(({ variable }) =>
    new RegExp(`\\$${variable.name.value}\\b`).test(bare),
  );
  const query = textOf({ ...operation, variableDefinitions: used });
  return { query, document: parse(query, { noLocation: true }), variables: namesOf(used) };
}

export function variableDefinition(name: string, type: string): VariableDefinitionNode {
  return {
    kind: Kind.VARIABLE_DEFINITION,
    variable: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } },
    type: parseType(type, { noLocation: true }),
  };
}

export function withArgument(field: FieldNode, name: string, value: ValueNode): FieldNode {
  const argument: ArgumentNode = { kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: name }, value };
  return { ...field, arguments: [...(field.arguments ?? []).filter((each) => each.name.value !== name), argument] };
}

function withVariable(field: FieldNode, argument: string, key: string): FieldNode {
  const name = { kind: Kind.NAME as const, value: splitVariable(key) };
  return withArgument(field, argument, { kind: Kind.VARIABLE, name });
}

function representationsOf(key: string, { name, arguments: given = [] }: FieldNode): EntityList | undefined {
  if (name.value !== '_entities') return undefined;
  const value = given.find((argument) => argument.name.value === 'representations')?.value;
  if (value?.kind === Kind.VARIABLE) return { variable: value.name.value, literal: undefined };
  return value && { variable: splitVariable(key), literal: value };
}

function namesOf(definitions: readonly VariableDefinitionNode[]): ReadonlySet<string> {
  return new Set(definitions.map(({ variable }) => variable.name.value));
}
