import { ArgsType, Field, Int } from 'type-graphql';
import { CursorScalar } from './scalars.ts';

@ArgsType()
export class PageArgs {
  @Field(() => Int, { nullable: true, description: 'How many; 0 to 500, 100 where it is left out.' })
  first?: number | null;

  @Field(() => CursorScalar, { nullable: true, description: 'The cursor after which the page begins.' })
  after?: string | null;
}
