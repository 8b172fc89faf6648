import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { DivisionCodeScalar } from '../../../shared/division/division-code.scalar.ts';
import { inForce, toDivision } from '../../../shared/division/division.rows.ts';
import { divisionNotFound } from '../../../shared/division/not-found.ts';
import { childConnection } from '../../../shared/paging/child-connection.ts';
import type { Connection } from '../../../shared/paging/connection.ts';
import { PageArgs } from '../../../shared/subgraph/page-args.ts';
import type { LevelContext } from '../../../shared/suggestion/level-context.ts';
import type { SuggestionRow } from '../../../shared/suggestion/suggestion.entity.ts';
import { suggestionsOf, SuggestionPageArgs } from '../../../shared/suggestion/suggestion.page.ts';
import type { HomeRow } from '../home/home.entity.ts';
import { homesOf } from '../home/home.page.ts';
import { HomeConnection } from '../home/home.type.ts';
import { TownshipSuggestionConnection } from '../suggestion/township-suggestion.type.ts';
import type { CommunityRow } from './community.entity.ts';
import { communityLoader } from './community.loader.ts';
import { Community, CommunityConnection, Township } from './community.type.ts';

@Resolver(() => Township)
export class TownshipResolver {
  @FieldResolver(() => CommunityConnection, {
    nullable: true,
    description: 'Its communities (社区) and villages (村), by code.',
  })
  communities(
    @Root() { code }: Township,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { scope }: LevelContext,
  ): Promise<Connection<CommunityRow>> {
    return childConnection(
      scope,
      {
        name: 'Township.communities',
        table: 'community',
        parentColumn: 'township_code',
        keyColumn: 'code',
        toNode: (row) => ({ ...toDivision(row), townshipCode: String(row['township_code']) }),
        keyOf: (row) => row.code,
      },
      { parent: code, page, where: inForce },
    );
  }

  @FieldResolver(() => HomeConnection, {
    nullable: true,
    description: 'Homes and rooms of deputies (代表之家、室), by id.',
  })
  homes(
    @Root() { code }: Township,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { scope }: LevelContext,
  ): Promise<Connection<HomeRow>> {
    return homesOf(scope, 'Township', { parent: code, page });
  }

  @FieldResolver(() => TownshipSuggestionConnection, {
    nullable: true,
    description: "Suggestions to the town's congress, by id. A street has none: its matters are the district's.",
  })
  suggestions(
    @Root() { code }: Township,
    @Args(() => SuggestionPageArgs) args: SuggestionPageArgs,
    @Ctx() context: LevelContext,
  ): Promise<Connection<SuggestionRow>> {
    return suggestionsOf(context, 'Township.suggestions', { divisionCode: code, args });
  }
}

@Resolver(() => Community)
export class CommunityResolver {
  @Query(() => Community, { nullable: true })
  async community(
    @Arg('code', () => DivisionCodeScalar) code: string,
    @Ctx() { scope }: LevelContext,
  ): Promise<CommunityRow> {
    const row = await communityLoader(scope).load(code);
    if (!row) throw divisionNotFound('community or village', code);
    return row;
  }

  @FieldResolver(() => Township, { nullable: true })
  township(@Root() { townshipCode }: CommunityRow): Township {
    return { code: townshipCode };
  }

  @FieldResolver(() => HomeConnection, {
    nullable: true,
    description: 'Homes and rooms of deputies (代表之家、室), by id.',
  })
  homes(
    @Root() { code }: CommunityRow,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { scope }: LevelContext,
  ): Promise<Connection<HomeRow>> {
    return homesOf(scope, 'Community', { parent: code, page });
  }
}
