import { z } from 'zod';
import { duration, oneOf } from '../shared/config/variable.ts';
import type { SubgraphEndpoint } from './transport/subgraph-endpoint.ts';

/** Values of variables that hold a list with commas in it. */

/** Subgraphs as `name=URL`. */
export const subgraphList = pairs('name=URL pairs', 'city=http://127.0.0.1:4001/graphql', z.string().refine(isHttpUrl))
  .refine((endpoints) => endpoints.size > 0, { error: 'It takes one subgraph at least' })
  .transform((endpoints): readonly SubgraphEndpoint[] => Array.from(endpoints, ([name, url]) => ({ name, url })))
  .optional();

/** A URL per subgraph. */
export const urlsByName = pairs(
  'name=URL pairs',
  'district=http://127.0.0.1:4012/graphql',
  z.string().refine(isHttpUrl),
).prefault('');

/** A span of time per subgraph, in milliseconds. */
export const durationsByName = pairs('name=span pairs', 'city=10s,district=500ms', duration('0s')).prefault('');

/** How each subgraph takes subscriptions. */
export const protocolsByName = pairs('name=protocol pairs', 'reviews=sse', oneOf(['ws', 'sse'], 'ws')).prefault('');

/** Headers of one connection or one browser never travel on, and the gateway writes those of the body itself. */
const neverForwarded =
  /^(?:connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|cookie|host|expect|accept|accept-encoding|content-.*)$/;

/** Names of headers, in lower case. */
export const headerList = z
  .string()
  .prefault('authorization,traceparent,tracestate,x-request-id')
  .transform((text) => entriesOf(text).map((name) => name.toLowerCase()))
  .refine((names) => names.every((name) => /^[\w-]+$/.test(name) && !neverForwarded.test(name)), {
    error: 'It takes header names with commas between them; hop-by-hop headers and cookies are never forwarded',
  });

/** `what` and `example` say what the variable takes where it got something else. */
function pairs<Value>(what: string, example: string, schema: z.ZodType<Value>) {
  return z.string().transform((text, context): ReadonlyMap<string, Value> => {
    const values = new Map<string, Value>();
    for (const entry of entriesOf(text)) {
      const mark = entry.indexOf('=');
      const name = entry.slice(0, mark).trim();
      const value = schema.safeParse(entry.slice(mark + 1).trim());
      if (!/^[A-Za-z][\w-]*$/.test(name) || !value.success || entry.length === mark + 1) {
        context.addIssue(`It takes ${what} with commas between them, such as ${example}; "${entry}" is none`);
        return z.NEVER;
      }
      if (values.has(name)) {
        context.addIssue(`It takes each name once, and "${name}" stands in it twice`);
        return z.NEVER;
      }
      values.set(name, value.data);
    }
    return values;
  });
}

function entriesOf(text: string): string[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean);
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
