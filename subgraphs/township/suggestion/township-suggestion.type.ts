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
import { Township } from '../division/community.type.ts';
import type { HomeRow } from '../home/home.entity.ts';
import { homeLoader } from '../home/home.loader.ts';
import { Home } from '../home/home.type.ts';
import { opinionLoader } from '../opinion/opinion.loader.ts';
import { CitizenOpinion } from '../opinion/opinion.type.ts';
import { townshipLifecycle } from './township-lifecycle.ts';

const types = createSuggestionTypes(
  () => DeputyReference,
  () => CitizenOpinion,
);

@Directive('@key(fields: "id")')
@ObjectType({
  implements: types.Suggestion,
  simpleResolvers: true,
  description: "A suggestion to a town's or township's congress (乡镇级代表建议).",
})
export class TownshipSuggestion {
  declare readonly id: string;
}

@InputType()
export class DraftTownshipSuggestionInput extends DraftFields {
  @Field(() => ID, { nullable: true, description: 'The home at which the matter came up.' })
  homeId?: string | null;
}

export const TownshipSuggestionConnection = connectionTypeOf<SuggestionRow>(
  'TownshipSuggestion',
  () => TownshipSuggestion,
);

@Resolver(() => TownshipSuggestion)
class PlaceOfSuggestionResolver {
  @FieldResolver(() => Township, { nullable: true })
  township(@Root() { divisionCode }: SuggestionRow): Township {
    return { code: divisionCode };
  }

  @FieldResolver(() => Home, { nullable: true, description: 'The home at which the matter came up.' })
  async home(@Root() { originId }: SuggestionRow, @Ctx() { scope }: LevelContext): Promise<HomeRow | null> {
    return originId ? homeLoader(scope).load(originId) : null;
  }
}

export const townshipSuggestionResolvers = [
  createSuggestionResolver({ level: 'TOWNSHIP', type: TownshipSuggestion, types }),
  createActResolver({
    lifecycle: townshipLifecycle,
    type: TownshipSuggestion,
    draftInput: DraftTownshipSuggestionInput,
    toDraft: ({ homeId, ...fields }: DraftTownshipSuggestionInput) => ({ ...fields, originId: homeId }),
  }),
  createOpinionsResolver({
    type: TownshipSuggestion,
    opinionType: CitizenOpinion,
    opinionOf: (id, scope) => opinionLoader(scope).load(id),
  }),
  createConferenceResolver(TownshipSuggestion),
  createSimilarResolver(TownshipSuggestion),
  createWorkingListResolver(TownshipSuggestion, TownshipSuggestionConnection),
  ...createHandUpResolvers({ lifecycle: townshipLifecycle, type: TownshipSuggestion }),
  createEventFeedResolver('TOWNSHIP'),
  EventStepResolver,
  createSuspensionResolver(TownshipSuggestion),
  PlaceOfSuggestionResolver,
];
