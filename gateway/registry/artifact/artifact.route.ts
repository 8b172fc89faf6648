import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ClientError } from '../../../shared/errors/client-error.ts';
import { sendFault, sentToken, type RegistryAccess } from '../api/registry.route.ts';
import type { RegistryWatch } from '../supergraph/registry.watch.ts';
import { createArtifacts, type Variant } from './router-artifact.ts';

export interface ArtifactRouteDependencies extends RegistryAccess {
  readonly watch: RegistryWatch;
  readonly isStopping: () => boolean;
}

export interface ArtifactRouteOptions {
  /** In place of the subgraphs' own, by name. */
  readonly routerUrls: ReadonlyMap<string, string>;
}

interface ArtifactRequest {
  Params: { readonly contract?: string };
  Querystring: { readonly variant?: string; readonly wait?: string };
}

/** Seconds that a request may wait for a new supergraph. */
const longestWait = 60;

/**
 * The supergraph in service for other routers: at `/registry/supergraph`, and at the paths of Hive's CDN. A registry token
 * opens the internal variant; the public one takes none.
 */
export function registerArtifacts(
  server: FastifyInstance,
  dependencies: ArtifactRouteDependencies,
  { routerUrls }: ArtifactRouteOptions,
): void {
  const { watch, formatError } = dependencies;
  const artifactOf = createArtifacts(routerUrls);
  const waiting = new Set<() => void>();
  const wakeAll = (): void => {
    for (const wake of waiting) wake();
  };
  watch.onChange(wakeAll);
  server.addHook('preClose', async () => wakeAll());

  function current(variant: Variant) {
    const graph = watch.current();
    if (graph) return artifactOf(graph, variant);
    throw new ClientError('VERSION_NOT_FOUND', 'Nothing has been published to this registry yet.');
  }

  /** Ends with the next change, or after `seconds`. */
  function nextChange(request: FastifyRequest, seconds: number): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        waiting.delete(end);
        request.raw.socket.off('close', end);
        resolve();
      };
      const timer = setTimeout(end, seconds * 1_000);
      waiting.add(end);
      request.raw.socket.once('close', end);
    });
  }

  async function answer(request: FastifyRequest<ArtifactRequest>, reply: FastifyReply): Promise<FastifyReply> {
    try {
      const variant = await variantOf(request, dependencies);
      const known = request.headers['if-none-match'];
      const seconds = waitOf(request);
      if (seconds > 0 && watch.current() && isKnown(known, current(variant).tag) && !dependencies.isStopping()) {
        await nextChange(request, seconds);
      }
      const { text, tag } = current(variant);
      void reply
        .header('etag', tag)
        .header('cache-control', 'no-cache')
        .header('vary', 'authorization, x-hive-cdn-key');
      if (isKnown(known, tag)) return await reply.code(304).send();
      return await reply.type('text/plain; charset=utf-8').send(text);
    } catch (error) {
      return sendFault(reply, formatError, error);
    }
  }

  server.get('/registry/supergraph', answer);
  for (const prefix of ['/artifacts/v1', '/registry/artifacts/v1']) {
    server.get(`${prefix}/:target/supergraph`, answer);
    server.get(`${prefix}/:target/contracts/:contract/supergraph`, answer);
  }
}

/** Throws ClientError where the request may not have what it asks for, or asks for what there is not. */
async function variantOf(
  { params, query, headers }: FastifyRequest<ArtifactRequest>,
  { open }: ArtifactRouteDependencies,
): Promise<Variant> {
  const asked = params.contract ?? query.variant;
  if (asked !== undefined && asked !== 'public' && asked !== 'internal') {
    throw new ClientError(
      'INPUT_INVALID',
      `There is no variant "${asked.slice(0, 50)}". There are public and internal.`,
    );
  }
  if (asked === 'public') return 'public';
  const token = sentToken(headers);
  if (token !== undefined) {
    await open().authenticate(token);
    return 'internal';
  }
  if (asked === undefined) return 'public';
  throw new ClientError(
    'REGISTRY_TOKEN_INVALID',
    'The internal variant takes a registry token; the public one takes none.',
  );
}

/** Seconds, by `?wait=30` or, as RFC 7240 has it, `Prefer: wait=30`. */
function waitOf({ query, headers }: FastifyRequest<ArtifactRequest>): number {
  const preferred = /(?:^|[,;\s])wait=(\d+)/.exec(String(headers.prefer ?? ''))?.[1];
  const seconds = Number(query.wait ?? preferred ?? 0);
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), longestWait) : 0;
}

function isKnown(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === tag);
}
