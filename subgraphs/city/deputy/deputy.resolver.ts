import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { parseDeputyId } from '../../../shared/division/entity-id.ts';
import { ClientError } from '../../../shared/errors/client-error.ts';
import type { Connection } from '../../../shared/paging/connection.ts';
import { CursorScalar } from '../../../shared/subgraph/scalars.ts';
import type { LevelContext } from '../../../shared/suggestion/level-context.ts';
import { CongressLevelEnum } from '../../../shared/suggestion/suggestion.enums.ts';
import { District } from '../division/city.type.ts';
import type { DistrictRow } from '../division/division.entity.ts';
import { divisionLoaders } from '../division/division.loader.ts';
import type { DeputyRow } from './deputy.entity.ts';
import { deputyLoaders } from './deputy.loader.ts';
import { findDeputies } from './deputy.service.ts';
import { Deputy, DeputyConnection, DeputyFilter } from './deputy.type.ts';

@Resolver(() => Deputy)
export class DeputyResolver {
  @Query(() => Deputy, { nullable: true })
  async deputy(@Arg('id', () => ID) id: string, @Ctx() { scope }: LevelContext): Promise<DeputyRow> {
    const row = await deputyLoaders(scope).deputy.load(parseDeputyId(id));
    if (!row)
      throw new ClientError(
        'DEPUTY_NOT_FOUND',
        `Deputy ${id} does not exist. Find deputies with the field "deputies".`,
      );
    return row;
  }

  @Query(() => DeputyConnection, { nullable: true, description: 'Deputies by id.' })
  deputies(
    @Arg('filter', () => DeputyFilter, { nullable: true }) filter: DeputyFilter | undefined,
    @Arg('first', () => Int, { nullable: true, defaultValue: 50 }) first: number | null,
    @Arg('after', () => CursorScalar, { nullable: true }) after: string | undefined,
    @Ctx() { scope }: LevelContext,
  ): Promise<Connection<DeputyRow>> {
    return findDeputies(scope, filter ?? {}, { first, after });
  }

  @FieldResolver(() => [CongressLevelEnum], { description: 'Congresses that the deputy sits in.' })
  levels(@Root() { id }: DeputyRow, @Ctx() { scope }: LevelContext): Promise<string[]> {
    return deputyLoaders(scope).levels.load(id);
  }

  @FieldResolver(() => District, { nullable: true, description: 'The district that elected the deputy.' })
  async electoralUnit(@Root() row: DeputyRow, @Ctx() { scope }: LevelContext): Promise<DistrictRow | null> {
    return row.electoralUnitCode ? divisionLoaders(scope).district.load(row.electoralUnitCode) : null;
  }
}
