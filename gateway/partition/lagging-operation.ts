import {
  getOperationAST,
  Kind,
  valueFromASTUntyped,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { responseKey } from '../executor/operation.ts';
import { isJsonObject, type JsonObject, type SubgraphFault } from '../transport/subgraph-answer.ts';
import type { PartitionShape } from './partition-shape.ts';
import { operationText, type OperationText } from './partitioned-operation.ts';

/** A field that a partition does not have yet, at one place of an operation. */
interface MissingField {
  /** Response keys from the root to the objects that lack it. */
  readonly path: readonly string[];
  readonly key: string;
  /** As `District.stations`. */
  readonly coordinate: string;
  /** Only objects of this type were asked for it. */
  readonly condition: string | undefined;
  /** With @skip and @include: whether it was asked for at all. */
  readonly directives: readonly DirectiveNode[];
}

/** An operation without what a partition does not have. */
export interface LaggingOperation {
  /** Undefined where nothing remains to be asked. */
  readonly text: OperationText | undefined;
  readonly missing: readonly MissingField[];
  /** Paths at which `__typename` was put in so that a selection is not empty. */
  readonly added: readonly (readonly string[])[];
}

interface Known {
  readonly operation: LaggingOperation | undefined;
}

const known = new WeakMap<OperationText, WeakMap<PartitionShape, Known>>();

/** Undefined where the partition has all of it. Worked out once for each operation and partition's schema. */
export function laggingOf(text: OperationText, shape: PartitionShape): LaggingOperation | undefined {
  const ofText = known.get(text) ?? new WeakMap<PartitionShape, Known>();
  known.set(text, ofText);
  const ofShape = ofText.get(shape) ?? { operation: withoutMissing(text.document, shape) };
  ofText.set(shape, ofShape);
  return ofShape.operation;
}

function withoutMissing(document: DocumentNode, shape: PartitionShape): LaggingOperation | undefined {
  const operation = getOperationAST(document);
  if (!operation) return undefined;
  const rewrite = new Rewrite(document, shape);
  const selections = rewrite.selections(operation.selectionSet, {
    type: shape.rootOf(operation.operation),
    path: [],
    condition: undefined,
    directives: [],
  });
  if (rewrite.missing.length === 0) return undefined;
  const selectionSet = { kind: Kind.SELECTION_SET as const, selections };
  const isEmpty = selections.every((each) => each.kind === Kind.FIELD && isEmptyEntities(each));
  return {
    text: isEmpty ? undefined : operationText({ ...operation, selectionSet }, new Map()),
    missing: rewrite.missing,
    added: rewrite.added,
  };
}

/** Entities of which nothing is asked but what was put in. */
function isEmptyEntities({ name, selectionSet }: FieldNode): boolean {
  if (name.value !== '_entities') return false;
  const isTypename = (node: SelectionNode): boolean =>
    node.kind === Kind.FIELD ? node.name.value === '__typename' : node.kind === Kind.INLINE_FRAGMENT && allOf(node);
  const allOf = (node: { readonly selectionSet: SelectionSetNode }): boolean =>
    node.selectionSet.selections.every(isTypename);
  return selectionSet?.selections.every(isTypename) ?? false;
}

interface Place {
  readonly type: string;
  readonly path: readonly string[];
  readonly condition: string | undefined;
  readonly directives: readonly DirectiveNode[];
}

class Rewrite {
  readonly missing: MissingField[] = [];
  readonly added: (readonly string[])[] = [];
  readonly #shape: PartitionShape;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;

  constructor({ definitions }: DocumentNode, shape: PartitionShape) {
    this.#shape = shape;
    this.#fragments = new Map(
      definitions.flatMap((each) => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each]] : [])),
    );
  }

  selections(set: SelectionSetNode, place: Place): SelectionNode[] {
    return set.selections.flatMap((selection) =>
      selection.kind === Kind.FIELD ? this.#field(selection, place) : this.#fragment(selection, place),
    );
  }

  #field(field: FieldNode, { type, path, condition, directives }: Place): SelectionNode[] {
    const key = responseKey(field);
    const known = this.#shape.fieldOf(type, field.name.value);
    const unknown = field.arguments?.find(({ name }) => known?.arguments.has(name.value) === false);
    if (!known || unknown) {
      const coordinate = `${type}.${field.name.value}${unknown ? `(${unknown.name.value}:)` : ''}`;
      const all = [...directives, ...(field.directives ?? [])];
      this.missing.push({ path, key, coordinate, condition, directives: all });
      return [];
    }
    if (!field.selectionSet) return [field];
    const inner = { type: known.type, path: [...path, key], condition: undefined, directives: [] };
    const selections = this.selections(field.selectionSet, inner);
    return [{ ...field, selectionSet: this.#notEmpty(selections, inner.path) }];
  }

  #fragment(selection: Exclude<SelectionNode, FieldNode>, place: Place): SelectionNode[] {
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? this.#fragments.get(selection.name.value) : selection;
    if (!fragment) return [];
    const named = fragment.typeCondition?.name.value;
    const condition = named === undefined || named === place.type ? place.condition : named;
    const directives = [...place.directives, ...(selection.directives ?? [])];
    const inner = { type: named ?? place.type, path: place.path, condition, directives };
    const selections = this.selections(fragment.selectionSet, inner);
    if (selections.length === 0 || !this.#shape.has(inner.type)) return [];
    return [
      {
        kind: Kind.INLINE_FRAGMENT,
        directives: selection.directives ?? [],
        ...(fragment.typeCondition && { typeCondition: fragment.typeCondition }),
        selectionSet: { kind: Kind.SELECTION_SET, selections },
      },
    ];
  }

  #notEmpty(selections: readonly SelectionNode[], path: readonly string[]): SelectionSetNode {
    if (selections.length > 0) return { kind: Kind.SELECTION_SET, selections };
    this.added.push(path);
    const name = { kind: Kind.NAME as const, value: '__typename' };
    return { kind: Kind.SELECTION_SET, selections: [{ kind: Kind.FIELD, name }] };
  }
}

export interface Filling {
  readonly shape: PartitionShape;
  readonly variables: Readonly<JsonObject>;
  /** Types of the entities that were asked for, by the response key of their `_entities`. */
  readonly typesOf: (key: string) => readonly string[];
  /** What is told of a missing field. */
  readonly fault: (coordinate: string) => Pick<SubgraphFault, 'message' | 'extensions'>;
}

/** What is told of a field that a partition does not have. */
export function missingFault(subgraph: string, partition: string): Filling['fault'] {
  return (field) => ({
    message: `Partition "${partition}" of the subgraph "${subgraph}" does not have ${field} yet, so it is null.`,
    extensions: { code: 'PARTITION_FIELD_MISSING', subgraph, partition, field },
  });
}

/** Puts null for each missing field into `data`, which may be changed, and gives the error that says so, once per place. */
export function fillMissing(operation: LaggingOperation, data: JsonObject, filling: Filling): SubgraphFault[] {
  for (const path of operation.added) for (const { holder } of holdersAt(data, path)) delete holder['__typename'];
  const faults: SubgraphFault[] = [];
  for (const { path, key, coordinate, condition, directives } of operation.missing) {
    if (!isIncluded(directives, filling.variables)) continue;
    for (const { holder, at } of holdersAt(data, path)) {
      if (key in holder || !isOf(condition, holder, at, filling)) continue;
      holder[key] = null;
      faults.push({ ...filling.fault(coordinate), path: [...at, key] });
    }
  }
  return faults;
}

interface Held {
  readonly holder: JsonObject;
  readonly at: readonly (string | number)[];
}

function holdersAt(data: JsonObject, path: readonly string[]): Held[] {
  const flatten = (value: unknown, at: Held['at']): Held[] => {
    if (Array.isArray(value)) return value.flatMap((each: unknown, index) => flatten(each, [...at, index]));
    return isJsonObject(value) ? [{ holder: value, at }] : [];
  };
  let held: Held[] = [{ holder: data, at: [] }];
  for (const key of path) held = held.flatMap(({ holder, at }) => flatten(holder[key], [...at, key]));
  return held;
}

function isOf(condition: string | undefined, holder: JsonObject, at: Held['at'], filling: Filling): boolean {
  if (condition === undefined) return true;
  const [root, index] = at;
  const entity = at.length === 2 && typeof index === 'number' ? filling.typesOf(String(root))[index] : undefined;
  const type = entity ?? holder['__typename'];
  return typeof type !== 'string' || filling.shape.isWithin(type, condition);
}

function isIncluded(directives: readonly DirectiveNode[], variables: Readonly<JsonObject>): boolean {
  return directives.every(({ name, arguments: given = [] }) => {
    const condition = given.find((argument) => argument.name.value === 'if')?.value;
    if (!condition || (name.value !== 'skip' && name.value !== 'include')) return true;
    return valueFromASTUntyped(condition, variables) === (name.value === 'include');
  });
}
