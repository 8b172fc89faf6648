import { Directive, Field, ObjectType } from 'type-graphql';
import { DivisionCodeScalar } from '../../../shared/division/division-code.scalar.ts';
import { DivisionKindEnum } from '../../../shared/division/division-kind.enum.ts';
import { connectionTypeOf } from '../../../shared/subgraph/connection-types.ts';
import type { CommunityRow } from './community.entity.ts';

@Directive('@key(fields: "code")')
@ObjectType({
  simpleResolvers: true,
  description: 'A street (街道), town (镇), township (乡) or quasi unit. Its district holds its name and kind.',
})
export class Township {
  @Field(() => DivisionCodeScalar)
  code!: string;
}

@Directive('@key(fields: "code")')
@ObjectType({ simpleResolvers: true, description: 'A community (社区) or village (村).' })
export class Community {
  @Field(() => DivisionCodeScalar)
  code!: string;

  @Field(() => String)
  name!: string;

  @Field(() => DivisionKindEnum)
  kind!: string;
}

export const CommunityConnection = connectionTypeOf<CommunityRow>('Community', () => Community);
