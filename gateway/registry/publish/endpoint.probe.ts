import { networkInterfaces } from 'node:os';
import { ClientError } from '../../../shared/errors/client-error.ts';
import { labelOf, type Member } from '../composition/member.ts';

/** Asks endpoints that are to be published who they are. */
export interface EndpointProbe {
  /** The schema that the endpoint tells of itself. Throws ClientError SUBGRAPH_URL_UNREACHABLE or SUBGRAPH_URL_LOOP. */
  read(member: Member): Promise<string>;
}

export interface EndpointProbeOptions {
  /** Names the registry; an endpoint that answers with it is one of its own gateways. */
  readonly installation: () => Promise<string>;
  /** Bytes of the largest answer. */
  readonly maxAnswer: number;
}

/** Milliseconds for one request. */
const timeout = 5_000;

/** Where each gateway says which registry it belongs to. */
export const installationPath = '/registry/installation';

export function createEndpointProbe({ installation, maxAnswer }: EndpointProbeOptions): EndpointProbe {
  return {
    read: async (member) => {
      const sdl = await readSdl(member, maxAnswer);
      if (!(sdl instanceof ClientError)) return sdl;
      // A gateway tells no schema of a subgraph.
      const owner = await readInstallation(member.url);
      if (owner === undefined || owner !== (await installation())) throw sdl;
      throw loop(member);
    },
  };
}

/**
 * Throws ClientError SUBGRAPH_URL_LOOP for a URL of this process, which listens on `port`. Nobody is asked: what is published
 * before it is deployed answers nothing yet.
 */
export function assertNoLoop(members: readonly Member[], port: number): void {
  const own = members.find(({ url }) => portOf(url) === port && isOnThisMachine(url));
  if (own) throw loop(own);
}

function portOf(text: string): number {
  const { port, protocol } = new URL(text);
  return Number(port || (protocol === 'https:' ? 443 : 80));
}

function isOnThisMachine(url: string): boolean {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
  if (/^(?:localhost|127\.[\d.]+|0\.0\.0\.0|::1?)$/.test(host)) return true;
  return Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ address }) => address === host));
}

function loop({ url, subgraph }: Member): ClientError {
  return new ClientError(
    'SUBGRAPH_URL_LOOP',
    `${url} leads back to this gateway. Give the URL of the subgraph's own server.`,
    { subgraph },
  );
}

/** A fault is returned: that the URL is the gateway's own would say more. */
async function readSdl(member: Member, maxAnswer: number): Promise<string | ClientError> {
  const unreachable = (reason: string) =>
    new ClientError(
      'SUBGRAPH_URL_UNREACHABLE',
      `${labelOf(member)} at ${member.url}: ${reason}. Start the subgraph there, or correct the URL.`,
      { subgraph: member.subgraph },
    );
  try {
    const response = await fetch(member.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ query: '{ _service { sdl } }' }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeout),
    });
    const text = await readText(response, maxAnswer);
    if (text === undefined) return unreachable(`its answer is larger than ${maxAnswer} bytes`);
    const sdl = sdlOf(text);
    if (sdl !== undefined) return sdl;
    return unreachable(`it answers { _service { sdl } } with status ${response.status} and no schema`);
  } catch (error) {
    return unreachable(reasonOf(error));
  }
}

function sdlOf(text: string): string | undefined {
  try {
    const { data } = JSON.parse(text) as { data?: { _service?: { sdl?: unknown } | null } | null };
    const sdl = data?._service?.sdl;
    return typeof sdl === 'string' && sdl !== '' ? sdl : undefined;
  } catch {
    // Such as a web page; the caller says so.
    return undefined;
  }
}

/** Names the registry of the gateway at `url`; undefined where that is no gateway with a registry. */
export async function readInstallation(url: string): Promise<string | undefined> {
  try {
    const signal = AbortSignal.timeout(timeout);
    const response = await fetch(new URL(installationPath, url), { redirect: 'error', signal });
    const text = response.ok ? await readText(response, 1_000) : undefined;
    return text && (JSON.parse(text) as { installation?: string }).installation;
  } catch {
    // A subgraph need not serve anything there.
    return undefined;
  }
}

/** Undefined where the body has more than `limit` bytes. */
async function readText(response: Response, limit: number): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `it did not answer within ${timeout} ms`;
  const cause = error.cause instanceof Error ? error.cause : undefined;
  return `it cannot be reached (${cause?.message || (cause as NodeJS.ErrnoException | undefined)?.code || error.message})`;
}
