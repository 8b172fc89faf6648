import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { TokenVerifier } from '../../shared/auth/token-verifier.ts';
import type { GatewayContext } from '../engine/gateway-context.ts';
import { pickHeaders } from '../transport/forwarded-headers.ts';

const decoration = 'gatewayContext';

export interface AuthenticationDependencies {
  readonly verifyToken: TokenVerifier;
  /** Headers that subgraphs get to see, in lower case. */
  readonly forwardedHeaders: readonly string[];
}

/** Verifies each request's token before its body is read; a bad one ends it with status 401 and reaches no subgraph. */
export function registerAuthentication(server: FastifyInstance, dependencies: AuthenticationDependencies): void {
  const { verifyToken } = dependencies;
  server.decorateRequest(decoration, null);
  server.addHook('onRequest', async (request) => {
    const actor = await verifyToken(request.headers.authorization);
    request.setDecorator<GatewayContext>(decoration, {
      actor,
      headers: pickHeaders(request.headers, dependencies.forwardedHeaders),
    });
  });
}

export function contextOf(request: FastifyRequest): GatewayContext {
  return request.getDecorator<GatewayContext>(decoration);
}
