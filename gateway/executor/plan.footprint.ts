import type { BatchFetchNode, FetchNode, PlanNode } from '@graphql-hive/router-query-planner';
import { fieldsOf, tracesOf, type Path, type Trace } from './plan.trace.ts';

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

export function createFootprint(root: PlanNode): Footprint {
  const traces = [...tracesOf(root)];
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
  if (traces.filter(({ objects }) => objects.has(fields)).length > 1) return undefined;
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
  return traces.every((trace) => trace === own || ![...trace.objects].some((place) => own.objects.has(place)));
}

function isBelow(fields: string, ancestor: string): boolean {
  return fields === ancestor || fields.startsWith(`${ancestor}/`);
}

function startsWith(path: Path, start: Path): boolean {
  return start.every((segment, index) => JSON.stringify(segment) === JSON.stringify(path[index]));
}
