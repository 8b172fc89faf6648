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
  /** Of `_entities`: the variable that holds its representations. */
  readonly representations: string | undefined;
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
  /** The operation with only some root fields; each of `splits` takes its key argument from a variable of its own. */
  pick(keys: readonly string[], splits: ReadonlyMap<string, KeyArgument>): OperationText;
}

/** The variable by which a part of the keys of a root field is sent. */
export function splitVariable(key: string): string {
  return `liaison_keys_${key}`;
}

export function readOperation(schema: GraphQLSchema, text: string, operationName?: string): PartitionedOperation {
  const document = parse(text, { noLocation: true });
  const operation = getOperationAST(document, operationName) ?? getOperationAST(document);
  if (!operation) throw new Error('A request to a partitioned subgraph has no operation.');
  const fragments: Fragments = new Map(
    document.definitions.flatMap((each) => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each]] : [])),
  );
  const root = schema.getRootType(operation.operation);
  const nodes = rootFields(operation.selectionSet, fragments);
  const byKey = new Map(nodes.map((node) => [responseKey(node), node]));
  const fields = [...byKey].map(([key, node]): RootField => {
    const definition = root?.getFields()[node.name.value];
    return {
      key,
      name: node.name.value,
      keys: keyArgumentsOf(definition, node),
      isList: definition !== undefined && isListType(getNullableType(definition.type)),
      representations: representationsOf(node),
    };
  });
  const parts = new Map<string, OperationText>();
  const parsed = { operation, fragments };
  return {
    type: operation.operation,
    rootType: root?.name ?? 'Query',
    fields,
    whole: { query: text, document, variables: namesOf(operation.variableDefinitions ?? []) },
    pick: (keys, splits) => {
      const id = JSON.stringify([keys, [...splits].map(([key, { name }]) => [key, name])]);
      const part = parts.get(id) ?? pickFields(parsed, keys, splits);
      parts.set(id, part);
      return part;
    },
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
    return [split ? withVariable(field, split) : field];
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

function withVariable(field: FieldNode, { name }: KeyArgument): FieldNode {
  const variable = { kind: Kind.NAME as const, value: splitVariable(responseKey(field)) };
  return withArgument(field, name, { kind: Kind.VARIABLE, name: variable });
}

function representationsOf({ name, arguments: given = [] }: FieldNode): string | undefined {
  if (name.value !== '_entities') return undefined;
  const value = given.find((argument) => argument.name.value === 'representations')?.value;
  return value?.kind === Kind.VARIABLE ? value.name.value : undefined;
}

function namesOf(definitions: readonly VariableDefinitionNode[]): ReadonlySet<string> {
  return new Set(definitions.map(({ variable }) => variable.name.value));
}
