import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { connectionTypeOf } from '../subgraph/connection-types.ts';
import { DateScalar, DateTimeScalar } from '../subgraph/scalars.ts';
import { SuggestionEventType } from './suggestion-event.type.ts';
import { AssignmentEndEnum, AssignmentRoleEnum, ReplyCategoryEnum } from './suggestion.enums.ts';

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('Deputy', { simpleResolvers: true, description: "A people's deputy (人大代表); the city holds the roll." })
export class DeputyReference {
  @Field(() => ID)
  id!: string;
}

@Directive('@shareable')
@ObjectType({ simpleResolvers: true, description: 'An organ that was asked to handle a suggestion (承办单位).' })
export class Assignment {
  @Field(() => String)
  organ!: string;

  @Field(() => AssignmentRoleEnum)
  role!: string;

  @Field(() => DateTimeScalar)
  assignedAt!: string;

  @Field(() => DateTimeScalar, { nullable: true })
  receivedAt!: string | null;

  @Field(() => String, { nullable: true, description: 'The office that passed the case on to this organ (转办).' })
  passedOnBy!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'From then on the organ has no part in it any more.' })
  endedAt!: string | null;

  @Field(() => AssignmentEndEnum, { nullable: true })
  endedBy!: string | null;

  @Field(() => DateScalar, { nullable: true, description: "When a co-handler's opinion (协办意见) is due." })
  opinionDueOn!: string | null;

  @Field(() => DateTimeScalar, { nullable: true })
  opinionGivenAt!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What a co-handler thinks; only clerks and organs of the same division read it.',
  })
  opinion!: string | null;
}

@Directive('@shareable')
@ObjectType({ simpleResolvers: true, description: "An organ's answer to the deputies (答复)." })
export class Reply {
  @Field(() => Int, { description: 'Round of handling, from 1.' })
  round!: number;

  @Field(() => String)
  organ!: string;

  @Field(() => ReplyCategoryEnum)
  category!: string;

  @Field(() => String)
  text!: string;

  @Field(() => DateScalar, { nullable: true, description: 'Category B: the day by which it will be solved.' })
  promisedOn!: string | null;

  @Field(() => String, { description: 'Head of the organ.' })
  signedBy!: string;

  @Field(() => DateTimeScalar)
  repliedAt!: string;
}

export const SuggestionEventConnection = connectionTypeOf('SuggestionEvent', () => SuggestionEventType, {
  isShared: true,
});
