import { Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql';
import { DivisionCodeScalar } from '../../../shared/division/division-code.scalar.ts';
import type { LevelContext } from '../../../shared/suggestion/level-context.ts';
import { DateScalar } from '../../../shared/subgraph/scalars.ts';
import { City } from '../division/city.type.ts';
import type { CityRow } from '../division/division.entity.ts';
import { CenterEntity } from './center.entity.ts';

@ObjectType({
  simpleResolvers: true,
  description:
    "The city's service centre for deputies' duties (人大代表履职服务中心): the top of centre, station and home.",
})
export class Center {
  @Field(() => DivisionCodeScalar, { description: 'Code of its city.' })
  code!: string;

  @Field(() => String)
  name!: string;

  @Field(() => DateScalar, { description: 'Known to the month: the first day stands for it.' })
  openedOn!: string;
}

@Resolver(() => City)
export class CenterResolver {
  @FieldResolver(() => Center, { nullable: true, description: 'Null for a city whose centre is not recorded.' })
  center(@Root() { code }: CityRow, @Ctx() { scope }: LevelContext): Promise<Center | null> {
    const centers = scope.loader<Center | null>('center', async (codes) => {
      const rows = await scope.em.find(CenterEntity, { cityCode: { $in: [...codes] } }, { disableIdentityMap: true });
      return codes.map((cityCode) => {
        const row = rows.find((center) => center.cityCode === cityCode);
        return row ? { code: row.cityCode, name: row.name, openedOn: row.openedOn } : null;
      });
    });
    return centers.load(code);
  }
}
