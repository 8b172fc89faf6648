import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { divisionOfId, parseStationId, type StationId } from '../../../shared/division/entity-id.ts';
import { ClientError } from '../../../shared/errors/client-error.ts';
import type { RequestScope } from '../../../shared/subgraph/request-scope.ts';
import type { LevelContext } from '../../../shared/suggestion/level-context.ts';
import type { TownshipRow } from '../division/township.entity.ts';
import { townshipLoader } from '../division/township.loader.ts';
import { District, Township } from '../division/township.type.ts';
import { StationEntity, type StationRow } from './station.entity.ts';
import { stationLoader } from './station.loader.ts';
import { Station } from './station.type.ts';

@Resolver(() => Station)
export class StationResolver {
  @Query(() => Station, { nullable: true })
  async station(@Arg('id', () => ID) id: string, @Ctx() { scope }: LevelContext): Promise<StationRow> {
    const stationId = parseStationId(id);
    const row = await stationLoader(scope).load(stationId);
    if (!row) throw await stationNotFound(scope, stationId);
    return row;
  }

  @FieldResolver(() => Township, { nullable: true, description: 'Null for a station of a development zone.' })
  async township(@Root() { townshipCode }: StationRow, @Ctx() { scope }: LevelContext): Promise<TownshipRow | null> {
    return townshipCode ? townshipLoader(scope).load(townshipCode) : null;
  }

  @FieldResolver(() => District, { nullable: true })
  district(@Root() { districtCode }: StationRow): District {
    return { code: districtCode };
  }
}

const mostNamed = 10;

/** Names the stations that do stand where this one was looked for. */
async function stationNotFound({ em }: RequestScope, id: StationId): Promise<ClientError> {
  const place = divisionOfId(id);
  const where = place.length === 6 ? { districtCode: place } : { townshipCode: place };
  const there = await em.find(StationEntity, where, {
    orderBy: { id: 'asc' },
    limit: mostNamed,
    disableIdentityMap: true,
  });
  const hint =
    there.length > 0
      ? `Stations there: ${there.map((row) => `${row.id} ${row.name}`).join(', ')}.`
      : `There is none in ${place}.`;
  return new ClientError('STATION_NOT_FOUND', `Station ${id} does not exist. ${hint}`);
}
