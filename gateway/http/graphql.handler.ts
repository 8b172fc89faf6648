import { HeaderMap, type ApolloServer, type HTTPGraphQLResponse } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createInFlight } from '../cache/in-flight.ts';
import type { ReadEpoch } from '../cache/read-epoch.ts';
import type { GatewayContext } from '../engine/gateway-context.ts';
import { contextOf } from './authentication.ts';
import { createQueryTest } from './shared-requests.ts';

export interface GraphqlHandlerDependencies {
  readonly apollo: ApolloServer<GatewayContext>;
  /** Undefined: every request is answered on its own. */
  readonly epoch: ReadEpoch | undefined;
}

/** The text of a JSON body: it is read into a value only by the one request that does the work. */
class JsonText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/**
 * Answers GraphQL over HTTP. Equal queries that are in flight at once (same body, token and forwarded headers) are
 * answered once, and all get the same bytes.
 */
export function createGraphqlHandler({ apollo, epoch }: GraphqlHandlerDependencies) {
  const inFlight = createInFlight<Answer>();
  const isQuery = createQueryTest();

  async function answer(request: FastifyRequest, body: unknown): Promise<Answer> {
    const response = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        body,
        method: request.method.toUpperCase(),
        headers: headerMapOf(request),
        search: new URL(request.url, 'http://localhost').search,
      },
      context: () => Promise.resolve(contextOf(request)),
    });
    return encode(response);
  }

  async function answerOrShare(request: FastifyRequest): Promise<Answer> {
    if (!(request.body instanceof JsonText)) return answer(request, request.body);
    const { text } = request.body;
    const key = epoch && keyOf(request, text, epoch.current());
    const underWay = key === undefined ? undefined : inFlight.join(key);
    if (underWay) return underWay;
    const body = parseJson(text);
    if (key === undefined || !isQuery(body)) return answer(request, body);
    return inFlight.lead(key, () => answer(request, body));
  }

  return async (request: FastifyRequest, reply: FastifyReply): Promise<Buffer> => {
    const { status, headers, bytes } = await answerOrShare(request);
    for (const [name, value] of headers) void reply.header(name, value);
    void reply.code(status);
    return bytes;
  };
}

/** Encoded once, for however many clients. */
interface Answer {
  readonly status: number;
  readonly headers: HeaderMap;
  readonly bytes: Buffer;
}

function encode({ status = 200, headers, body }: HTTPGraphQLResponse): Answer {
  if (body.kind !== 'complete') throw new Error('An answer in parts came though @defer is not in the schema.');
  return { status, headers, bytes: Buffer.from(body.string) };
}

/** Leaves JSON bodies as text until somebody needs their value. */
export function registerJsonText(scope: FastifyInstance): void {
  scope.removeContentTypeParser('application/json');
  scope.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) => {
    done(null, new JsonText(text as string));
  });
}

/** Whatever the answer may depend on. Headers that are not forwarded and not looked at here do not count. */
function keyOf(request: FastifyRequest, text: string, epoch: number): string {
  const { headers } = contextOf(request);
  const { authorization = '', accept = '' } = request.headers;
  return `${epoch}\n${request.url}\n${authorization}\n${accept}\n${JSON.stringify(headers)}\n${text}`;
}

function headerMapOf({ headers }: FastifyRequest): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) {
    if (value) map.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return map;
}

/** The message ends up with the client, as BAD_REQUEST. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw Object.assign(error as Error, { statusCode: 400 });
  }
}
