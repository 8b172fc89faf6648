import type { FlattenNodePathSegment } from '@graphql-hive/router-query-planner';
import { isJsonObject, type JsonObject } from '../transport/subgraph-answer.ts';
import type { Execution, ResponsePath } from './execution.ts';
import type { LinkedPath } from './linked-path.ts';

/** An object of the response that a join adds to, and where it stands. */
export interface EntityLocation {
  readonly object: JsonObject;
  /** Undefined for the root. */
  readonly path: LinkedPath | undefined;
}

/** Every object under `segments` of the response so far. Nulls on the way are passed over. */
export function collectEntities(execution: Execution, segments: readonly FlattenNodePathSegment[]): EntityLocation[] {
  const found: EntityLocation[] = [];

  function walk(value: unknown, depth: number, path: LinkedPath | undefined): void {
    if (Array.isArray(value)) {
      // Lists of lists have one "@" only, so a list is gone through wherever it stands.
      const next = segments[depth] === '@' ? depth + 1 : depth;
      value.forEach((item, index) => walk(item, Array.isArray(item) ? depth : next, { parent: path, segment: index }));
      return;
    }
    if (!isJsonObject(value)) return;
    const segment = segments[depth];
    if (segment === undefined) found.push({ object: value, path });
    else if (segment === '@') walk(value, depth + 1, path);
    else if ('Field' in segment) walk(value[segment.Field], depth + 1, { parent: path, segment: segment.Field });
    else if (isOneOf(execution, value['__typename'], segment.TypeCondition)) walk(value, depth + 1, path);
  }

  walk(execution.data, 0, undefined);
  return found;
}

/** An object without a type name was asked for where only one type can stand: it passes. */
export function isOneOf(execution: Execution, typename: unknown, conditions: readonly string[]): boolean {
  return typeof typename !== 'string' || conditions.some((condition) => execution.isTypeOf(typename, condition));
}

/** The path that all objects under `segments` have in common: up to the first list. */
export function commonPath(segments: readonly FlattenNodePathSegment[]): ResponsePath {
  const path: string[] = [];
  for (const segment of segments) {
    if (segment === '@') break;
    if ('Field' in segment) path.push(segment.Field);
  }
  return path;
}
