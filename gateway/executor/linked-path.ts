import type { ResponsePath } from './execution.ts';

/**
 * A place in the response as a chain to its root: going one step deeper costs one small object, where a list would be
 * copied whole. Most paths are never needed; one that is (for an error) is written out then.
 */
export interface LinkedPath {
  readonly parent: LinkedPath | undefined;
  readonly segment: string | number;
}

export function writtenPath(path: LinkedPath | undefined): ResponsePath {
  const segments: (string | number)[] = [];
  for (let place = path; place; place = place.parent) segments.push(place.segment);
  return segments.reverse();
}
