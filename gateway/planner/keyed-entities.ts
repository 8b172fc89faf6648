import type { FetchNode, PlanNode, RequiresSelection } from '@graphql-hive/router-query-planner';
import { Kind, type SelectionSetNode } from 'graphql';
import type { TypeTest } from '../supergraph/possible-types.ts';
import type { JoinGraph } from './join-graph.ts';
import { toldType } from './told-type.ts';

export interface EntityContext {
  readonly joins: JoinGraph;
  readonly isTypeOf: TypeTest;
}

type Fragment = Extract<RequiresSelection, { kind: 'InlineFragment' }>;

/**
 * A plan whose fetches tell their subgraphs only of entities that come with a key; the plan itself where they do already.
 * For `{ found { ... on Heat { reading } ... on Sensor { raw } } }`, whose `reading` requires `raw`, @apollo/query-planner
 * tells `... on Heat { id } ... on Sensor { raw }`: of a Rain without its `id` too, which the subgraph fails over. Whether
 * those that are left out were needed is for the check of the plan to say.
 */
export function withKeyedEntities(context: EntityContext, node: PlanNode): PlanNode {
  switch (node.kind) {
    case 'Fetch':
      return keyedFetch(context, node);
    case 'Flatten': {
      const inner = withKeyedEntities(context, node.node);
      return inner === node.node ? node : { ...node, node: inner };
    }
    case 'Sequence':
    case 'Parallel': {
      const nodes = node.nodes.map((each) => withKeyedEntities(context, each));
      return nodes.every((each, index) => each === node.nodes[index]) ? node : { ...node, nodes };
    }
    // @apollo/query-planner makes no batches; what is left has no entities.
    default:
      return node;
  }
}

function keyedFetch(context: EntityContext, node: FetchNode): FetchNode {
  const fragments = node.requires?.filter((each): each is Fragment => each.kind === 'InlineFragment') ?? [];
  if (fragments.length !== node.requires?.length) return node;
  const keyed = fragments.filter((each) => hasKey(context, node, each));
  if (keyed.length === 0) return node;
  const requires = fragments.flatMap((each) => (keyed.includes(each) ? each : withinKeyed(context, keyed, each)));
  return fragments.every((each) => requires.includes(each)) ? node : { ...node, requires };
}

/** What is told beside a key, of no other types than those whose key is told. */
function withinKeyed({ isTypeOf }: EntityContext, keyed: readonly Fragment[], fragment: Fragment): Fragment[] {
  const { typeCondition } = fragment;
  if (keyed.some((each) => isTypeOf(typeCondition, each.typeCondition))) return [fragment];
  const narrower = keyed.filter((each) => isTypeOf(each.typeCondition, typeCondition));
  return narrower.map((each) => ({ ...fragment, typeCondition: each.typeCondition }));
}

function hasKey({ joins, isTypeOf }: EntityContext, node: FetchNode, { typeCondition, selections }: Fragment): boolean {
  const type = toldType(isTypeOf, node.inputRewrites, typeCondition);
  return joins.typeOf(node.serviceName, type)?.keys.some((key) => hasAll(selections, key)) === true;
}

function hasAll(told: readonly RequiresSelection[], { selections }: SelectionSetNode): boolean {
  return selections.every((node) => {
    if (node.kind !== Kind.FIELD) return true;
    const name = node.name.value;
    const field = told.find((each) => each.kind === 'Field' && (each.alias ?? each.name) === name);
    return field?.kind === 'Field' && (!node.selectionSet || hasAll(field.selections ?? [], node.selectionSet));
  });
}
