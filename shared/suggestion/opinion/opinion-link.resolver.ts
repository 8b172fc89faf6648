import { Ctx, Directive, Field, FieldResolver, ID, ObjectType, Resolver, Root, type ClassType } from 'type-graphql';
import type { RequestScope } from '../../subgraph/request-scope.ts';
import type { LevelContext } from '../level-context.ts';
import type { SuggestionRow } from '../suggestion.entity.ts';
import { OpinionLinkEntity } from './opinion-link.entity.ts';

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('CitizenOpinion', {
  simpleResolvers: true,
  description: "A citizen's opinion (群众意见); the townships' subgraph holds it.",
})
export class OpinionReference {
  @Field(() => ID)
  id!: string;
}

export interface OpinionFieldSpec {
  /** The level's own type, such as CitySuggestion. */
  readonly type: ClassType;
  /** A mere reference where it is left out. */
  readonly opinionType?: ClassType;
  /** Needed by the subgraph that holds the opinions: it does not complete its own references. */
  readonly opinionOf?: (id: string, scope: RequestScope) => Promise<object | null>;
}

/** The way from a suggestion to the opinions that it was made of. */
export function createOpinionsResolver({
  type,
  opinionType = OpinionReference,
  opinionOf,
}: OpinionFieldSpec): ClassType {
  @Resolver(() => type)
  class OpinionsOfSuggestionResolver {
    @FieldResolver(() => [opinionType])
    async opinions(@Root() { id }: SuggestionRow, @Ctx() { scope }: LevelContext): Promise<object[]> {
      const ids = await opinionIds(scope).load(id);
      if (!opinionOf) return ids.map((opinionId) => ({ id: opinionId }));
      const opinions = await Promise.all(ids.map((opinionId) => opinionOf(opinionId, scope)));
      return opinions.filter((opinion) => opinion !== null);
    }
  }
  return OpinionsOfSuggestionResolver;
}

function opinionIds(scope: RequestScope) {
  return scope.loader<string[]>('opinions of suggestions', async (suggestionIds) => {
    const rows = await scope.em.find(
      OpinionLinkEntity,
      { suggestionId: { $in: [...suggestionIds] } },
      { orderBy: { opinionId: 'asc' }, disableIdentityMap: true },
    );
    const bySuggestion = Map.groupBy(rows, ({ suggestionId }) => suggestionId);
    return suggestionIds.map((id) => (bySuggestion.get(id) ?? []).map(({ opinionId }) => opinionId));
  });
}
