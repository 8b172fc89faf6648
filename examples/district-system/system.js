import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, parse, validate } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { Cases } from './cases.js';
import { EventFile } from './event-file.js';
import { createFeed } from './feed.js';
import { Refusal } from './refusal.js';
import { createResolvers } from './resolvers.js';

const path = '/graphql';
const longestBody = 1_000_000;

/** Opens the events and serves them; the URL is that of GraphQL, over HTTP and over WebSocket. */
export async function startSystem({ host, port, eventsFile, deskKey }) {
  const events = new EventFile(eventsFile);
  const cases = new Cases(events);
  const typeDefs = parse(readFileSync(new URL('schema.graphql', import.meta.url), 'utf8'));
  const schema = buildSubgraphSchema([
    { typeDefs, resolvers: createResolvers({ events, cases, feed: createFeed(events) }) },
  ]);

  const routes = {
    [path]: (body) => answer(schema, body),
    '/desk': (body, headers) => {
      if (!deskKey || headers['x-desk-key'] !== deskKey) throw new Refusal('FORBIDDEN', 'The desk is for its clerks.');
      return cases.act(body.act, body);
    },
  };
  const server = createServer((request, response) => void respond(routes, request, response));
  const sockets = new WebSocketServer({ server, path, maxPayload: longestBody });
  const protocol = useServer({ schema }, sockets);
  server.listen(port, host);
  await once(server, 'listening');

  return {
    url: `http://${host}:${server.address().port}${path}`,
    async stop() {
      await protocol.dispose();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      events.close();
    },
  };
}

async function answer(schema, { query, variables, operationName }) {
  let document;
  try {
    document = parse(String(query));
  } catch (error) {
    throw new Refusal('GRAPHQL_PARSE_FAILED', error.message);
  }
  const [fault] = validate(schema, document);
  if (fault) throw new Refusal('GRAPHQL_VALIDATION_FAILED', fault.message);
  return execute({ schema, document, variableValues: variables, operationName });
}

async function respond(routes, request, response) {
  const send = (status, content) => {
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(content));
  };
  try {
    const route = request.method === 'POST' ? routes[new URL(request.url, 'http://localhost').pathname] : undefined;
    if (!route) return send(404, { errors: [{ message: `POST to ${path}.`, extensions: { code: 'NOT_FOUND' } }] });
    send(200, await route(await readJson(request), request.headers));
  } catch (error) {
    if (error instanceof Refusal) return send(400, { errors: [error] });
    console.error(error);
    const message = 'This request failed here; the log of 南岗区 says why.';
    send(500, { errors: [{ message, extensions: { code: 'INTERNAL_SERVER_ERROR' } }] });
  }
}

async function readJson(request) {
  const chunks = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > longestBody) throw new Refusal('REQUEST_TOO_LARGE', `A request has up to ${longestBody} bytes.`);
    chunks.push(chunk);
  }
  try {
    const body = JSON.parse(Buffer.concat(chunks).toString());
    if (body !== null && typeof body === 'object') return body;
  } catch {
    // Told below.
  }
  throw new Refusal('BAD_REQUEST', 'The body is a JSON object.');
}
