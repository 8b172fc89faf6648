import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { connectionTypeOf } from '../../../shared/subgraph/connection-types.ts';
import type { HomeRow } from './home.entity.ts';

@Directive('@key(fields: "id")')
@ObjectType({ simpleResolvers: true, description: 'A liaison station (人大代表联络站). Its district holds its name.' })
export class Station {
  @Field(() => ID)
  id!: string;
}

@Directive('@key(fields: "id")')
@ObjectType({
  simpleResolvers: true,
  description:
    'A home or room of deputies (代表之家、室): a working contact point of a station in a community or village.',
})
export class Home {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => Boolean, { description: 'True where no public list names it: set up here for demonstration.' })
  synthetic!: boolean;
}

export const HomeConnection = connectionTypeOf<HomeRow>('Home', () => Home);
