import { Args, Ctx, Directive, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql';
import { DivisionCodeScalar } from '../../../shared/division/division-code.scalar.ts';
import type { Connection } from '../../../shared/paging/connection.ts';
import type { LevelContext } from '../../../shared/suggestion/level-context.ts';
import type { CommunityRow } from '../division/community.entity.ts';
import { Community, Township } from '../division/community.type.ts';
import type { HomeRow } from '../home/home.entity.ts';
import { Home, Station } from '../home/home.type.ts';
import type { OpinionRow } from './opinion.entity.ts';
import { OpinionPageArgs, opinionsOf } from './opinion.page.ts';
import { CitizenOpinionConnection } from './opinion.type.ts';

@Directive('@key(fields: "code")')
@ObjectType({ simpleResolvers: true, description: 'A district (区), county (县) or county-level city (县级市).' })
export class District {
  @Field(() => DivisionCodeScalar)
  code!: string;
}

type OpinionPage = Promise<Connection<OpinionRow>>;

@Resolver(() => Home)
class OpinionsOfHomeResolver {
  @FieldResolver(() => CitizenOpinionConnection, {
    nullable: true,
    description: "Citizens' opinions (群众意见) that were taken here, by id.",
  })
  opinions(
    @Root() { id }: HomeRow,
    @Args(() => OpinionPageArgs) args: OpinionPageArgs,
    @Ctx() { scope }: LevelContext,
  ): OpinionPage {
    return opinionsOf(scope, 'Home', { parent: id, args });
  }
}

@Resolver(() => Station)
class OpinionsOfStationResolver {
  @FieldResolver(() => CitizenOpinionConnection, {
    nullable: true,
    description: "Citizens' opinions (群众意见) that were taken here, not at one of its homes, by id.",
  })
  opinions(
    @Root() { id }: Station,
    @Args(() => OpinionPageArgs) args: OpinionPageArgs,
    @Ctx() { scope }: LevelContext,
  ): OpinionPage {
    return opinionsOf(scope, 'Station', { parent: id, args });
  }
}

@Resolver(() => Community)
class OpinionsOfCommunityResolver {
  @FieldResolver(() => CitizenOpinionConnection, {
    nullable: true,
    description: "Citizens' opinions (群众意见) that were taken at its homes, by id.",
  })
  opinions(
    @Root() { code }: CommunityRow,
    @Args(() => OpinionPageArgs) args: OpinionPageArgs,
    @Ctx() { scope }: LevelContext,
  ): OpinionPage {
    return opinionsOf(scope, 'Community', { parent: code, args });
  }
}

@Resolver(() => Township)
class OpinionsOfTownshipResolver {
  @FieldResolver(() => CitizenOpinionConnection, {
    nullable: true,
    description: "Citizens' opinions (群众意见) that were taken at its stations and homes, by id.",
  })
  opinions(
    @Root() { code }: Township,
    @Args(() => OpinionPageArgs) args: OpinionPageArgs,
    @Ctx() { scope }: LevelContext,
  ): OpinionPage {
    return opinionsOf(scope, 'Township', { parent: code, args });
  }
}

@Resolver(() => District)
class OpinionsOfDistrictResolver {
  @FieldResolver(() => CitizenOpinionConnection, {
    nullable: true,
    description: "Citizens' opinions (群众意见) that were taken in its streets and towns, by id.",
  })
  opinions(
    @Root() { code }: District,
    @Args(() => OpinionPageArgs) args: OpinionPageArgs,
    @Ctx() { scope }: LevelContext,
  ): OpinionPage {
    return opinionsOf(scope, 'District', { parent: code, args });
  }
}

/** The lists of opinions of each place that has some. */
export const opinionListResolvers = [
  OpinionsOfHomeResolver,
  OpinionsOfStationResolver,
  OpinionsOfCommunityResolver,
  OpinionsOfTownshipResolver,
  OpinionsOfDistrictResolver,
] as const;
