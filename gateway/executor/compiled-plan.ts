import type {
  BatchFetchNode,
  FetchNode,
  FetchRewrite,
  FlattenNodePathSegment,
  PlanNode,
  RequiresSelection,
} from '@graphql-hive/router-query-planner';
import { compilePath, type EntityPath, type TypeRelation } from './entity-path.ts';
import { createFootprint, type Footprint } from './plan.footprint.ts';
import { compileRepresentation, type RepresentationWriter } from './representation.ts';
import { compileRequest, type CompiledRequest } from './request.writer.ts';
import { compileRewrites, rewriteNothing, type Rewrite } from './rewrite.step.ts';

/** Fetches fields of Query, Mutation or Subscription. */
export interface RootFetch {
  readonly kind: 'root';
  readonly request: CompiledRequest;
  readonly outputRewrites: readonly FetchRewrite[] | undefined;
  readonly rewrite: Rewrite;
}

/** Fetches fields of Query for objects further down that lead back to it, such as the payload of a mutation. */
export interface NestedRootFetch {
  readonly kind: 'nested-root';
  readonly fetch: RootFetch;
  readonly path: EntityPath;
}

/** Fetches more fields of entities that are there already, with one request. */
export interface EntityFetch {
  readonly kind: 'entities';
  readonly request: CompiledRequest;
  readonly joins: readonly EntityJoin[];
}

/** One `_entities` field of a request: what it asks for and where its answer goes. */
export interface EntityJoin {
  readonly responseKey: string;
  readonly places: readonly EntityPlaces[];
  readonly representation: RepresentationWriter;
  readonly outputRewrites: readonly FetchRewrite[] | undefined;
  readonly rewrite: Rewrite;
  /** The same for all joins that find the same entities, whenever they look; undefined where that is not sure. */
  readonly placesKey: string | undefined;
  /** Whether entities at several places may hold the same objects of the answer. */
  readonly isAnswerShared: boolean;
}

export interface EntityPlaces {
  readonly path: EntityPath;
  /** Equal entities at places of one class may be one object; undefined: they may not. */
  readonly sharingClass: number | undefined;
}

export type CompiledStep =
  | RootFetch
  | NestedRootFetch
  | EntityFetch
  | { readonly kind: 'sequence' | 'parallel'; readonly steps: readonly CompiledStep[] };

type Scope = readonly FlattenNodePathSegment[];

interface CompileContext {
  readonly isTypeOf: TypeRelation;
  readonly footprint: Footprint;
}

/** Works out all of a plan that does not depend on data and variables. */
export function compilePlan(root: PlanNode, isTypeOf: TypeRelation): CompiledStep {
  return compileNode({ isTypeOf, footprint: createFootprint(root) }, root, []);
}

/** What is joined to each event of a subscription. `root` is its whole plan, `joins` the part after its upstream. */
export function compileJoins(root: PlanNode, joins: readonly PlanNode[], isTypeOf: TypeRelation): CompiledStep {
  const context = { isTypeOf, footprint: createFootprint(root) };
  return { kind: 'sequence', steps: joins.map((node) => compileNode(context, node, [])) };
}

/** The fetch by which a subscription begins, and each of its events is read. */
export function compileRootFetch(node: FetchNode, isTypeOf: TypeRelation): RootFetch {
  const { outputRewrites } = node;
  return {
    kind: 'root',
    request: compileRequest(node, []),
    outputRewrites,
    ...compiledRewrite(isTypeOf, outputRewrites),
  };
}

function compileNode(context: CompileContext, node: PlanNode, scope: Scope): CompiledStep {
  const compileAll = (nodes: readonly PlanNode[]) => nodes.map((each) => compileNode(context, each, scope));
  switch (node.kind) {
    case 'Fetch':
      if (node.requires) return compileEntityFetch(context, node, scope);
      return scope.length > 0 ? compileNestedRootFetch(context, node, scope) : compileRootFetch(node, context.isTypeOf);
    case 'BatchFetch':
      return compileBatchFetch(context, node);
    case 'Flatten':
      return compileNode(context, node.node, [...scope, ...node.path]);
    case 'Sequence':
      return { kind: 'sequence', steps: compileAll(node.nodes) };
    case 'Parallel':
      return { kind: 'parallel', steps: compileAll(node.nodes) };
    case 'Condition':
    case 'Subscription':
    case 'Defer':
      throw new Error(`A plan holds a ${node.kind} node where only fetches can stand.`);
  }
}

function compileNestedRootFetch({ isTypeOf }: CompileContext, node: FetchNode, scope: Scope): NestedRootFetch {
  return { kind: 'nested-root', fetch: compileRootFetch(node, isTypeOf), path: compilePath(isTypeOf, scope) };
}

function compileEntityFetch(context: CompileContext, node: FetchNode, scope: Scope): EntityFetch {
  const join = { alias: '_entities', paths: [scope], requires: node.requires ?? [], ...node };
  return {
    kind: 'entities',
    request: compileRequest(node, ['representations']),
    joins: [compileJoin(context, node, join)],
  };
}

function compileBatchFetch(context: CompileContext, node: BatchFetchNode): EntityFetch {
  const { aliases } = node.entityBatch;
  const names = aliases.map(({ representationsVariableName }) => representationsVariableName);
  return {
    kind: 'entities',
    request: compileRequest(node, names),
    joins: aliases.map((alias) => compileJoin(context, node, alias)),
  };
}

interface JoinSource {
  readonly alias: string;
  readonly paths: readonly Scope[];
  readonly requires: readonly RequiresSelection[];
  readonly inputRewrites?: readonly FetchRewrite[];
  readonly outputRewrites?: readonly FetchRewrite[];
}

function compileJoin(
  { isTypeOf, footprint }: CompileContext,
  node: FetchNode | BatchFetchNode,
  { alias, paths, requires, inputRewrites, outputRewrites }: JoinSource,
): EntityJoin {
  const sharing = footprint.sharingOf(node, alias, paths);
  return {
    responseKey: alias,
    places: paths.map((path, index) => ({
      path: compilePath(isTypeOf, path),
      sharingClass: sharing.classes[index],
    })),
    representation: compileRepresentation(isTypeOf, { requires, inputRewrites }),
    outputRewrites,
    placesKey: sharing.placesKey,
    isAnswerShared: sharing.isAnswerShared,
    ...compiledRewrite(isTypeOf, outputRewrites),
  };
}

function compiledRewrite(isTypeOf: TypeRelation, rewrites: readonly FetchRewrite[] | undefined): { rewrite: Rewrite } {
  return { rewrite: rewrites?.length ? compileRewrites(isTypeOf, rewrites) : rewriteNothing };
}
