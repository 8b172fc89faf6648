import type { z } from 'zod';
import { editDistance } from './edit-distance.ts';

/** One variable per key: a zod schema from its text to its value, with `.describe()` for the manual. */
export type VariableShape = Record<string, z.ZodType>;

export type VariableValues<Shape extends VariableShape> = { [Name in keyof Shape]: z.output<Shape[Name]> };

export type Environment = Readonly<Record<string, string | undefined>>;

/** All faults of an environment at once: one line each, naming the variable, what it got and what it takes. */
export class ConfigurationError extends Error {
  readonly code = 'CONFIGURATION_INVALID';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`The environment has ${faults.length} fault${faults.length === 1 ? '' : 's'}:\n  ${faults.join('\n  ')}`);
    this.name = 'ConfigurationError';
    this.faults = faults;
  }
}

/**
 * Reads the variables of `shape` from `environment`. A variable set to the empty text counts as not set.
 *
 * `families` are prefixes that belong to this product (such as `CITY_`): a variable that begins with one of them and is
 * not in `shape` is a fault, and so is one that is a slip of the pen away from a name in `shape`.
 */
export function readEnvironment<Shape extends VariableShape>(
  shape: Shape,
  environment: Environment,
  families: readonly string[] = [],
): VariableValues<Shape> {
  const faults: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(shape)) {
    const text = environment[name] === '' ? undefined : environment[name];
    const parsed = schema.safeParse(text);
    if (parsed.success) values[name] = parsed.data;
    else faults.push(`${name}: ${describeFault(shown(name, text), parsed.error, schema.description)}`);
  }
  faults.push(...unknownVariables(Object.keys(shape), environment, families));
  if (faults.length > 0) throw new ConfigurationError(faults);
  return values as VariableValues<Shape>;
}

/** What was set, but for what must stay secret: faults go to logs. */
function shown(name: string, text: string | undefined): string {
  if (text === undefined) return 'is not set';
  if (/SECRET|PASSWORD|TOKEN/.test(name)) return `got ${text.length} characters`;
  return `got ${JSON.stringify(text.replace(/(:\/\/[^:@/]*:).*@/, '$1***@'))}`;
}

function describeFault(got: string, error: z.ZodError, description: string | undefined): string {
  const takes = error.issues.map((issue) => issue.message).join('; ');
  return `${got}. ${takes}${description ? ` (${description})` : ''}`;
}

function unknownVariables(known: string[], environment: Environment, families: readonly string[]): string[] {
  const faults: string[] = [];
  for (const name of Object.keys(environment)) {
    if (known.includes(name)) continue;
    const near = known.find((candidate) => isSlipOfThePen(name, candidate));
    if (near) faults.push(`${name}: is not a variable of liaison-graph. Did you mean ${near}?`);
    else if (families.some((family) => name.startsWith(family))) {
      faults.push(
        `${name}: is not a variable of liaison-graph. Take it out, or see docs/configuration.md for the names.`,
      );
    }
  }
  return faults;
}

/** Short names need a closer look: HOST is not a slip of PORT. */
function isSlipOfThePen(name: string, candidate: string): boolean {
  if (name.length < 5) return Array.from(name).sort().join() === Array.from(candidate).sort().join();
  return editDistance(name, candidate) <= (candidate.length < 8 ? 1 : 2);
}
