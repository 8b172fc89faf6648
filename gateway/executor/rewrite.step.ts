import type { FetchNodePathSegment, FetchRewrite } from '@graphql-hive/router-query-planner';
import { isJsonObject, type JsonObject } from '../transport/subgraph-answer.ts';
import { createTypeTest, type TypeRelation, type TypeTest } from './entity-path.ts';
import type { ResponsePath } from './execution.ts';

/** Changes a value in place before it is sent or after it was received. */
export type Rewrite = (value: unknown) => void;

export const rewriteNothing: Rewrite = () => undefined;

/** What a plan changes in one object. */
type Change = (object: JsonObject, key: string) => void;

type RewriteStep = { readonly passes: TypeTest } | { readonly key: string };

interface CompiledRewrite {
  readonly steps: readonly RewriteStep[];
  readonly change: Change;
}

export function compileRewrites(isTypeOf: TypeRelation, rewrites: readonly FetchRewrite[]): Rewrite {
  const compiled = rewrites.map((each): CompiledRewrite => {
    const { path, change } = readRewrite(each);
    return { steps: path.map((segment) => compileStep(isTypeOf, segment)), change };
  });
  return (value) => {
    for (const rewrite of compiled) apply(rewrite, 0, value);
  };
}

/** Error paths name fields as the subgraph saw them; the client knows them by the names that the rewrites give. */
export function rewritePath(rewrites: readonly FetchRewrite[] | undefined, path: ResponsePath): ResponsePath {
  const renamed = new Map(
    (rewrites ?? []).flatMap((each) => {
      if (!('KeyRenamer' in each)) return [];
      const last = each.KeyRenamer.path.at(-1);
      return last && 'Key' in last ? [[last.Key, each.KeyRenamer.renameKeyTo] as const] : [];
    }),
  );
  return path.map((segment) => (typeof segment === 'string' ? (renamed.get(segment) ?? segment) : segment));
}

function compileStep(isTypeOf: TypeRelation, segment: FetchNodePathSegment): RewriteStep {
  return 'Key' in segment ? { key: segment.Key } : { passes: createTypeTest(isTypeOf, segment.TypenameEquals) };
}

function readRewrite(each: FetchRewrite): { path: readonly FetchNodePathSegment[]; change: Change } {
  if ('KeyRenamer' in each) {
    const { path, renameKeyTo } = each.KeyRenamer;
    return { path, change: (object, key) => renameKey(object, key, renameKeyTo) };
  }
  const { path, setValueTo } = 'ValueSetter' in each ? each.ValueSetter : each;
  return { path, change: (object, key) => (object[key] = setValueTo) };
}

function renameKey(object: JsonObject, from: string, to: string): void {
  if (!Object.hasOwn(object, from)) return;
  object[to] = object[from];
  Reflect.deleteProperty(object, from);
}

function apply(rewrite: CompiledRewrite, depth: number, value: unknown): void {
  if (Array.isArray(value)) {
    for (const item of value) apply(rewrite, depth, item);
    return;
  }
  const { steps, change } = rewrite;
  const step = steps[depth];
  if (!step || !isJsonObject(value)) return;
  if ('passes' in step) {
    if (step.passes(value['__typename'])) apply(rewrite, depth + 1, value);
  } else if (depth === steps.length - 1) change(value, step.key);
  else apply(rewrite, depth + 1, value[step.key]);
}
