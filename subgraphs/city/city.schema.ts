import type { GraphQLSchema } from 'graphql';
import { buildFederatedSchema } from '../../shared/subgraph/federated-schema.ts';
import type { LevelContext } from '../../shared/suggestion/level-context.ts';
import { suggestionLoaders } from '../../shared/suggestion/suggestion.loader.ts';
import { CenterResolver } from './center/center.resolver.ts';
import { deputyLoaders } from './deputy/deputy.loader.ts';
import { DeputyResolver } from './deputy/deputy.resolver.ts';
import { divisionLoaders } from './division/division.loader.ts';
import { CityResolver } from './division/division.resolver.ts';
import { CitySuggestion, citySuggestionResolvers } from './suggestion/city-suggestion.type.ts';

export function buildCitySchema(): Promise<GraphQLSchema> {
  return buildFederatedSchema<LevelContext>({
    resolvers: [CityResolver, CenterResolver, DeputyResolver, ...citySuggestionResolvers],
    orphanedTypes: [CitySuggestion],
    references: {
      City: ({ code }: { code: string }, { scope }) => divisionLoaders(scope).city.load(code),
      District: ({ code }: { code: string }, { scope }) => divisionLoaders(scope).district.load(code),
      Deputy: ({ id }: { id: string }, { scope }) => deputyLoaders(scope).deputy.load(id),
      CitySuggestion: ({ id }: { id: string }, { scope }) => suggestionLoaders(scope).suggestion.load(id),
    },
    typeNames: { Suggestion: () => 'CitySuggestion' },
  });
}
