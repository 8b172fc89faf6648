import type { GraphQLSchema } from 'graphql';
import { buildFederatedSchema } from '../../shared/subgraph/federated-schema.ts';
import { Deputy, DeputyResolver } from './deputy/deputy.resolver.ts';
import { City, District, Township } from './division/division.types.ts';
import { CitizenOpinion, OpinionResolver } from './opinion/opinion.resolver.ts';
import type { NetworkContext } from './network-context.ts';
import { statisticsResolvers } from './statistics/statistics.resolver.ts';
import { StatusChangeResolver } from './status-change/status-change.resolver.ts';
import { toReference, typeNameOf } from './suggestion/suggestion-reference.ts';
import { SuggestionResolver } from './suggestion/suggestion.resolver.ts';
import { CitySuggestion, DistrictSuggestion, TownshipSuggestion } from './suggestion/suggestion.type.ts';

/** Entities are taken as they are asked for: whether they exist is for the subgraphs that own them to say. */
const asAsked = (reference: object): object => reference;
const suggestionAsAsked = ({ id }: { id: string }): object => toReference(id);

export function buildNetworkSchema(): Promise<GraphQLSchema> {
  return buildFederatedSchema<NetworkContext>({
    resolvers: [SuggestionResolver, OpinionResolver, StatusChangeResolver, DeputyResolver, ...statisticsResolvers],
    orphanedTypes: [
      CitySuggestion,
      DistrictSuggestion,
      TownshipSuggestion,
      City,
      District,
      Township,
      Deputy,
      CitizenOpinion,
    ],
    references: {
      City: asAsked,
      District: asAsked,
      Township: asAsked,
      Deputy: asAsked,
      CitizenOpinion: asAsked,
      CitySuggestion: suggestionAsAsked,
      DistrictSuggestion: suggestionAsAsked,
      TownshipSuggestion: suggestionAsAsked,
    },
    typeNames: { Suggestion: typeNameOf },
  });
}
