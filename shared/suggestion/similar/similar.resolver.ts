import { Arg, Ctx, Field, Float, Int, ObjectType, Query, Resolver, type ClassType } from 'type-graphql';
import { DivisionCodeScalar } from '../../division/division-code.scalar.ts';
import type { LevelContext } from '../level-context.ts';
import type { SuggestionRow } from '../suggestion.entity.ts';
import { similarSuggestions, type SimilarSuggestion } from './similar-suggestions.ts';

/** The search for suggestions that read like a draft; `type` is the level's, such as CitySuggestion. */
export function createSimilarResolver(type: ClassType): ClassType {
  @ObjectType(`Similar${type.name}`, { simpleResolvers: true })
  class Similar implements SimilarSuggestion {
    @Field(() => type)
    suggestion!: SuggestionRow;

    @Field(() => Float, {
      description: 'Relevance, from 0: the higher the more alike. Comparable within one answer only.',
    })
    score!: number;
  }

  @Resolver()
  class SimilarResolver {
    @Query(() => [Similar], {
      name: `similar${type.name}s`,
      nullable: true,
      description:
        'Suggestions that read like a text, such as a draft (相似建议), the most alike first. Drafts, withdrawn and refused ones are left out.',
    })
    similar(
      @Arg('text', () => String, { description: 'At most 20,200 characters; title and content of a draft together.' })
      text: string,
      @Arg('divisionCode', () => DivisionCodeScalar, {
        nullable: true,
        description: 'Only of this division; of all that the level holds where it is left out.',
      })
      divisionCode: string | undefined,
      @Arg('first', () => Int, { nullable: true, description: 'How many; 0 to 500, 10 where it is left out.' })
      first: number | null | undefined,
      @Ctx() { scope, suggestions }: LevelContext,
    ): Promise<SimilarSuggestion[]> {
      return similarSuggestions(scope, suggestions.database, { text, divisionCode: divisionCode ?? undefined, first });
    }
  }
  return SimilarResolver;
}
