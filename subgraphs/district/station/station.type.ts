import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { connectionTypeOf } from '../../../shared/subgraph/connection-types.ts';
import { DateScalar } from '../../../shared/subgraph/scalars.ts';
import type { StationRow } from './station.entity.ts';

@Directive('@key(fields: "id")')
@ObjectType({
  simpleResolvers: true,
  description:
    'A liaison station of deputies (人大代表联络站), run by a district at a street, town or development zone.',
})
export class Station {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => DateScalar, { nullable: true })
  openedOn!: string | null;

  @Field(() => Boolean, { description: 'True where no public list names it: set up here for demonstration.' })
  synthetic!: boolean;
}

export const StationConnection = connectionTypeOf<StationRow>('Station', () => Station);
