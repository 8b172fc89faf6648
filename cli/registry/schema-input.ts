import { readFile, stat } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { readInstallation } from '../../gateway/registry/publish/endpoint.probe.ts';
import { UsageError } from './command-outcome.ts';

/** Bytes; a registry takes no more in any configuration, and a slip of the pen need not be sent. */
const largest = 64 * 1024 * 1024;

/** Milliseconds that a subgraph has to tell its schema. */
const timeout = 10_000;

/** A schema from a file, from standard input (`-`), or from a running subgraph (a URL). Throws UsageError. */
export async function readSchema(place: string): Promise<string> {
  const sdl = await read(place);
  if (sdl.trim() !== '') return sdl;
  throw new UsageError(`The schema from ${place === '-' ? 'standard input' : place} is empty.`, 'SDL_INVALID');
}

function read(place: string): Promise<string> {
  if (place === '-') return text(process.stdin);
  return /^https?:\/\//.test(place) ? introspect(place) : readSchemaFile(place);
}

async function readSchemaFile(file: string): Promise<string> {
  try {
    const { size } = await stat(file);
    if (size > largest) throw new UsageError(`${file} has ${size} bytes; no registry takes that.`, 'SDL_TOO_LARGE');
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UsageError(
      `The schema ${file} cannot be read: ${code === 'ENOENT' ? 'there is no such file' : message}.`,
    );
  }
}

async function introspect(url: string): Promise<string> {
  const answer = await askSdl(url);
  if (typeof answer === 'string') return answer;
  if ((await readInstallation(url)) === undefined) throw answer;
  throw new UsageError(
    `${url} leads to a gateway with a registry, which is no subgraph. Give the URL of the subgraph's own server.`,
    'SUBGRAPH_URL_LOOP',
  );
}

/** A fault is returned: that the URL is a gateway's would say more. */
async function askSdl(url: string): Promise<string | UsageError> {
  const fault = (reason: string) =>
    new UsageError(`${url} does not tell its schema: ${reason.replace(/\.$/, '')}.`, 'SUBGRAPH_URL_UNREACHABLE');
  let answer: unknown;
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ query: '{ _service { sdl } }' }),
      signal: AbortSignal.timeout(timeout),
    });
    answer = await response.json();
  } catch (error) {
    const { cause, message } = error as Error;
    return fault(cause instanceof Error && cause.message ? cause.message : message);
  }
  const { data, errors } = (answer ?? {}) as {
    data?: { _service?: { sdl?: unknown } };
    errors?: { message: string }[];
  };
  const sdl = data?._service?.sdl;
  if (typeof sdl === 'string' && sdl !== '') return sdl;
  return fault(errors?.[0]?.message ?? 'it answers { _service { sdl } } without one');
}
