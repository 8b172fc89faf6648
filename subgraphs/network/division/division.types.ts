import { Directive, Field, ObjectType } from 'type-graphql';
import { DivisionCodeScalar } from '../../../shared/division/division-code.scalar.ts';

@Directive('@key(fields: "code")')
@ObjectType({ simpleResolvers: true, description: "A city (市) and its people's congress." })
export class City {
  @Field(() => DivisionCodeScalar)
  code!: string;
}

@Directive('@key(fields: "code")')
@ObjectType({ simpleResolvers: true, description: 'A district (区), county (县) or county-level city (县级市).' })
export class District {
  @Field(() => DivisionCodeScalar)
  code!: string;
}

@Directive('@key(fields: "code")')
@ObjectType({ simpleResolvers: true, description: 'A street (街道), town (镇) or township (乡).' })
export class Township {
  @Field(() => DivisionCodeScalar)
  code!: string;
}
