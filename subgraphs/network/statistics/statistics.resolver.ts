import { Arg, Ctx, FieldResolver, Int, Resolver, Root, type ClassType } from 'type-graphql';
import { City, District, Township } from '../division/division.types.ts';
import type { NetworkContext } from '../network-context.ts';
import { statisticsLoader, type CountedDivision } from './statistics.loader.ts';
import type { SuggestionStatisticsValues } from './statistics.ts';
import { SuggestionStatistics } from './statistics.type.ts';

/** The field `statistics` of one kind of division. */
function createStatisticsResolver(type: ClassType, kind: CountedDivision): ClassType {
  @Resolver(() => type)
  class StatisticsResolver {
    @FieldResolver(() => SuggestionStatistics, {
      nullable: true,
      description: 'Of all suggestions of this division and of everything below it.',
    })
    statistics(
      @Root() { code }: { code: string },
      @Arg('year', () => Int, { nullable: true, description: 'Year of submission; every year where it is left out.' })
      year: number | undefined,
      @Ctx() { scope }: NetworkContext,
    ): Promise<SuggestionStatisticsValues> {
      return statisticsLoader(scope, kind, year ?? null).load(code);
    }
  }
  return StatisticsResolver;
}

export const statisticsResolvers = [
  createStatisticsResolver(City, 'City'),
  createStatisticsResolver(District, 'District'),
  createStatisticsResolver(Township, 'Township'),
];
