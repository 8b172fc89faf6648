import { Ctx, Directive, FieldResolver, InputType, ObjectType, Resolver, Root } from 'type-graphql';
import { createActResolver } from '../../../shared/suggestion/act.resolver.ts';
import { createOpinionsResolver } from '../../../shared/suggestion/opinion/opinion-link.resolver.ts';
import { createConferenceResolver } from '../../../shared/suggestion/conference/conference.resolver.ts';
import { createEventFeedResolver } from '../../../shared/suggestion/event-feed.resolver.ts';
import { EventStepResolver } from '../../../shared/suggestion/event-step.resolver.ts';
import { createHandUpResolvers } from '../../../shared/suggestion/hand-up/hand-up.resolver.ts';
import type { LevelContext } from '../../../shared/suggestion/level-context.ts';
import type { SuggestionRow } from '../../../shared/suggestion/suggestion.entity.ts';
import { DraftFields } from '../../../shared/suggestion/act.inputs.ts';
import { createSuggestionResolver } from '../../../shared/suggestion/suggestion.resolver.ts';
import { createSuggestionTypes } from '../../../shared/suggestion/suggestion.type.ts';
import { createSimilarResolver } from '../../../shared/suggestion/similar/similar.resolver.ts';
import { createSuspensionResolver } from '../../../shared/suggestion/suspension/suspension.resolver.ts';
import { createWorkingListResolver } from '../../../shared/suggestion/working-list/working-list.resolver.ts';
import { connectionTypeOf } from '../../../shared/subgraph/connection-types.ts';
import { deputyLoaders } from '../deputy/deputy.loader.ts';
import { Deputy } from '../deputy/deputy.type.ts';
import { City } from '../division/city.type.ts';
import type { CityRow } from '../division/division.entity.ts';
import { divisionLoaders } from '../division/division.loader.ts';
import { cityLifecycle } from './city-lifecycle.ts';

const types = createSuggestionTypes(() => Deputy);

@Directive('@key(fields: "id")')
@ObjectType({
  implements: types.Suggestion,
  simpleResolvers: true,
  description: "A suggestion to the city's congress (市级代表建议).",
})
export class CitySuggestion {
  declare readonly id: string;
}

@InputType()
export class DraftCitySuggestionInput extends DraftFields {}

export const CitySuggestionConnection = connectionTypeOf<SuggestionRow>('CitySuggestion', () => CitySuggestion);

@Resolver(() => CitySuggestion)
class CityOfSuggestionResolver {
  @FieldResolver(() => City)
  async city(@Root() { divisionCode }: SuggestionRow, @Ctx() { scope }: LevelContext): Promise<CityRow | null> {
    return divisionLoaders(scope).city.load(divisionCode);
  }
}

export const citySuggestionResolvers = [
  createSuggestionResolver({
    level: 'CITY',
    type: CitySuggestion,
    types,
    deputyOf: (id, scope) => deputyLoaders(scope).deputy.load(id),
  }),
  createActResolver({
    lifecycle: cityLifecycle,
    type: CitySuggestion,
    draftInput: DraftCitySuggestionInput,
    toDraft: (input) => input,
  }),
  createOpinionsResolver({ type: CitySuggestion }),
  createConferenceResolver(CitySuggestion),
  createSimilarResolver(CitySuggestion),
  createWorkingListResolver(CitySuggestion, CitySuggestionConnection),
  ...createHandUpResolvers({ lifecycle: cityLifecycle, type: CitySuggestion }),
  createEventFeedResolver('CITY'),
  EventStepResolver,
  createSuspensionResolver(CitySuggestion),
  CityOfSuggestionResolver,
];
