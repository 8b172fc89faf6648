import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { DateScalar, DateTimeScalar } from '../subgraph/scalars.ts';
import { MeetingKindEnum, ThirdPartyCriterionEnum, VerdictEnum } from './suggestion.enums.ts';

@Directive('@shareable')
@ObjectType({ simpleResolvers: true, description: "An organ's request to give a case back (申请退件)." })
export class ReturnRequest {
  @Field(() => String)
  organ!: string;

  @Field(() => String)
  reason!: string;

  @Field(() => String, { description: 'The organ that should have the case instead.' })
  proposedOrgan!: string;

  @Field(() => DateTimeScalar)
  requestedAt!: string;

  @Field(() => Boolean, { nullable: true, description: 'Null until it is decided.' })
  isAccepted!: boolean | null;

  @Field(() => DateTimeScalar, { nullable: true })
  decidedAt!: string | null;

  @Field(() => String, { nullable: true, description: 'The grounds of the decision.' })
  note!: string | null;
}

@Directive('@shareable')
@ObjectType({
  simpleResolvers: true,
  description: 'A consultation of congress, government and deputies (三方磋商), or a special inspection (专项视察).',
})
export class CaseMeeting {
  @Field(() => MeetingKindEnum)
  kind!: string;

  @Field(() => DateScalar)
  heldOn!: string;

  @Field(() => String, { nullable: true })
  topic!: string | null;

  @Field(() => [String])
  participants!: string[];

  @Field(() => String)
  outcome!: string;

  @Field(() => String, { nullable: true, description: 'The leader into whose hands a consultation put the case.' })
  raisedTo!: string | null;
}

@Directive('@shareable')
@ObjectType({ simpleResolvers: true, description: "A third party's evaluation of a handled case (第三方评估)." })
export class ThirdPartyEvaluation {
  @Field(() => Int, { description: 'The round of handling that it looked at.' })
  round!: number;

  @Field(() => ThirdPartyCriterionEnum)
  criterion!: string;

  @Field(() => String)
  evaluator!: string;

  @Field(() => DateTimeScalar)
  startedAt!: string;

  @Field(() => String, { nullable: true })
  report!: string | null;

  @Field(() => DateTimeScalar, { nullable: true })
  reportedAt!: string | null;

  @Field(() => VerdictEnum, { nullable: true, description: 'Null until the committee has decided.' })
  verdict!: string | null;

  @Field(() => String, { nullable: true })
  evidence!: string | null;

  @Field(() => DateTimeScalar, { nullable: true })
  decidedAt!: string | null;
}
