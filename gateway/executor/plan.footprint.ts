import type { BatchFetchNode, FetchNode, FlattenNodePathSegment, PlanNode } from '@graphql-hive/router-query-planner';
import { Kind, parse, type DocumentNode, type SelectionSetNode } from 'graphql';

type Path = readonly FlattenNodePathSegment[];

/**
 * Which objects of the response may be one object at several places. A dashboard's answer shows one product or one
 * deputy a hundred times; done once, joining and writing it costs a hundredth. It is right only where every step of the
 * plan treats these places alike, which is what a footprint, all that the plan reads and writes, tells.
 */
export interface Footprint {
  /** For the entities of one join, which stand at `paths`. */
  sharingOf(node: FetchNode | BatchFetchNode, alias: string, paths: readonly Path[]): Sharing;
}

export interface Sharing {
  /** One per path: equal entities of one class may be one object; undefined where they may not. */
  readonly classes: readonly (number | undefined)[];
  /** Names the entities that stand at all of the paths, where several joins ask for these and none changes which they are. */
  readonly placesKey: string | undefined;
  /** Whether objects of the answer may stand in several entities, whatever else these hold. */
  readonly isAnswerShared: boolean;
}

/** One root fetch, or one `_entities` field of another fetch. */
interface Trace {
  readonly node: FetchNode | BatchFetchNode;
  readonly alias: string | undefined;
  /** Where its entities stand; the root for a root fetch. */
  readonly paths: readonly Path[];
  /** Every place, as fields from the root, where it writes an object or a list of objects. */
  readonly written: Set<string>;
}

export function createFootprint(root: PlanNode): Footprint {
  const traces = [...tracesOf(root, [])];
  return {
    sharingOf: (node, alias, paths) => {
      const own = traces.find((trace) => trace.node === node && trace.alias === alias);
      if (!own) throw new Error(`The plan has no entities under "${alias}" of ${node.serviceName}.`);
      const classes = classesOf(traces, paths);
      const isOneClass = classes.every((each) => each !== undefined && each === classes[0]);
      return {
        classes,
        placesKey: classes.includes(undefined) ? undefined : repeatedPlaces(traces, paths),
        isAnswerShared: isOneClass && isOnlyWriterBelow(traces, own),
      };
    },
  };
}

function* tracesOf(node: PlanNode, scope: Path): Generator<Trace> {
  switch (node.kind) {
    case 'Fetch':
      yield traceOf(node, node.requires ? '_entities' : undefined, [scope]);
      return;
    case 'BatchFetch':
      for (const { alias, paths } of node.entityBatch.aliases) yield traceOf(node, alias, paths);
      return;
    case 'Flatten':
      yield* tracesOf(node.node, [...scope, ...node.path]);
      return;
    case 'Subscription':
      yield traceOf(node.primary, undefined, [[]]);
      return;
    case 'Sequence':
    case 'Parallel':
      for (const each of node.nodes) yield* tracesOf(each, scope);
      return;
    case 'Condition':
      for (const branch of [node.ifClause, node.elseClause]) if (branch) yield* tracesOf(branch, scope);
      return;
    case 'Defer':
      return;
  }
}

function traceOf(node: FetchNode | BatchFetchNode, alias: string | undefined, paths: readonly Path[]): Trace {
  const below = objectFields(node.operation, alias);
  const written = paths.flatMap((path) => below.map((field) => fieldsOf(path) + field));
  return { node, alias, paths, written: new Set(written) };
}

/** The fields of an operation that have a selection, as paths such as "/a/b", from the root or from a field of it. */
function objectFields(operation: string, alias: string | undefined): string[] {
  const document = parse(operation, { noLocation: true });
  const found: string[] = [];

  function walk(set: SelectionSetNode, prefix: string): void {
    for (const selection of set.selections) {
      if (selection.kind !== Kind.FIELD) {
        const inner = selection.kind === Kind.FRAGMENT_SPREAD ? fragmentOf(document, selection.name.value) : selection;
        walk(inner.selectionSet, prefix);
      } else if (selection.selectionSet) {
        const path = `${prefix}/${selection.alias?.value ?? selection.name.value}`;
        found.push(path);
        walk(selection.selectionSet, path);
      }
    }
  }

  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) walk(definition.selectionSet, '');
  }
  if (alias === undefined) return found;
  const prefix = `/${alias}/`;
  return found.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length - 1));
}

function fragmentOf({ definitions }: DocumentNode, name: string): { readonly selectionSet: SelectionSetNode } {
  const fragment = definitions.find(
    (definition) => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name,
  );
  if (fragment?.kind !== Kind.FRAGMENT_DEFINITION)
    throw new Error(`A fetch uses the fragment "${name}" that it lacks.`);
  return fragment;
}

function fieldsOf(path: Path): string {
  return path.map((segment) => (segment !== '@' && 'Field' in segment ? `/${segment.Field}` : '')).join('');
}

function classesOf(traces: readonly Trace[], paths: readonly Path[]): (number | undefined)[] {
  const numbers = new Map<string, number>();
  return paths.map((path) => {
    const treatment = treatmentOf(traces, path);
    if (treatment === undefined) return undefined;
    const known = numbers.get(treatment) ?? numbers.size;
    numbers.set(treatment, known);
    return known;
  });
}

/**
 * All that the plan does at `path` and below it, as one text: places with one text are treated alike. Undefined where some
 * step takes only a part of the entities at `path` (by the type of an object on the way), or where two fetches write them.
 */
function treatmentOf(traces: readonly Trace[], path: Path): string | undefined {
  const fields = fieldsOf(path);
  if (traces.filter(({ written }) => written.has(fields)).length > 1) return undefined;
  const marks: string[] = [];
  for (const [index, trace] of traces.entries()) {
    for (const other of trace.paths) {
      if (!isBelow(fieldsOf(other), fields)) continue;
      if (!startsWith(other, path)) return undefined;
      marks.push(`${index}${JSON.stringify(other.slice(path.length))}`);
    }
  }
  return marks.sort().join(' ');
}

/** Where the type of an object counts, a join in between may tell more of it. */
function repeatedPlaces(traces: readonly Trace[], paths: readonly Path[]): string | undefined {
  const key = JSON.stringify(paths);
  const isRepeated = traces.filter((trace) => JSON.stringify(trace.paths) === key).length > 1;
  return isRepeated && !key.includes('"TypeCondition"') ? key : undefined;
}

/** Whether objects below the entities of `own` come from its answer alone. */
function isOnlyWriterBelow(traces: readonly Trace[], own: Trace): boolean {
  return traces.every((trace) => trace === own || ![...trace.written].some((place) => own.written.has(place)));
}

function isBelow(fields: string, ancestor: string): boolean {
  return fields === ancestor || fields.startsWith(`${ancestor}/`);
}

function startsWith(path: Path, start: Path): boolean {
  return start.every((segment, index) => JSON.stringify(segment) === JSON.stringify(path[index]));
}
