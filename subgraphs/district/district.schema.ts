import type { GraphQLSchema } from 'graphql';
import { buildFederatedSchema } from '../../shared/subgraph/federated-schema.ts';
import type { LevelContext } from '../../shared/suggestion/level-context.ts';
import { suggestionLoaders } from '../../shared/suggestion/suggestion.loader.ts';
import { DistrictResolver, TownshipResolver } from './division/district.resolver.ts';
import { townshipLoader } from './division/township.loader.ts';
import { stationLoader } from './station/station.loader.ts';
import { StationResolver } from './station/station.resolver.ts';
import { DistrictSuggestion, districtSuggestionResolvers } from './suggestion/district-suggestion.type.ts';

export function buildDistrictSchema(): Promise<GraphQLSchema> {
  return buildFederatedSchema<LevelContext>({
    resolvers: [DistrictResolver, TownshipResolver, StationResolver, ...districtSuggestionResolvers],
    orphanedTypes: [DistrictSuggestion],
    references: {
      District: ({ code }: { code: string }) => ({ code }),
      Township: ({ code }: { code: string }, { scope }) => townshipLoader(scope).load(code),
      Station: ({ id }: { id: string }, { scope }) => stationLoader(scope).load(id),
      DistrictSuggestion: ({ id }: { id: string }, { scope }) => suggestionLoaders(scope).suggestion.load(id),
    },
    typeNames: { Suggestion: () => 'DistrictSuggestion' },
  });
}
