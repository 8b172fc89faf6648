import { isJsonObject, type JsonObject } from '../transport/subgraph-answer.ts';

/**
 * Adds `source` to `target` in depth. Where two fetches answer for one field, objects and lists are merged, other values
 * are taken from the later one, and null never wipes out what an earlier fetch brought.
 */
export function mergeInto(target: JsonObject, source: Readonly<JsonObject>): void {
  for (const key of Object.keys(source)) {
    // An alias may be named so; writing it would set the prototype.
    if (key === '__proto__') continue;
    target[key] = mergeValue(target[key], source[key]);
  }
}

function mergeValue(existing: unknown, incoming: unknown): unknown {
  if (incoming === undefined || incoming === null) return existing ?? incoming;
  if (isJsonObject(existing) && isJsonObject(incoming)) {
    mergeInto(existing, incoming);
    return existing;
  }
  if (Array.isArray(existing) && Array.isArray(incoming) && existing.length === incoming.length) {
    return existing.map((value, index) => mergeValue(value, incoming[index]));
  }
  return incoming;
}

/** A copy that later joins can change without touching the original. */
export function copyOf<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(copyOf) as Value;
  if (!isJsonObject(value)) return value;
  const copy: JsonObject = {};
  for (const key of Object.keys(value)) if (key !== '__proto__') copy[key] = copyOf(value[key]);
  return copy as Value;
}
