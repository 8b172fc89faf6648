import { Directive, Field, ObjectType } from 'type-graphql';
import { DivisionCodeScalar } from '../../../shared/division/division-code.scalar.ts';
import { DivisionKindEnum } from '../../../shared/division/division-kind.enum.ts';

@Directive('@key(fields: "code")')
@ObjectType({ simpleResolvers: true, description: "A city (市) and its people's congress." })
export class City {
  @Field(() => DivisionCodeScalar, { description: 'Four digits of the city and 00.' })
  code!: string;

  @Field(() => String)
  name!: string;
}

@Directive('@key(fields: "code")')
@ObjectType({ simpleResolvers: true, description: 'A district (区), county (县) or county-level city (县级市).' })
export class District {
  @Field(() => DivisionCodeScalar)
  code!: string;

  @Field(() => String)
  name!: string;

  @Field(() => DivisionKindEnum)
  kind!: string;
}
