import { isJsonObject, type JsonObject } from '../transport/subgraph-answer.ts';

/**
 * Adds `source` to `target` in depth. Where two fetches answer for one field, objects and lists are merged, other values
 * are taken from the later one, and null never wipes out what an earlier fetch brought.
 */
export function mergeInto(target: JsonObject, source: Readonly<JsonObject>): void {
  // An object that was read from JSON has no keys but its own.
  for (const key in source) {
    // An alias may be named so; writing it would set the prototype.
    if (key === '__proto__') continue;
    const existing = target[key];
    target[key] = existing === undefined ? source[key] : mergeValue(existing, source[key]);
  }
}

function mergeValue(existing: unknown, incoming: unknown): unknown {
  // What every object inherits, under a key such as "constructor": JSON has no functions.
  if (typeof existing === 'function') return incoming;
  if (incoming === undefined || incoming === null) return existing;
  if (isJsonObject(existing) && isJsonObject(incoming)) {
    mergeInto(existing, incoming);
    return existing;
  }
  if (Array.isArray(existing) && Array.isArray(incoming) && existing.length === incoming.length) {
    return existing.map((value: unknown, index): unknown =>
      value === undefined ? incoming[index] : mergeValue(value, incoming[index]),
    );
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
