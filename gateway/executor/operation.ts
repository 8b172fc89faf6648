import {
  Kind,
  OperationTypeNode,
  visit,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { normaliseOperation } from '../planner/operation-text.ts';

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

interface Parsed {
  readonly operation: OperationDefinitionNode;
  readonly fragments: Fragments;
}

/** A valid operation, split into what subgraphs answer and what the gateway answers itself. */
export interface PreparedOperation extends Parsed {
  /** What the client sent, with all of its operations. */
  readonly document: DocumentNode;
  /** One text for all spellings of the operation. */
  readonly text: string;
  /**
   * What the planner gets, to be run one after the other: one text, or one per root field of a mutation, since the spec
   * wants each field complete, with its joins, before the next. Empty where no field needs a subgraph.
   */
  readonly plannedTexts: readonly string[];
  /** Variables that decide which fields there are. */
  readonly conditions: readonly string[];
  /** The operation with only `__schema` and `__type`; undefined where it has neither. */
  readonly introspection: DocumentNode | undefined;
}

/** By document, which the server keeps per text, and by the operation's name in it. */
const prepared = new WeakMap<DocumentNode, Map<string, PreparedOperation>>();

/** The document was validated, so the operation is there. Works it out once per document. */
export function prepareOperation(document: DocumentNode, operationName?: string | null): PreparedOperation {
  const ofDocument = prepared.get(document) ?? new Map<string, PreparedOperation>();
  prepared.set(document, ofDocument);
  const name = operationName ?? '';
  const operation = ofDocument.get(name) ?? prepare(document, operationName);
  ofDocument.set(name, operation);
  return operation;
}

function prepare(document: DocumentNode, operationName: string | null | undefined): PreparedOperation {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const operation = operations.find(({ name }) => name?.value === operationName) ?? operations[0];
  if (!operation) throw new Error('A document without an operation came past validation.');
  const fragments = fragmentsOf(document);
  const parsed = { operation, fragments };
  const planned = parts(parsed).map((isKept) => withRootFields(parsed, isKept));
  return {
    ...parsed,
    document,
    text: normaliseOperation(document, operation.name?.value),
    plannedTexts: planned.flatMap((part) => (part ? [normaliseOperation(part, operation.name?.value)] : [])),
    conditions: conditionsOf(document),
    introspection: withRootFields(parsed, isIntrospectionField),
  };
}

function conditionsOf(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Directive: ({ name, arguments: given = [] }) => {
      if (name.value !== 'skip' && name.value !== 'include') return;
      for (const { value } of given) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}

type FieldFilter = (field: FieldNode) => boolean;

function parts({ operation, fragments }: Parsed): FieldFilter[] {
  const needsSubgraph: FieldFilter = (field) => !field.name.value.startsWith('__');
  if (operation.operation !== OperationTypeNode.MUTATION) return [needsSubgraph];
  const keys = new Set(rootFields(operation.selectionSet, fragments).map(responseKey));
  return [...keys].map((key) => (field) => needsSubgraph(field) && responseKey(field) === key);
}

/** The fields at the root of an operation, also those in fragments. */
export function rootFields(set: SelectionSetNode, fragments: Fragments): FieldNode[] {
  return set.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
    return fragment ? rootFields(fragment.selectionSet, fragments) : [];
  });
}

export function responseKey({ alias, name }: FieldNode): string {
  return alias?.value ?? name.value;
}

function isIntrospectionField(field: FieldNode): boolean {
  return field.name.value === '__schema' || field.name.value === '__type';
}

function fragmentsOf(document: DocumentNode): Fragments {
  const fragments = document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  return new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
}

/** Directives of an operation (such as a client's own) mean nothing to subgraphs; variables and names stay. */
function withRootFields({ operation, fragments }: Parsed, isKept: FieldFilter): DocumentNode | undefined {
  const selections = filterRoot(operation.selectionSet, fragments, isKept);
  if (selections.length === 0) return undefined;
  const kept = { ...operation, directives: [], selectionSet: selectionSet(selections) };
  return { kind: Kind.DOCUMENT, definitions: [kept, ...fragments.values()] };
}

/**
 * Spreads at the root become inline fragments, so that one fragment may mix fields of both kinds. What is never included
 * is left out: the planner refuses an operation of which nothing remains.
 */
function filterRoot(set: SelectionSetNode, fragments: Fragments, isKept: FieldFilter): SelectionNode[] {
  return set.selections.flatMap((selection): SelectionNode[] => {
    if (isNeverIncluded(selection)) return [];
    if (selection.kind === Kind.FIELD) return isKept(selection) ? [selection] : [];
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
    if (!fragment) return [];
    const selections = filterRoot(fragment.selectionSet, fragments, isKept);
    if (selections.length === 0) return [];
    const { typeCondition } = fragment;
    const { directives = [] } = selection;
    return [
      {
        kind: Kind.INLINE_FRAGMENT,
        directives,
        selectionSet: selectionSet(selections),
        ...(typeCondition && { typeCondition }),
      },
    ];
  });
}

function isNeverIncluded({ directives = [] }: SelectionNode): boolean {
  return directives.some(({ name, arguments: args = [] }) => {
    const condition = args.find((arg) => arg.name.value === 'if')?.value;
    if (condition?.kind !== Kind.BOOLEAN) return false;
    return name.value === (condition.value ? 'skip' : 'include');
  });
}

function selectionSet(selections: readonly SelectionNode[]): SelectionSetNode {
  return { kind: Kind.SELECTION_SET, selections };
}
