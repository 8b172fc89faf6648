/** Reads each request to its end and answers with the same bytes. */
import { createServer } from 'node:http';
import { expectedAnswer } from '../graph/expected-answer.ts';

const body = Buffer.from(JSON.stringify(expectedAnswer()));
const headers = { 'content-type': 'application/json', 'content-length': body.length };

const server = createServer((request, response) => {
  request.resume().on('end', () => response.writeHead(200, headers).end(body));
});
server.listen({ port: Number(process.env['PORT']), host: '127.0.0.1' });
