import { Directive, Field, ObjectType } from 'type-graphql';
import { DivisionCodeScalar } from '../../../shared/division/division-code.scalar.ts';
import { DivisionKindEnum } from '../../../shared/division/division-kind.enum.ts';
import { connectionTypeOf } from '../../../shared/subgraph/connection-types.ts';
import type { TownshipRow } from './township.entity.ts';

@Directive('@key(fields: "code")')
@ObjectType({
  simpleResolvers: true,
  description: 'A district (区), county (县) or county-level city (县级市). The city holds its name and kind.',
})
export class District {
  @Field(() => DivisionCodeScalar)
  code!: string;
}

@Directive('@key(fields: "code")')
@ObjectType({
  simpleResolvers: true,
  description: 'A street (街道), town (镇), township (乡) or quasi unit such as a farm or a development zone.',
})
export class Township {
  @Field(() => DivisionCodeScalar)
  code!: string;

  @Field(() => String)
  name!: string;

  @Field(() => DivisionKindEnum)
  kind!: string;
}

export const TownshipConnection = connectionTypeOf<TownshipRow>('Township', () => Township);
