import {
  Kind,
  parse,
  type FieldNode,
  type FragmentDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type TypeNode,
} from 'graphql';
import { namedType, type JoinGraph } from '../join-graph.ts';
import { PlanFault } from './plan.fault.ts';
import {
  collectFields,
  leaf,
  signatureOf,
  typenameKey,
  type Sketch,
  type SketchedField,
  type SketchedFields,
} from './sketch.ts';

export type TypeTest = (typename: string, condition: string) => boolean;

/** What a subgraph may be asked of an object beside what is its own. */
export interface Terms {
  /** Whether the object was told to the subgraph with all of a selection. */
  readonly isTold?: (selection: SelectionSetNode) => boolean;
  /** What came along with the object (@provides). */
  readonly provided?: readonly SelectionSetNode[];
}

/** A selection and the type that its fields are written for. */
interface WrittenSet {
  readonly set: SelectionSetNode;
  readonly owner: string;
}

/** The operation of one fetch, as its subgraph understands it. */
export class FetchSketcher {
  readonly #graph: JoinGraph;
  readonly #isTypeOf: TypeTest;
  readonly #subgraph: string;
  readonly #fragments = new Map<string, FragmentDefinitionNode>();
  readonly root: SelectionSetNode;

  /** Throws PlanFault where the operation is no GraphQL. */
  constructor(
    graph: JoinGraph,
    isTypeOf: TypeTest,
    fetch: { readonly serviceName: string; readonly operation: string },
  ) {
    this.#graph = graph;
    this.#isTypeOf = isTypeOf;
    this.#subgraph = fetch.serviceName;
    let root: SelectionSetNode | undefined;
    for (const node of parseOperation(fetch.operation)) {
      if (node.kind === Kind.OPERATION_DEFINITION) root = node.selectionSet;
      else if (node.kind === Kind.FRAGMENT_DEFINITION) this.#fragments.set(node.name.value, node);
    }
    if (!root) throw new PlanFault('a fetch without an operation');
    this.root = root;
  }

  /** Throws PlanFault where the subgraph would refuse the selection that it gets for an object of `type`. */
  checkShapes(selection: SelectionSetNode, type: string): void {
    this.#checkShapes([{ set: selection, owner: type }]);
  }

  /** The selection of one `_entities` field. */
  entities(responseKey: string): SelectionSetNode {
    const fields = collectFields(this.root, () => true, this.#fragments).get(responseKey);
    const selection = fields?.[0]?.selectionSet;
    if (!selection) throw new PlanFault(`an entity fetch without "${responseKey}"`);
    return selection;
  }

  /** What the selection brings of an object of `type`, by the subgraph's own name for it. */
  sketch(selection: SelectionSetNode, type: string, terms: Terms = {}): SketchedFields {
    const fields: SketchedFields = new Map();
    const isFor = (condition: string) => this.#isTypeOf(type, condition);
    for (const [key, nodes] of collectFields(selection, isFor, this.#fragments)) {
      fields.set(key, this.#sketchField(type, nodes, terms));
    }
    return fields;
  }

  /** The types that the subgraph may say such an entity has. */
  possibleTypes(type: string): readonly string[] {
    return this.#graph.possibleTypes(this.#subgraph, type);
  }

  #sketchField(type: string, nodes: readonly FieldNode[], terms: Terms): SketchedField {
    const { isTold, provided = [] } = terms;
    const [node] = nodes;
    if (!node || node.name.value === typenameKey) return leaf;
    const field = this.#graph.fieldOf(this.#subgraph, type, node.name.value);
    if (!field)
      throw new PlanFault(`${this.#subgraph} is asked for ${type}.${node.name.value}, which it does not have`);
    if (field.requires && !hasAll(field.requires, terms)) {
      throw new PlanFault(`${this.#subgraph} is asked for ${type}.${node.name.value} without what it requires`);
    }
    const along = fieldsNamed(provided, node.name.value);
    const isOwn = !field.isExternal || this.#graph.isKeyField(this.#subgraph, node.name.value);
    if (!isOwn && along.length === 0 && !isTold?.({ kind: Kind.SELECTION_SET, selections: [withoutBelow(node)] })) {
      throw new PlanFault(`${this.#subgraph} is asked for ${type}.${node.name.value}, which is another's`);
    }
    const below = along.flatMap(({ selectionSet }) => selectionSet ?? []);
    const providedBelow = field.provides ? [...below, field.provides] : below;
    const named = namedType(field.type);
    const possible = this.#graph.sharedTypes(this.#subgraph, type, node.name.value);
    const sketch = this.#graph.isComposite(named) ? this.#sketchObject(possible, nodes, providedBelow) : undefined;
    return { signature: signatureOf(node), sketch };
  }

  #sketchObject(
    possible: readonly string[],
    nodes: readonly FieldNode[],
    provided: readonly SelectionSetNode[],
  ): Sketch {
    const selections = nodes.flatMap(({ selectionSet }) => selectionSet?.selections ?? []);
    const merged: SelectionSetNode = { kind: Kind.SELECTION_SET, selections };
    return new Map(possible.map((each) => [each, this.sketch(merged, each, { provided })]));
  }

  /** Section 5.3.2 of the GraphQL spec: what answers under one key has one shape, whatever types it is a field of. */
  #checkShapes(sets: readonly WrittenSet[]): void {
    const fields = new Map<string, { readonly shape: string; readonly below: WrittenSet[] }>();
    for (const { node, owner } of sets.flatMap((set) => [...this.#writtenFields(set)])) {
      const field = this.#graph.fieldOf(this.#subgraph, owner, node.name.value);
      if (!field) continue;
      const key = node.alias?.value ?? node.name.value;
      const shape = this.#shapeOf(field.type);
      const known = fields.get(key) ?? { shape, below: [] };
      if (known.shape !== shape) throw new PlanFault(`${this.#subgraph} has "${key}" in shapes that differ by type`);
      if (node.selectionSet) known.below.push({ set: node.selectionSet, owner: namedType(field.type) });
      fields.set(key, known);
    }
    for (const { below } of fields.values()) if (below.length > 0) this.#checkShapes(below);
  }

  *#writtenFields({ set, owner }: WrittenSet): Generator<{ readonly node: FieldNode; readonly owner: string }> {
    for (const node of set.selections) {
      if (node.kind === Kind.FIELD) {
        yield { node, owner };
        continue;
      }
      const fragment = node.kind === Kind.FRAGMENT_SPREAD ? this.#fragments.get(node.name.value) : node;
      if (!fragment) throw new PlanFault('a fetch uses a fragment that it lacks');
      yield* this.#writtenFields({ set: fragment.selectionSet, owner: fragment.typeCondition?.name.value ?? owner });
    }
  }

  #shapeOf(type: TypeNode): string {
    if (type.kind === Kind.NON_NULL_TYPE) return `${this.#shapeOf(type.type)}!`;
    if (type.kind === Kind.LIST_TYPE) return `[${this.#shapeOf(type.type)}]`;
    return this.#graph.isComposite(type.name.value) ? '' : type.name.value;
  }
}

/** Whether each field of `required` was told with the object, or came along with it. */
function hasAll(required: SelectionSetNode, { isTold, provided = [] }: Terms): boolean {
  return required.selections.every(
    (node) => isTold?.({ kind: Kind.SELECTION_SET, selections: [node] }) === true || isAlong(node, provided),
  );
}

function isAlong(node: SelectionNode, provided: readonly SelectionSetNode[]): boolean {
  if (node.kind !== Kind.FIELD) return false;
  const along = fieldsNamed(provided, node.name.value);
  const below = along.flatMap(({ selectionSet }) => selectionSet ?? []);
  const inner = node.selectionSet?.selections ?? [];
  return along.length > 0 && inner.every((each) => isAlong(each, below));
}

/** The fields that `sets` name so, also in their fragments. */
function fieldsNamed(sets: readonly SelectionSetNode[], name: string): FieldNode[] {
  return sets.flatMap(({ selections }) =>
    selections.flatMap((node) => {
      if (node.kind === Kind.INLINE_FRAGMENT) return fieldsNamed([node.selectionSet], name);
      return node.kind === Kind.FIELD && node.name.value === name ? [node] : [];
    }),
  );
}

function withoutBelow({ kind, name, arguments: given = [] }: FieldNode): FieldNode {
  return { kind, name, arguments: given };
}

function parseOperation(operation: string) {
  try {
    return parse(operation, { noLocation: true }).definitions;
  } catch (error) {
    throw new PlanFault(`a fetch is no GraphQL: ${(error as Error).message}`);
  }
}
