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
import { Kind, parse, print, stripIgnoredCharacters, visit, type SelectionNode } from 'graphql';
import type { Plan } from './plan.ts';

/** Whether a subgraph has only an interface object under the name of a type. */
export type InterfaceObjectTest = (subgraph: string, type: string) => boolean;

/** A plan of @apollo/query-planner in the shape of the native planner's, which the executor runs. */
export function convertPlan({ node }: QueryPlan, isInterfaceObject: InterfaceObjectTest): Plan {
  const convertFetch = (fetch: ApolloFetch) => converted(fetch, isInterfaceObject);
  return { root: node && convertNode(node, convertFetch) };
}

function convertNode(node: ApolloNode | ApolloSubscription, convertFetch: (fetch: ApolloFetch) => FetchNode): PlanNode {
  const convertInner = (inner: ApolloNode) => convertNode(inner, convertFetch);
  switch (node.kind) {
    case 'Fetch':
      return convertFetch(node);
    case 'Flatten':
      return { kind: 'Flatten', path: node.path.map(convertSegment), node: convertInner(node.node) };
    case 'Sequence':
    case 'Parallel':
      return { kind: node.kind, nodes: node.nodes.map(convertInner) };
    case 'Subscription': {
      const upstream: PlanNode = { kind: 'Subscription', primary: convertFetch(node.primary) };
      return node.rest ? { kind: 'Sequence', nodes: [upstream, convertInner(node.rest)] } : upstream;
    }
    case 'Condition':
    case 'Defer':
      throw new Error(`A plan has a ${node.kind} node, though its operation has no directives.`);
  }
}

function converted(fetch: ApolloFetch, isInterfaceObject: InterfaceObjectTest): FetchNode {
  if (fetch.contextRewrites?.length) {
    throw new Error(`A field of ${fetch.serviceName} takes an argument from its context, which is not supported.`);
  }
  return {
    kind: 'Fetch',
    serviceName: fetch.serviceName,
    operation: fetch.requires ? withoutVagueTypenames(fetch, isInterfaceObject) : fetch.operation,
    operationKind: fetch.operationKind,
    ...(fetch.operationName !== undefined && { operationName: fetch.operationName }),
    ...(fetch.variableUsages && { variableUsages: fetch.variableUsages }),
    ...(fetch.requires && { requires: fetch.requires.flatMap(convertRequired) }),
    ...(fetch.inputRewrites && { inputRewrites: fetch.inputRewrites.map(convertRewrite) }),
    ...(fetch.outputRewrites && { outputRewrites: fetch.outputRewrites.map(convertRewrite) }),
  };
}

/**
 * An interface object gives its interface's name for its type, also of an entity whose type is known: the executor would
 * take it over.
 */
function withoutVagueTypenames(
  { serviceName, operation }: ApolloFetch,
  isInterfaceObject: InterfaceObjectTest,
): string {
  const original = parse(operation, { noLocation: true });
  const document = visit(original, {
    InlineFragment: (node, _key, _parent, _path, ancestors) => {
      const isOfEntities = ancestors.filter((each) => 'kind' in each && each.kind === Kind.FIELD).length === 1;
      const { typeCondition, selectionSet } = node;
      if (!isOfEntities || !typeCondition || !isInterfaceObject(serviceName, typeCondition.name.value))
        return undefined;
      const selections = selectionSet.selections.filter((each) => !isTypename(each));
      if (selections.length === 0 || selections.length === selectionSet.selections.length) return undefined;
      return { ...node, selectionSet: { ...selectionSet, selections } };
    },
  });
  return document === original ? operation : stripIgnoredCharacters(print(document));
}

function isTypename(node: SelectionNode): boolean {
  return node.kind === Kind.FIELD && node.name.value === '__typename' && !node.alias;
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
