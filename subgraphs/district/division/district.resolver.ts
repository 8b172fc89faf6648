import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { DivisionCodeScalar } from '../../../shared/division/division-code.scalar.ts';
import { hasCongress } from '../../../shared/division/division-kind.ts';
import { inForce, toDivision } from '../../../shared/division/division.rows.ts';
import { divisionNotFound } from '../../../shared/division/not-found.ts';
import { childConnection } from '../../../shared/paging/child-connection.ts';
import type { Connection } from '../../../shared/paging/connection.ts';
import { PageArgs } from '../../../shared/subgraph/page-args.ts';
import type { LevelContext } from '../../../shared/suggestion/level-context.ts';
import type { SuggestionRow } from '../../../shared/suggestion/suggestion.entity.ts';
import { suggestionsOf, SuggestionPageArgs } from '../../../shared/suggestion/suggestion.page.ts';
import type { StationRow } from '../station/station.entity.ts';
import { StationConnection } from '../station/station.type.ts';
import { stationsOf } from '../station/station.page.ts';
import { DistrictSuggestionConnection } from '../suggestion/district-suggestion.type.ts';
import type { TownshipRow } from './township.entity.ts';
import { townshipLoader } from './township.loader.ts';
import { District, Township, TownshipConnection } from './township.type.ts';

@Resolver(() => District)
export class DistrictResolver {
  @FieldResolver(() => TownshipConnection, {
    nullable: true,
    description: 'Its streets, towns and townships, by code.',
  })
  townships(
    @Root() { code }: District,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { scope }: LevelContext,
  ): Promise<Connection<TownshipRow>> {
    return childConnection(
      scope,
      {
        name: 'District.townships',
        table: 'township',
        parentColumn: 'district_code',
        keyColumn: 'code',
        toNode: (row) => ({ ...toDivision(row), districtCode: String(row['district_code']) }),
        keyOf: (row) => row.code,
      },
      { parent: code, page, where: inForce },
    );
  }

  @FieldResolver(() => StationConnection, {
    nullable: true,
    description: 'Its liaison stations (人大代表联络站), by id.',
  })
  stations(
    @Root() { code }: District,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { scope }: LevelContext,
  ): Promise<Connection<StationRow>> {
    return stationsOf(scope, 'District', { parent: code, page });
  }

  @FieldResolver(() => DistrictSuggestionConnection, {
    nullable: true,
    description: "Suggestions to the district's congress, by id.",
  })
  suggestions(
    @Root() { code }: District,
    @Args(() => SuggestionPageArgs) args: SuggestionPageArgs,
    @Ctx() context: LevelContext,
  ): Promise<Connection<SuggestionRow>> {
    return suggestionsOf(context, 'District.suggestions', { divisionCode: code, args });
  }
}

@Resolver(() => Township)
export class TownshipResolver {
  @Query(() => Township, { nullable: true })
  async township(
    @Arg('code', () => DivisionCodeScalar) code: string,
    @Ctx() { scope }: LevelContext,
  ): Promise<TownshipRow> {
    const row = await townshipLoader(scope).load(code);
    if (!row) throw divisionNotFound('street or town', code);
    return row;
  }

  @FieldResolver(() => District, { nullable: true })
  district(@Root() { districtCode }: TownshipRow): District {
    return { code: districtCode };
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether it has a congress of its own: towns and townships do, streets and quasi units do not.',
  })
  hasCongress(@Root() { kind }: TownshipRow): boolean {
    return hasCongress(kind);
  }

  @FieldResolver(() => StationConnection, {
    nullable: true,
    description: 'Its liaison stations (人大代表联络站), by id.',
  })
  stations(
    @Root() { code }: TownshipRow,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { scope }: LevelContext,
  ): Promise<Connection<StationRow>> {
    return stationsOf(scope, 'Township', { parent: code, page });
  }
}
