import { graphql, type GraphQLSchema } from 'graphql';
import { composeSupergraph } from '../gateway/supergraph/supergraph.composer.ts';
import { buildCitySchema } from '../subgraphs/city/city.schema.ts';
import { buildDistrictSchema } from '../subgraphs/district/district.schema.ts';
import { buildNetworkSchema } from '../subgraphs/network/network.schema.ts';
import { buildTownshipSchema } from '../subgraphs/township/township.schema.ts';

const subgraphs = [
  { name: 'city', port: 4001, build: buildCitySchema },
  { name: 'district', port: 4002, build: buildDistrictSchema },
  { name: 'township', port: 4003, build: buildTownshipSchema },
  { name: 'network', port: 4004, build: buildNetworkSchema },
] as const;

/** File names below schema/ with what the code says should stand in them. */
export async function emittedSchemas(): Promise<Record<string, string>> {
  const sources = [];
  for (const { name, port, build } of subgraphs) {
    sources.push({ name, url: `http://127.0.0.1:${port}/graphql`, sdl: await serviceSdl(await build()) });
  }
  const files = sources.map(({ name, sdl }): [string, string] => [`${name}.graphql`, withNewline(sdl)]);
  return { ...Object.fromEntries(files), 'supergraph.graphql': withNewline(composeSupergraph(sources)) };
}

/** What the running subgraph tells a gateway about itself. */
async function serviceSdl(schema: GraphQLSchema): Promise<string> {
  const answer = await graphql({ schema, source: '{ _service { sdl } }' });
  return (answer.data as { _service: { sdl: string } })._service.sdl;
}

function withNewline(text: string): string {
  return `${text.trimEnd()}\n`;
}
