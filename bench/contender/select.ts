import type { BenchOptions } from '../options.ts';
import type { Contender } from './contender.ts';

export interface Choice {
  readonly contenders: readonly Contender[];
  /** Those of the short form; without it, all. */
  readonly essential?: readonly Contender[];
}

/** Those that --contender names; where it names none, all that the form has. */
export function selected(
  { contenders, essential = contenders }: Choice,
  { contenders: names, isShort }: BenchOptions,
): readonly Contender[] {
  if (names.length > 0) return contenders.filter(({ name }) => names.includes(name));
  return isShort ? essential : contenders;
}
