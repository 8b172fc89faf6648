import { z } from 'zod';
import { logLevels } from '../telemetry/logger.ts';

/** Building blocks for the variables of a service's config.ts. */

export function port(fallback: number) {
  return z
    .string()
    .regex(/^\d{1,5}$/, 'It takes a port from 0 to 65535')
    .transform(Number)
    .refine((value) => value <= 65_535, 'It takes a port from 0 to 65535')
    .default(fallback);
}

/** A span such as `500ms`, `20s` or `2m`; the value is in milliseconds. */
export function duration(fallback: string) {
  return z
    .string()
    .regex(/^\d+(ms|s|m)$/, 'It takes a span such as 500ms, 20s or 2m')
    .prefault(fallback)
    .transform(milliseconds);
}

/** A span, or `off` for none; the value is in milliseconds, undefined for none. */
export function optionalDuration(fallback: string) {
  return z
    .string()
    .regex(/^(\d+(ms|s|m)|off)$/, 'It takes a span such as 500ms, 20s or 2m, or off')
    .prefault(fallback)
    .transform((text) => (text === 'off' ? undefined : milliseconds(text)));
}

function milliseconds(span: string): number {
  return parseInt(span, 10) * (span.endsWith('ms') ? 1 : span.endsWith('s') ? 1_000 : 60_000);
}

export function wholeNumber(fallback: number, least: number, most: number) {
  const takes = `It takes a whole number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d+$/, takes)
    .transform(Number)
    .refine((value) => value >= least && value <= most, takes)
    .default(fallback);
}

export function url(...protocols: string[]) {
  const takes = `It takes a URL that begins with ${protocols.map((protocol) => `${protocol}://`).join(' or ')}`;
  return z.string().refine((text) => {
    const protocol = URL.canParse(text) ? new URL(text).protocol.slice(0, -1) : undefined;
    return protocol !== undefined && protocols.includes(protocol);
  }, takes);
}

export function oneOf<const Values extends readonly [string, ...string[]]>(values: Values, fallback: Values[number]) {
  return z.enum(values, `It takes one of ${values.join(', ')}`).default(fallback as never);
}

export const logLevel = oneOf(logLevels, 'warn').describe('how much goes to standard error, as JSON lines');
