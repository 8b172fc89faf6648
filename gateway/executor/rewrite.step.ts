import type { FetchNodePathSegment, FetchRewrite } from '@graphql-hive/router-query-planner';
import { isJsonObject, type JsonObject } from '../transport/subgraph-answer.ts';
import { isOneOf } from './entity.collector.ts';
import type { Execution, ResponsePath } from './execution.ts';

/** What a plan changes in an object before it is sent or after it is received. */
type Change = (object: JsonObject, key: string) => void;

/** Applies `rewrites` to `value` in place. */
export function rewrite(execution: Execution, rewrites: readonly FetchRewrite[] | undefined, value: unknown): void {
  for (const each of rewrites ?? []) {
    const { path, change } = readRewrite(each);
    apply(execution, path, { value, change });
  }
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

function apply(
  execution: Execution,
  path: readonly FetchNodePathSegment[],
  { value, change }: { value: unknown; change: Change },
): void {
  if (Array.isArray(value)) {
    for (const item of value) apply(execution, path, { value: item, change });
    return;
  }
  const [segment, ...rest] = path;
  if (!segment || !isJsonObject(value)) return;
  if ('TypenameEquals' in segment) {
    if (isOneOf(execution, value['__typename'], segment.TypenameEquals)) apply(execution, rest, { value, change });
  } else if (rest.length === 0) {
    change(value, segment.Key);
  } else {
    apply(execution, rest, { value: value[segment.Key], change });
  }
}
