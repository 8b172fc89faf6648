import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { DivisionCodeScalar } from '../../../shared/division/division-code.scalar.ts';
import { divisionNotFound } from '../../../shared/division/not-found.ts';
import type { Connection } from '../../../shared/paging/connection.ts';
import type { LevelContext } from '../../../shared/suggestion/level-context.ts';
import type { SuggestionRow } from '../../../shared/suggestion/suggestion.entity.ts';
import { suggestionsOf, SuggestionPageArgs } from '../../../shared/suggestion/suggestion.page.ts';
import { CitySuggestionConnection } from '../suggestion/city-suggestion.type.ts';
import { City, District } from './city.type.ts';
import type { CityRow, DistrictRow } from './division.entity.ts';
import { divisionLoaders } from './division.loader.ts';

@Resolver(() => City)
export class CityResolver {
  @Query(() => City, { nullable: true })
  async city(@Arg('code', () => DivisionCodeScalar) code: string, @Ctx() { scope }: LevelContext): Promise<CityRow> {
    const row = await divisionLoaders(scope).city.load(code);
    if (!row) throw divisionNotFound('city', code);
    return row;
  }

  @Query(() => District, { nullable: true })
  async district(
    @Arg('code', () => DivisionCodeScalar) code: string,
    @Ctx() { scope }: LevelContext,
  ): Promise<DistrictRow> {
    const row = await divisionLoaders(scope).district.load(code);
    if (!row) throw divisionNotFound('district', code);
    return row;
  }

  @FieldResolver(() => [District], { description: 'Its districts and counties, by code.' })
  districts(@Root() { code }: CityRow, @Ctx() { scope }: LevelContext): Promise<DistrictRow[]> {
    return divisionLoaders(scope).districtsOfCity.load(code);
  }

  @FieldResolver(() => CitySuggestionConnection, { description: "Suggestions to the city's congress, by id." })
  suggestions(
    @Root() { code }: CityRow,
    @Args(() => SuggestionPageArgs) args: SuggestionPageArgs,
    @Ctx() context: LevelContext,
  ): Promise<Connection<SuggestionRow>> {
    return suggestionsOf(context, 'City.suggestions', { divisionCode: code, args });
  }
}
