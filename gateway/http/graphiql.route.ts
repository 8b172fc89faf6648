import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';

const packages = createRequire(import.meta.url);
const own = (file: string) => join(import.meta.dirname, 'graphiql', file);
const installed = (name: string, file: string) => join(dirname(packages.resolve(`${name}/package.json`)), file);

interface Asset {
  readonly type: 'text/css' | 'text/javascript' | 'text/html';
  readonly file: () => string;
}

/** Everything that the page loads: an intranet has no CDN. */
const assets: Readonly<Record<string, Asset>> = {
  'page.css': { type: 'text/css', file: () => own('page.css') },
  'page.js': { type: 'text/javascript', file: () => own('page.js') },
  'graphiql.css': { type: 'text/css', file: () => installed('graphiql', 'graphiql.min.css') },
  'graphiql.js': { type: 'text/javascript', file: () => installed('graphiql', 'graphiql.min.js') },
  'react.js': { type: 'text/javascript', file: () => installed('react', 'umd/react.production.min.js') },
  'react-dom.js': { type: 'text/javascript', file: () => installed('react-dom', 'umd/react-dom.production.min.js') },
  'graphql-ws.js': { type: 'text/javascript', file: () => installed('graphql-ws', 'umd/graphql-ws.min.js') },
};

/** The browser itself refuses whatever would come from elsewhere. GraphiQL sets styles inline; fonts and icons are data. */
const contentSecurityPolicy = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self' ws: wss:",
  "frame-ancestors 'none'",
].join('; ');

/** Serves the page at `path`, and what it loads. */
export function registerGraphiql(server: FastifyInstance, path: string): void {
  const page = createReader(() => own('page.html'));
  server.get(path, async (_request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', contentSecurityPolicy)
      .header('cache-control', 'no-cache')
      .send(await page()),
  );
  for (const [name, asset] of Object.entries(assets)) {
    const content = createReader(asset.file);
    server.get(`/graphiql/${name}`, async (_request, reply) =>
      reply
        .type(`${asset.type}; charset=utf-8`)
        .header('cache-control', 'public, max-age=3600')
        .send(await content()),
    );
  }
}

/** A person with a browser, rather than a client with a query. */
export function asksForPage({ method, headers, url = '' }: IncomingMessage): boolean {
  return method === 'GET' && (headers.accept?.includes('text/html') ?? false) && !/[?&](?:query|extensions)=/.test(url);
}

/** Reads a file once, when it is first asked for. */
function createReader(file: () => string): () => Promise<Buffer> {
  let content: Promise<Buffer> | undefined;
  return () => (content ??= readFile(file()));
}
