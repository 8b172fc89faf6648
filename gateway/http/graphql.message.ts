import type { IncomingMessage } from 'node:http';
import { ClientError } from '../../shared/errors/client-error.ts';
import { isJsonType } from './media-type.ts';
import { readBody } from './request.body.ts';
import { MethodNotAllowed } from './request.fault.ts';
import { readBodyParameters, readUrlParameters, type RequestParameters } from './request.parameters.ts';

/** What a client sent, not parsed yet: of equal requests only the one that does the work needs its value. */
export interface GraphqlMessage {
  readonly method: 'GET' | 'POST';
  /** The body, or the URL. */
  readonly bytes: Buffer;
  /** Throws ClientError BAD_REQUEST. */
  read(): RequestParameters;
}

/** Rejects with the ClientError of what cannot be a GraphQL request, by its method, its media type or its size. */
export async function readMessage(request: IncomingMessage, maxBody: number): Promise<GraphqlMessage> {
  const { method = '', url = '', headers } = request;
  if (method === 'GET') {
    return { method, bytes: Buffer.from(url), read: () => readUrlParameters(searchOf(url)) };
  }
  if (method !== 'POST') {
    throw new MethodNotAllowed(
      `${method} is not for GraphQL. Send a query by GET or POST, a mutation by POST.`,
      'GET, POST, PUT, DELETE',
    );
  }
  if (!isJsonType(headers['content-type']) || (headers['content-encoding'] ?? 'identity') !== 'identity') {
    throw new ClientError(
      'UNSUPPORTED_MEDIA_TYPE',
      'The request body must be JSON in UTF-8, not compressed, with "content-type: application/json".',
    );
  }
  const body = await readBody(request, maxBody);
  return { method, bytes: body, read: () => readBodyParameters(body.toString()) };
}

/** The query string of a request's URL, without its "?". */
export function searchOf(url: string): string {
  const mark = url.indexOf('?');
  return mark < 0 ? '' : url.slice(mark + 1);
}
