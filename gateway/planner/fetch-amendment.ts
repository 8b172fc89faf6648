import type { BatchFetchNode, FetchNode, FlattenNodePathSegment, PlanNode } from '@graphql-hive/router-query-planner';
import {
  Kind,
  parse,
  print,
  stripIgnoredCharacters,
  visit,
  type DocumentNode,
  type FieldNode,
  type FragmentSpreadNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type VariableDefinitionNode,
} from 'graphql';
import { namedType, type JoinedField, type JoinGraph } from './join-graph.ts';

/** A field of a fetch that answers objects. */
export interface FetchedField {
  readonly subgraph: string;
  /** The type that the subgraph is asked for it of. */
  readonly owner: string;
  readonly name: string;
  readonly join: JoinedField;
  /** Where it stands in the response, as keys from the root: one list for each place that the fetch is made for. */
  readonly paths: readonly ResponseKeys[];
}

export type ResponseKeys = readonly string[];

/** The selection that a field of a fetch is to have; the one that it has where nothing is to be amended. */
export type Amendment = (field: FetchedField, selection: SelectionSetNode) => SelectionSetNode;

interface AmendedPlan {
  readonly root: PlanNode;
  /** The operation that was planned. */
  readonly document: DocumentNode;
}

/** A plan with every selection of its fetches amended; the plan itself where none was. */
export function amendFetches(joins: JoinGraph, { root, document }: AmendedPlan, amend: Amendment): PlanNode {
  return new PlanAmendment(joins, document, amend).node(root, []);
}

type Scope = readonly FlattenNodePathSegment[];

/** What a selection is asked of, and where in the response it stands. */
interface Place {
  readonly subgraph: string;
  readonly owner: string;
  readonly paths: readonly ResponseKeys[];
}

const rootTypes = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' } as const;

class PlanAmendment {
  readonly #joins: JoinGraph;
  readonly #amend: Amendment;
  readonly #variables: readonly VariableDefinitionNode[];

  constructor(joins: JoinGraph, { definitions }: DocumentNode, amend: Amendment) {
    this.#joins = joins;
    this.#amend = amend;
    this.#variables = definitions.flatMap((node) =>
      node.kind === Kind.OPERATION_DEFINITION ? (node.variableDefinitions ?? []) : [],
    );
  }

  node(node: PlanNode, scope: Scope): PlanNode {
    switch (node.kind) {
      case 'Fetch':
        return this.#fetch(node, scope);
      case 'BatchFetch':
        return this.#batch(node);
      case 'Flatten': {
        const inner = this.node(node.node, [...scope, ...node.path]);
        return inner === node.node ? node : { ...node, node: inner };
      }
      case 'Sequence':
      case 'Parallel': {
        const nodes = node.nodes.map((each) => this.node(each, scope));
        return nodes.every((each, index) => each === node.nodes[index]) ? node : { ...node, nodes };
      }
      case 'Subscription': {
        const primary = this.#fetch(node.primary, scope);
        return primary === node.primary ? node : { ...node, primary };
      }
      case 'Condition':
      case 'Defer':
        return node;
    }
  }

  #fetch(node: FetchNode, scope: Scope): FetchNode {
    const { serviceName: subgraph, operationKind = 'query' } = node;
    const paths = [keysOf(scope)];
    if (!node.requires) {
      return this.#written(node, (set) => this.#set(set, { subgraph, owner: rootTypes[operationKind], paths }));
    }
    return this.#written(node, (set) => this.#entities(set, subgraph, () => paths));
  }

  #batch(node: BatchFetchNode): BatchFetchNode {
    const paths = new Map(node.entityBatch.aliases.map((each) => [each.alias, each.paths.map(keysOf)]));
    return this.#written(node, (set) => this.#entities(set, node.serviceName, (key) => paths.get(key) ?? []));
  }

  /** The `_entities` fields of a fetch: what they select stands in fragments, which give the types. */
  #entities(
    set: SelectionSetNode,
    subgraph: string,
    pathsOf: (key: string) => readonly ResponseKeys[],
  ): SelectionSetNode {
    return withEach(set, (node) => {
      if (node.kind !== Kind.FIELD || !node.selectionSet) return node;
      return withSelection(node, this.#set(node.selectionSet, { subgraph, owner: '', paths: pathsOf(keyOf(node)) }));
    });
  }

  #set(set: SelectionSetNode, place: Place): SelectionSetNode {
    return withEach(set, (node) => {
      if (node.kind === Kind.FRAGMENT_SPREAD) return node;
      if (node.kind === Kind.FIELD) return this.#field(node, place);
      const owner = node.typeCondition?.name.value ?? place.owner;
      return withSelection(node, this.#set(node.selectionSet, { ...place, owner }));
    });
  }

  #field(node: FieldNode, { subgraph, owner, paths: above }: Place): FieldNode {
    const name = node.name.value;
    const join = this.#joins.fieldOf(subgraph, owner, name);
    if (!node.selectionSet || !join) return node;
    const paths = above.map((path) => [...path, keyOf(node)]);
    const below = this.#set(node.selectionSet, { subgraph, owner: namedType(join.type), paths });
    return withSelection(node, this.#amend({ subgraph, owner, name, join, paths }, below));
  }

  #written<Node extends FetchNode | BatchFetchNode>(
    node: Node,
    amend: (set: SelectionSetNode) => SelectionSetNode,
  ): Node {
    const document = parse(node.operation, { noLocation: true });
    const operation = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
    if (!operation) return node;
    const selectionSet = amend(operation.selectionSet);
    if (selectionSet === operation.selectionSet) return node;
    const used = usedVariables(selectionSet);
    const known = new Set(operation.variableDefinitions?.map(({ variable }) => variable.name.value));
    const added = this.#variables.filter(({ variable: { name } }) => used.has(name.value) && !known.has(name.value));
    const whole: OperationDefinitionNode = {
      ...operation,
      selectionSet,
      variableDefinitions: [...(operation.variableDefinitions ?? []), ...added],
    };
    const definitions = document.definitions.map((each) => (each === operation ? whole : each));
    const text = stripIgnoredCharacters(print({ ...document, definitions }));
    const names = added.map(({ variable }) => variable.name.value);
    return { ...node, operation: text, variableUsages: [...(node.variableUsages ?? []), ...names] };
  }
}

function withEach(set: SelectionSetNode, change: (node: SelectionNode) => SelectionNode): SelectionSetNode {
  const selections = set.selections.map(change);
  return selections.every((each, index) => each === set.selections[index]) ? set : { ...set, selections };
}

function withSelection<Node extends Exclude<SelectionNode, FragmentSpreadNode>>(
  node: Node,
  selectionSet: SelectionSetNode,
): Node {
  return selectionSet === node.selectionSet ? node : { ...node, selectionSet };
}

function usedVariables(set: SelectionSetNode): ReadonlySet<string> {
  const names = new Set<string>();
  visit(set, { Variable: ({ name }) => void names.add(name.value) });
  return names;
}

function keyOf({ alias, name }: FieldNode): string {
  return alias?.value ?? name.value;
}

function keysOf(scope: Scope): ResponseKeys {
  return scope.flatMap((segment) => (segment !== '@' && 'Field' in segment ? [segment.Field] : []));
}
