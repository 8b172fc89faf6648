import type { GraphQLSchema } from 'graphql';
import { buildFederatedSchema } from '../../shared/subgraph/federated-schema.ts';
import type { LevelContext } from '../../shared/suggestion/level-context.ts';
import { suggestionLoaders } from '../../shared/suggestion/suggestion.loader.ts';
import { communityLoader } from './division/community.loader.ts';
import { CommunityResolver, TownshipResolver } from './division/township.resolver.ts';
import { homeLoader } from './home/home.loader.ts';
import { HomeResolver, HomesOfStationResolver } from './home/home.resolver.ts';
import { OpinionActResolver } from './opinion/opinion-act.resolver.ts';
import { opinionListResolvers } from './opinion/opinion-lists.resolver.ts';
import { opinionLoader } from './opinion/opinion.loader.ts';
import { OpinionResolver } from './opinion/opinion.resolver.ts';
import { TownshipSuggestion, townshipSuggestionResolvers } from './suggestion/township-suggestion.type.ts';

export function buildTownshipSchema(): Promise<GraphQLSchema> {
  return buildFederatedSchema<LevelContext>({
    resolvers: [
      TownshipResolver,
      CommunityResolver,
      HomeResolver,
      HomesOfStationResolver,
      OpinionResolver,
      OpinionActResolver,
      ...opinionListResolvers,
      ...townshipSuggestionResolvers,
    ],
    orphanedTypes: [TownshipSuggestion],
    references: {
      District: ({ code }: { code: string }) => ({ code }),
      Township: ({ code }: { code: string }) => ({ code }),
      Community: ({ code }: { code: string }, { scope }) => communityLoader(scope).load(code),
      Station: ({ id }: { id: string }) => ({ id }),
      Home: ({ id }: { id: string }, { scope }) => homeLoader(scope).load(id),
      CitizenOpinion: ({ id }: { id: string }, { scope }) => opinionLoader(scope).load(id),
      TownshipSuggestion: ({ id }: { id: string }, { scope }) => suggestionLoaders(scope).suggestion.load(id),
    },
    typeNames: { Suggestion: () => 'TownshipSuggestion' },
  });
}
