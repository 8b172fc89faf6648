import type { FlattenNodePathSegment } from '@graphql-hive/router-query-planner';
import { isJsonObject, type JsonObject } from '../transport/subgraph-answer.ts';
import type { Execution, ResponsePath } from './execution.ts';
import { writtenPath, type LinkedPath } from './linked-path.ts';

/** Whether an object of type `typename` is a `condition`. */
export type TypeRelation = (typename: string, condition: string) => boolean;

/** An object without a type name was asked for where only one type can stand: it passes. */
export type TypeTest = (typename: unknown) => boolean;

export function createTypeTest(isTypeOf: TypeRelation, conditions: readonly string[]): TypeTest {
  const passing = new Set<unknown>();
  return (typename) => {
    if (typeof typename !== 'string' || passing.has(typename)) return true;
    const passes = conditions.some((condition) => isTypeOf(typename, condition));
    if (passes) passing.add(typename);
    return passes;
  };
}

type PathStep =
  | { readonly kind: 'list' }
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'type'; readonly passes: TypeTest };

/** Where in the response the entities of a join stand. */
export interface EntityPath {
  readonly steps: readonly PathStep[];
  /** What all of them have in common: the way to the first list. */
  readonly common: ResponsePath;
}

export function compilePath(isTypeOf: TypeRelation, segments: readonly FlattenNodePathSegment[]): EntityPath {
  const steps = segments.map((segment): PathStep => {
    if (segment === '@') return { kind: 'list' };
    if ('Field' in segment) return { kind: 'field', name: segment.Field };
    return { kind: 'type', passes: createTypeTest(isTypeOf, segment.TypeCondition) };
  });
  return { steps, common: commonPath(segments) };
}

function commonPath(segments: readonly FlattenNodePathSegment[]): ResponsePath {
  const path: string[] = [];
  for (const segment of segments) {
    if (segment === '@') break;
    if ('Field' in segment) path.push(segment.Field);
  }
  return path;
}

/** Gets an entity, and the object or list that holds it under `key`. The root of the response is held by nothing. */
export type EntityVisitor = (entity: JsonObject, holder: Holder | undefined, key: string | number) => void;
export type Holder = Record<string | number, unknown>;

export interface EntityVisitors {
  readonly visit: EntityVisitor;
  /** For an entity that was visited, where it stands in another holder. */
  readonly visitAgain: EntityVisitor;
}

/** Visits every object at `path`. Nulls on the way are passed over. */
export function visitEntities(
  { data, shared }: Pick<Execution, 'data' | 'shared'>,
  { steps }: EntityPath,
  visitors: EntityVisitors,
): void {
  const seen: Set<unknown>[] = [];

  function isSeen(object: JsonObject, depth: number): boolean {
    const atDepth = (seen[depth] ??= new Set());
    if (atDepth.has(object)) return true;
    atDepth.add(object);
    return false;
  }

  function walk(value: unknown, depth: number, holder: Holder | undefined, key: string | number): void {
    if (typeof value !== 'object' || value === null) return;
    const step = steps[depth];
    if (Array.isArray(value)) {
      // Lists of lists have one "@" only, so a list is gone through wherever it stands.
      const next = step?.kind === 'list' ? depth + 1 : depth;
      const list = value as unknown as Holder;
      for (let index = 0; index < value.length; index++) {
        const item: unknown = value[index];
        walk(item, Array.isArray(item) ? depth : next, list, index);
      }
      return;
    }
    const object = value as JsonObject;
    const isAgain = shared.size > 0 && shared.has(object) && isSeen(object, depth);
    if (step === undefined) (isAgain ? visitors.visitAgain : visitors.visit)(object, holder, key);
    else if (step.kind === 'field') {
      if (!isAgain) walk(object[step.name], depth + 1, object, step.name);
    } else if (step.kind === 'list' || step.passes(object['__typename'])) walk(object, depth + 1, holder, key);
  }

  walk(data, 0, undefined, '');
}

/** Every place at `path`, by the entity that stands there. */
export function placesOf({ data }: Execution, { steps }: EntityPath): ReadonlyMap<JsonObject, readonly ResponsePath[]> {
  const places = new Map<JsonObject, ResponsePath[]>();

  function note(entity: JsonObject, path: LinkedPath | undefined): void {
    const known = places.get(entity);
    if (known) known.push(writtenPath(path));
    else places.set(entity, [writtenPath(path)]);
  }

  function walk(value: unknown, depth: number, path: LinkedPath | undefined): void {
    const step = steps[depth];
    if (Array.isArray(value)) {
      const next = step?.kind === 'list' ? depth + 1 : depth;
      value.forEach((item, index) => walk(item, Array.isArray(item) ? depth : next, { parent: path, segment: index }));
    } else if (isJsonObject(value)) {
      if (step === undefined) note(value, path);
      else if (step.kind === 'field') walk(value[step.name], depth + 1, { parent: path, segment: step.name });
      else if (step.kind === 'list' || step.passes(value['__typename'])) walk(value, depth + 1, path);
    }
  }

  walk(data, 0, undefined);
  return places;
}
