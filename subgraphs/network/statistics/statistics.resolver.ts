import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root, type ClassType } from 'type-graphql';
import { City, District, Township } from '../division/division.types.ts';
import type { NetworkContext } from '../network-context.ts';
import { statisticsLoader, type CountedDivision } from './statistics.loader.ts';
import type { SuggestionStatisticsValues } from './statistics.ts';
import { SuggestionFilter } from '../suggestion/suggestion.input.ts';
import { groupedStatistics, type StatisticsDimension, type StatisticsGroupValues } from './grouped-statistics.ts';
import { recordedRates, type RecordedRateValues } from './recorded-rate.ts';
import { RecordedRate, statisticsDimensionEnum, StatisticsGroup, SuggestionStatistics } from './statistics.type.ts';

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

@Resolver()
class GroupedStatisticsResolver {
  @Query(() => [StatisticsGroup], {
    nullable: true,
    description:
      'Statistics of suggestions of all levels, group by group, the largest first; one group of all where "by" is left out. Drafts do not count.',
  })
  statistics(
    @Arg('by', () => statisticsDimensionEnum, { nullable: true }) by: StatisticsDimension | undefined,
    @Arg('filter', () => SuggestionFilter, { nullable: true }) filter: SuggestionFilter | undefined,
    @Arg('first', () => Int, { nullable: true, defaultValue: 100, description: 'How many groups; 0 to 500.' })
    first: number | null,
    @Ctx() { scope }: NetworkContext,
  ): Promise<StatisticsGroupValues[]> {
    return groupedStatistics(scope, { by, filter: filter ?? {}, first: first ?? 100 });
  }

  @Query(() => [RecordedRate], {
    description: 'Published figures of the past, in the order of time, each with its source.',
  })
  recordedRates(): readonly RecordedRateValues[] {
    return recordedRates;
  }
}

export const statisticsResolvers = [
  GroupedStatisticsResolver,
  createStatisticsResolver(City, 'City'),
  createStatisticsResolver(District, 'District'),
  createStatisticsResolver(Township, 'Township'),
];
