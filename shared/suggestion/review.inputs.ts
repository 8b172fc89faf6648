import { Field, ID, InputType } from 'type-graphql';
import { DateScalar } from '../subgraph/scalars.ts';
import { RefusalReasonEnum, ReturnReasonEnum, ThirdPartyCriterionEnum, VerdictEnum } from './suggestion.enums.ts';

@InputType()
export class RevisionInput {
  @Field(() => String, { nullable: true, description: 'At most 200 characters.' })
  title?: string | null;

  @Field(() => String, { nullable: true, description: 'At most 20,000 characters.' })
  content?: string | null;

  @Field(() => String, { nullable: true, description: 'At most 64 characters.' })
  topic?: string | null;
}

@InputType()
export class InvitationInput {
  @Field(() => [ID], { description: 'Deputies of the same congress; a suggestion has at most 1,000 signers.' })
  deputyIds!: string[];
}

@InputType()
export class DismissalInput {
  @Field(() => ID)
  deputyId!: string;
}

@InputType()
export class RefusalInput {
  @Field(() => RefusalReasonEnum)
  reason!: string;

  @Field(() => String, { description: 'The reason in writing; at most 2,000 characters.' })
  note!: string;
}

@InputType()
export class ReturnToDeputyInput {
  @Field(() => ReturnReasonEnum)
  reason!: string;

  @Field(() => String, { description: 'What is to be mended; at most 2,000 characters.' })
  note!: string;
}

@InputType()
export class MergerInput {
  @Field(() => ID, { description: 'The case that is handled for both; of the same division, and not answered yet.' })
  intoId!: string;

  @Field(() => String, { nullable: true, description: 'At most 2,000 characters.' })
  note?: string | null;
}

@InputType()
export class ReasonInput {
  @Field(() => String, { description: 'In writing; at most 2,000 characters.' })
  reason!: string;
}

@InputType()
export class SupervisionInput {
  @Field(() => String, { description: 'The leader who supervises it (领衔督办人); at most 50 characters.' })
  leader!: string;

  @Field(() => String, { nullable: true, description: 'At most 2,000 characters.' })
  reason?: string | null;
}

@InputType()
export class CaseMeetingInput {
  @Field(() => DateScalar)
  heldOn!: Date;

  @Field(() => String, { nullable: true, description: 'At most 200 characters.' })
  topic?: string | null;

  @Field(() => [String], { description: 'Offices and leaders that took part; at most 100.' })
  participants!: string[];

  @Field(() => String, { description: 'What came of it; at most 20,000 characters.' })
  outcome!: string;

  @Field(() => String, { nullable: true, description: 'The leader into whose hands a consultation put the case.' })
  raisedTo?: string | null;
}

@InputType()
export class ThirdPartyInput {
  @Field(() => ThirdPartyCriterionEnum)
  criterion!: string;

  @Field(() => String, { description: 'An institution that had no part in the case; at most 100 characters.' })
  evaluator!: string;
}

@InputType()
export class ThirdPartyReportInput {
  @Field(() => String, { description: 'At most 20,000 characters.' })
  report!: string;
}

@InputType()
export class ThirdPartyDecisionInput {
  @Field(() => VerdictEnum)
  verdict!: string;

  @Field(() => String, { nullable: true, description: 'Needed where the reply is overturned.' })
  evidence?: string | null;

  @Field(() => String, { nullable: true, description: 'Who supervises an overturned case, where nobody does yet.' })
  leader?: string | null;
}
