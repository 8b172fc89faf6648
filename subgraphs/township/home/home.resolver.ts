import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { divisionOfId, parseHomeId } from '../../../shared/division/entity-id.ts';
import { ClientError } from '../../../shared/errors/client-error.ts';
import type { Connection } from '../../../shared/paging/connection.ts';
import { PageArgs } from '../../../shared/subgraph/page-args.ts';
import type { LevelContext } from '../../../shared/suggestion/level-context.ts';
import type { CommunityRow } from '../division/community.entity.ts';
import { communityLoader } from '../division/community.loader.ts';
import { Community } from '../division/community.type.ts';
import type { HomeRow } from './home.entity.ts';
import { homeLoader } from './home.loader.ts';
import { homesOf } from './home.page.ts';
import { Home, HomeConnection, Station } from './home.type.ts';

@Resolver(() => Home)
export class HomeResolver {
  @Query(() => Home, { nullable: true })
  async home(@Arg('id', () => ID) id: string, @Ctx() { scope }: LevelContext): Promise<HomeRow> {
    const homeId = parseHomeId(id);
    const row = await homeLoader(scope).load(homeId);
    if (row) return row;
    throw new ClientError(
      'HOME_NOT_FOUND',
      `Home ${homeId} does not exist. The field "homes" of community ${divisionOfId(homeId)} lists those that do.`,
    );
  }

  @FieldResolver(() => Community)
  async community(@Root() { communityCode }: HomeRow, @Ctx() { scope }: LevelContext): Promise<CommunityRow | null> {
    return communityLoader(scope).load(communityCode);
  }

  @FieldResolver(() => Station, { nullable: true, description: 'The station whose contact point it is.' })
  station(@Root() { stationId }: HomeRow): Station | null {
    return stationId ? { id: stationId } : null;
  }
}

@Resolver(() => Station)
export class HomesOfStationResolver {
  @FieldResolver(() => HomeConnection, {
    nullable: true,
    description: 'Its working contact points (工作联络点), by id.',
  })
  homes(
    @Root() { id }: Station,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { scope }: LevelContext,
  ): Promise<Connection<HomeRow>> {
    return homesOf(scope, 'Station', { parent: id, page });
  }
}
