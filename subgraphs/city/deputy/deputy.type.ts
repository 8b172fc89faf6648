import { Directive, Field, ID, InputType, ObjectType } from 'type-graphql';
import { DivisionCodeScalar } from '../../../shared/division/division-code.scalar.ts';
import { connectionTypeOf } from '../../../shared/subgraph/connection-types.ts';
import { CongressLevelEnum } from '../../../shared/suggestion/suggestion.enums.ts';
import type { DeputyRow } from './deputy.entity.ts';

@Directive('@key(fields: "id")')
@ObjectType({ simpleResolvers: true, description: "A people's deputy (人大代表)." })
export class Deputy {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => Boolean, { description: 'Made up for demonstration; not a real person.' })
  synthetic!: boolean;
}

export const DeputyConnection = connectionTypeOf<DeputyRow>('Deputy', () => Deputy);

@InputType()
export class DeputyFilter {
  @Field(() => String, { nullable: true, description: 'The name, or how it begins.' })
  name?: string | null;

  @Field(() => CongressLevelEnum, { nullable: true, description: 'Sits in a congress of this level.' })
  level?: string | null;

  @Field(() => DivisionCodeScalar, { nullable: true, description: 'The district that elected the deputy.' })
  electoralUnit?: string | null;
}
