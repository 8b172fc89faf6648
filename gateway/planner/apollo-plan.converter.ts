import type {
  FetchDataRewrite,
  FetchNode as ApolloFetch,
  PlanNode as ApolloNode,
  QueryPlan,
  QueryPlanSelectionNode,
  SubscriptionNode as ApolloSubscription,
} from '@apollo/query-planner';
import type {
  FetchNode,
  FetchRewrite,
  FlattenNodePathSegment,
  PlanNode,
  RequiresSelection,
} from '@graphql-hive/router-query-planner';
import type { Plan } from './plan.ts';

/** A plan of @apollo/query-planner in the shape of the native planner's, which the executor runs. */
export function convertPlan({ node }: QueryPlan): Plan {
  return { root: node && convertNode(node) };
}

function convertNode(node: ApolloNode | ApolloSubscription): PlanNode {
  switch (node.kind) {
    case 'Fetch':
      return convertFetch(node);
    case 'Flatten':
      return { kind: 'Flatten', path: node.path.map(convertSegment), node: convertNode(node.node) };
    case 'Sequence':
    case 'Parallel':
      return { kind: node.kind, nodes: node.nodes.map(convertNode) };
    case 'Condition':
      return {
        kind: 'Condition',
        condition: node.condition,
        ...(node.ifClause && { ifClause: convertNode(node.ifClause) }),
        ...(node.elseClause && { elseClause: convertNode(node.elseClause) }),
      };
    case 'Subscription': {
      const upstream: PlanNode = { kind: 'Subscription', primary: convertFetch(node.primary) };
      return node.rest ? { kind: 'Sequence', nodes: [upstream, convertNode(node.rest)] } : upstream;
    }
    case 'Defer':
      throw new Error('A plan is deferred in parts though @defer is not in the schema.');
  }
}

function convertFetch(fetch: ApolloFetch): FetchNode {
  if (fetch.contextRewrites?.length) {
    throw new Error(`A field of ${fetch.serviceName} takes an argument from its context, which is not supported.`);
  }
  return {
    kind: 'Fetch',
    serviceName: fetch.serviceName,
    operation: fetch.operation,
    operationKind: fetch.operationKind,
    ...(fetch.operationName !== undefined && { operationName: fetch.operationName }),
    ...(fetch.variableUsages && { variableUsages: fetch.variableUsages }),
    ...(fetch.requires && { requires: fetch.requires.flatMap(convertRequired) }),
    ...(fetch.inputRewrites && { inputRewrites: fetch.inputRewrites.map(convertRewrite) }),
    ...(fetch.outputRewrites && { outputRewrites: fetch.outputRewrites.map(convertRewrite) }),
  };
}

function convertSegment(segment: string | number): FlattenNodePathSegment {
  return segment === '@' ? '@' : { Field: String(segment) };
}

/** What is required under an alias is read from it: another fetch of the plan has asked for it so. */
function convertRequired(selection: QueryPlanSelectionNode): RequiresSelection[] {
  const selections = selection.selections?.flatMap(convertRequired) ?? [];
  if (selection.kind === 'Field') {
    const name = selection.alias ?? selection.name;
    return [{ kind: 'Field', name, ...(selection.selections && { selections }) }];
  }
  const { typeCondition } = selection;
  return typeCondition === undefined ? selections : [{ kind: 'InlineFragment', typeCondition, selections }];
}

const onType = '... on ';

function convertRewrite(rewrite: FetchDataRewrite): FetchRewrite {
  const path = rewrite.path.map((segment) =>
    segment.startsWith(onType) ? { TypenameEquals: [segment.slice(onType.length)] } : { Key: segment },
  );
  return rewrite.kind === 'KeyRenamer'
    ? { KeyRenamer: { path, renameKeyTo: rewrite.renameKeyTo } }
    : { ValueSetter: { path, setValueTo: rewrite.setValueTo as string } };
}
