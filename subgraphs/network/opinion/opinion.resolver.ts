import { Ctx, Directive, Field, FieldResolver, ID, ObjectType, Resolver, Root } from 'type-graphql';
import type { RequestScope } from '../../../shared/subgraph/request-scope.ts';
import type { NetworkContext } from '../network-context.ts';
import type { SuggestionReference } from '../suggestion/suggestion-reference.ts';
import { suggestionLoader } from '../suggestion/suggestion.loader.ts';
import { Suggestion } from '../suggestion/suggestion.type.ts';
import { OpinionSuggestionEntity } from './opinion-suggestion.entity.ts';

@Directive('@key(fields: "id")')
@ObjectType({
  simpleResolvers: true,
  description: "A citizen's opinion (群众意见); the townships' subgraph holds it.",
})
export class CitizenOpinion {
  @Field(() => ID)
  id!: string;
}

@Resolver(() => CitizenOpinion)
export class OpinionResolver {
  @FieldResolver(() => Suggestion, {
    nullable: true,
    description:
      'The suggestion that a deputy made of it, at whichever level. Null while it is a draft that whoever asks may not see, or where it is secret.',
  })
  async suggestion(
    @Root() { id }: CitizenOpinion,
    @Ctx() { scope }: NetworkContext,
  ): Promise<SuggestionReference | null> {
    const suggestionId = await suggestionIdLoader(scope).load(id);
    return suggestionId === null ? null : suggestionLoader(scope).load(suggestionId);
  }
}

function suggestionIdLoader(scope: RequestScope) {
  return scope.loader<string | null>('suggestions of opinions', async (opinionIds) => {
    const where = { opinionId: { $in: [...opinionIds] } };
    const rows = await scope.em.find(OpinionSuggestionEntity, where, { disableIdentityMap: true });
    const byOpinion = new Map(rows.map(({ opinionId, suggestionId }) => [opinionId, suggestionId]));
    return opinionIds.map((id) => byOpinion.get(id) ?? null);
  });
}
