/**
 * Federation 2.7, @override(from:, label: "percent(n)"): n of 100 requests take the field from its new subgraph. A label
 * that is no percentage is switched on by nobody here.
 */
export interface OverrideShare {
  /**
   * The percentage to plan one request with: fields with a greater one move. It is one of the supergraph's own, or 0, so
   * that requests which move the same fields share a plan.
   */
  draw(): number;
}

const label = /overrideLabel:\s*"(percent\(([\d.]+)\))"/g;

/** The percentages of a supergraph by their labels. */
export function overridePercentages(supergraphSdl: string): ReadonlyMap<string, number> {
  return new Map([...supergraphSdl.matchAll(label)].map(([, text = '', percentage]) => [text, Number(percentage)]));
}

/** `random` is at least 0 and less than 1. */
export function createOverrideShare(supergraphSdl: string, random: () => number = Math.random): OverrideShare {
  const percentages = new Set(overridePercentages(supergraphSdl).values());
  const ascending = [...percentages].sort((left, right) => left - right);
  return {
    draw: () => {
      if (ascending.length === 0) return 0;
      const drawn = random() * 100;
      return ascending.findLast((percentage) => percentage <= drawn) ?? 0;
    },
  };
}
