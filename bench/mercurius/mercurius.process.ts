/** @mercuriusjs/gateway on Fastify, with just-in-time compilation on, as its documentation advises for production. */
import { createRequire } from 'node:module';
import { fastify, type FastifyPluginCallback } from 'fastify';
import { subgraphs } from '../graph/subgraphs.ts';

interface GatewayOptions {
  readonly jit: number;
  readonly gateway: { readonly services: readonly { name: string; url: string; schema: string }[] };
}

// Its types name a default export, which is not what Node finds in it.
const require = createRequire(import.meta.url);
const mercuriusGateway = require('@mercuriusjs/gateway') as FastifyPluginCallback<GatewayOptions>;

/** It takes federation 1 only: there the root types are extended, and no field needs to be marked as shared. */
function asFederationOne(sdl: string): string {
  return sdl
    .replace(/^extend schema.*$/m, '')
    .replace('type Query', 'extend type Query')
    .replaceAll(' @shareable', '');
}

const services = subgraphs.map(({ name, sdl }) => ({
  name,
  url: `${process.env['SUBGRAPH_ORIGIN']}/${name}`,
  schema: asFederationOne(sdl),
}));
const server = fastify();
await server.register(mercuriusGateway, { jit: 1, gateway: { services } });
await server.listen({ port: Number(process.env['PORT']), host: '127.0.0.1' });
