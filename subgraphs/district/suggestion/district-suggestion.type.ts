import { Ctx, Directive, Field, FieldResolver, ID, InputType, ObjectType, Resolver, Root } from 'type-graphql';
import { createActResolver } from '../../../shared/suggestion/act.resolver.ts';
import { createOpinionsResolver } from '../../../shared/suggestion/opinion/opinion-link.resolver.ts';
import { createConferenceResolver } from '../../../shared/suggestion/conference/conference.resolver.ts';
import { createEventFeedResolver } from '../../../shared/suggestion/event-feed.resolver.ts';
import { EventStepResolver } from '../../../shared/suggestion/event-step.resolver.ts';
import { createHandUpResolvers } from '../../../shared/suggestion/hand-up/hand-up.resolver.ts';
import type { LevelContext } from '../../../shared/suggestion/level-context.ts';
import type { SuggestionRow } from '../../../shared/suggestion/suggestion.entity.ts';
import { DraftFields } from '../../../shared/suggestion/act.inputs.ts';
import { DeputyReference } from '../../../shared/suggestion/suggestion-part.types.ts';
import { createSuggestionResolver } from '../../../shared/suggestion/suggestion.resolver.ts';
import { createSuggestionTypes } from '../../../shared/suggestion/suggestion.type.ts';
import { createSimilarResolver } from '../../../shared/suggestion/similar/similar.resolver.ts';
import { createSuspensionResolver } from '../../../shared/suggestion/suspension/suspension.resolver.ts';
import { createWorkingListResolver } from '../../../shared/suggestion/working-list/working-list.resolver.ts';
import { connectionTypeOf } from '../../../shared/subgraph/connection-types.ts';
import { District } from '../division/township.type.ts';
import type { StationRow } from '../station/station.entity.ts';
import { stationLoader } from '../station/station.loader.ts';
import { Station } from '../station/station.type.ts';
import { districtLifecycle } from './district-lifecycle.ts';

const types = createSuggestionTypes(() => DeputyReference);

@Directive('@key(fields: "id")')
@ObjectType({
  implements: types.Suggestion,
  simpleResolvers: true,
  description: "A suggestion to a district's congress (区、县(市)级代表建议); a street's matters are among them.",
})
export class DistrictSuggestion {
  declare readonly id: string;
}

@InputType()
export class DraftDistrictSuggestionInput extends DraftFields {
  @Field(() => ID, { nullable: true, description: 'The station at which the matter came up.' })
  stationId?: string | null;
}

export const DistrictSuggestionConnection = connectionTypeOf<SuggestionRow>(
  'DistrictSuggestion',
  () => DistrictSuggestion,
);

@Resolver(() => DistrictSuggestion)
class PlaceOfSuggestionResolver {
  @FieldResolver(() => District, { nullable: true })
  district(@Root() { divisionCode }: SuggestionRow): District {
    return { code: divisionCode };
  }

  @FieldResolver(() => Station, { nullable: true, description: 'The station at which the matter came up.' })
  async station(@Root() { originId }: SuggestionRow, @Ctx() { scope }: LevelContext): Promise<StationRow | null> {
    return originId ? stationLoader(scope).load(originId) : null;
  }
}

export const districtSuggestionResolvers = [
  createSuggestionResolver({ level: 'DISTRICT', type: DistrictSuggestion, types }),
  createActResolver({
    lifecycle: districtLifecycle,
    type: DistrictSuggestion,
    draftInput: DraftDistrictSuggestionInput,
    toDraft: ({ stationId, ...fields }: DraftDistrictSuggestionInput) => ({ ...fields, originId: stationId }),
  }),
  createOpinionsResolver({ type: DistrictSuggestion }),
  createConferenceResolver(DistrictSuggestion),
  createSimilarResolver(DistrictSuggestion),
  createWorkingListResolver(DistrictSuggestion, DistrictSuggestionConnection),
  ...createHandUpResolvers({ lifecycle: districtLifecycle, type: DistrictSuggestion }),
  createEventFeedResolver('DISTRICT'),
  EventStepResolver,
  createSuspensionResolver(DistrictSuggestion),
  PlaceOfSuggestionResolver,
];
