/**
 * The nested query as somebody would write it by hand: the seven subgraph calls of the best plan in its four stages, and
 * a join that knows the graph. It looks at no GraphQL, and answers only the one query.
 */
import { createServer } from 'node:http';
import { Pool } from 'undici';
import { fetchNested } from './floor.fetch.ts';
import { joinNested } from './floor.join.ts';

const origin = new URL(process.env['SUBGRAPH_ORIGIN'] ?? '').origin;
const pool = new Pool(origin, { connections: 256 });
const headers = { 'content-type': 'application/json', accept: 'application/json' };

async function ask(subgraph: string, query: string, variables: object = {}): Promise<never> {
  const body = JSON.stringify({ query, variables });
  const answer = await pool.request({ path: `/${subgraph}`, method: 'POST', headers, body });
  const { data } = JSON.parse(await answer.body.text()) as { data: never };
  return data;
}

const server = createServer((request, response) => {
  request.resume().on('end', async () => {
    const body = Buffer.from(JSON.stringify({ data: joinNested(await fetchNested(ask)) }));
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body);
  });
});
server.listen({ port: Number(process.env['PORT']), host: '127.0.0.1' });
