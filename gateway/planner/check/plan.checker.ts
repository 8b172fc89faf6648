import type { PlanNode } from '@graphql-hive/router-query-planner';
import {
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  getNamedType,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type SelectionSetNode,
} from 'graphql';
import type { SupergraphSchema } from '../../supergraph/supergraph.schema.ts';
import { joinGraphOf, type JoinGraph } from '../join-graph.ts';
import { PlanFault } from './plan.fault.ts';
import { PlanSketcher } from './plan.sketcher.ts';
import { collectFields, signatureOf, typenameKey, type Sketch, type SketchedFields } from './sketch.ts';

export type CheckedGraph = Pick<SupergraphSchema, 'supergraphSdl' | 'apiSchema' | 'isTypeOf'>;

/** What is wrong with a plan; undefined where it brings all that `document`, the operation as it was planned, asks for. */
export type PlanChecker = (document: DocumentNode, root: PlanNode | undefined) => string | undefined;

/**
 * Runs plans without data, by what the supergraph says of who knows what: each subgraph must have what it is asked for,
 * get the keys and the fields that it requires, and together they must bring every field of the operation for every type
 * that an object may turn out to have. The native planner does not always see to it, and does not always say so.
 */
export function createPlanChecker(graph: CheckedGraph): PlanChecker {
  return (document, root) => {
    try {
      checkPlan(graph, joinGraphOf(graph), { document, root });
      return undefined;
    } catch (error) {
      if (error instanceof PlanFault) return error.message;
      throw error;
    }
  };
}

interface Checked {
  readonly document: DocumentNode;
  readonly root: PlanNode | undefined;
}

function checkPlan(graph: CheckedGraph, joins: JoinGraph, { document, root }: Checked): void {
  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  const rootType = operation && graph.apiSchema.getRootType(operation.operation);
  if (!rootType) throw new PlanFault('an operation that has no root');
  const sketcher = new PlanSketcher({ graph: joins, isTypeOf: graph.isTypeOf }, rootType.name);
  if (root) sketcher.run(root);
  const fragments = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
  new AnswerCheck(graph, fragments).check(operation.selectionSet, {
    type: rootType,
    sketch: sketcher.response,
    path: '',
  });
}

interface CheckedPlace {
  readonly type: GraphQLNamedType;
  readonly sketch: Sketch;
  readonly path: string;
}

class AnswerCheck {
  readonly #graph: CheckedGraph;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;

  constructor(graph: CheckedGraph, fragments: readonly FragmentDefinitionNode[]) {
    this.#graph = graph;
    this.#fragments = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  }

  check(selection: SelectionSetNode, { type, sketch, path }: CheckedPlace): void {
    const { apiSchema, isTypeOf } = this.#graph;
    for (const [name, fields] of sketch) {
      const known = apiSchema.getType(name);
      // What clients do not see is null for them.
      if (!isCompositeType(known)) continue;
      const isTyped = isObjectType(known) && (!isAbstractType(type) || fields.has(typenameKey));
      const isFor = isTyped
        ? (condition: string) => isTypeOf(name, condition)
        : (condition: string) => this.#isForAll(type, condition, path);
      for (const [key, nodes] of collectFields(selection, isFor, this.#fragments)) {
        this.#checkField(nodes, { key, known: isTyped ? known : type, fields, path: `${path}/${key}` });
      }
    }
  }

  /** Of an object whose type is not known: a fragment applies to all of them or makes the plan a wrong one. */
  #isForAll(type: GraphQLNamedType, condition: string, path: string): boolean {
    if (condition === type.name || this.#graph.apiSchema.getType(condition) === type) return true;
    if (isInterfaceType(type) && type.getInterfaces().some(({ name }) => name === condition)) return true;
    throw new PlanFault(`the type of what stands at ${path} is not asked for, and is needed`);
  }

  #checkField(nodes: readonly FieldNode[], { key, known, fields, path }: CheckedField): void {
    const [node] = nodes;
    if (!node) return;
    if (node.name.value === typenameKey) {
      if (!isObjectType(known)) throw new PlanFault(`the type of ${path} is not asked for, and is needed`);
      return;
    }
    const field = fields.get(key);
    if (field?.signature !== signatureOf(node)) {
      throw new PlanFault(`${path} of ${known.name} is not fetched`);
    }
    const definition = isObjectType(known) || isInterfaceType(known) ? known.getFields()[node.name.value] : undefined;
    if (!field.sketch || !definition) return;
    const selections = nodes.flatMap(({ selectionSet }) => selectionSet?.selections ?? []);
    this.check(
      { kind: Kind.SELECTION_SET, selections },
      { type: getNamedType(definition.type), sketch: field.sketch, path },
    );
  }
}

interface CheckedField {
  readonly key: string;
  readonly known: GraphQLNamedType;
  readonly fields: SketchedFields;
  readonly path: string;
}
