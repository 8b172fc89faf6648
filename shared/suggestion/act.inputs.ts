import { Field, ID, InputType } from 'type-graphql';
import { DateScalar } from '../subgraph/scalars.ts';
import { AssignmentRoleEnum, ReplyCategoryEnum, SatisfactionGradeEnum } from './suggestion.enums.ts';

@InputType()
export class OrganInput {
  @Field(() => String, { description: 'At most 100 characters.' })
  organ!: string;

  @Field(() => AssignmentRoleEnum)
  role!: string;
}

@InputType()
export class AssignmentInput {
  @Field(() => [OrganInput], { description: 'One LEAD with any number of CO, or SPLIT for each.' })
  organs!: OrganInput[];

  @Field(() => Boolean, { nullable: true, description: 'Broad and hard: six months instead of three.' })
  isComplex?: boolean | null;
}

@InputType()
export class SubAssignmentInput {
  @Field(() => String, { description: 'The bureau, or the government of a district; at most 100 characters.' })
  organ!: string;

  @Field(() => String, { nullable: true, description: 'At most 2,000 characters.' })
  note?: string | null;
}

@InputType()
export class ReturnRequestInput {
  @Field(() => String, { description: 'At most 2,000 characters.' })
  reason!: string;

  @Field(() => String, { description: 'The organ that should have the case; at most 100 characters.' })
  proposedOrgan!: string;
}

@InputType()
export class ReturnDecisionInput {
  @Field(() => Boolean)
  isAccepted!: boolean;

  @Field(() => String, { nullable: true, description: 'Where the case goes; the proposed organ where it is left out.' })
  organ?: string | null;

  @Field(() => String, { description: 'The grounds; at most 2,000 characters.' })
  note!: string;
}

@InputType()
export class HandlingInput {
  @Field(() => String, { description: 'What the organ sets out to do; at most 20,000 characters.' })
  plan!: string;

  @Field(() => DateScalar, { description: 'When it spoke with the deputy; not after today.' })
  contactedOn!: Date;
}

@InputType()
export class OpinionInput {
  @Field(() => String, { description: 'At most 20,000 characters.' })
  text!: string;
}

@InputType()
export class ExtensionInput {
  @Field(() => DateScalar, { description: 'The new due date.' })
  until!: Date;

  @Field(() => String, { description: 'At most 2,000 characters.' })
  reason!: string;
}

@InputType()
export class ReplyDraftInput {
  @Field(() => ReplyCategoryEnum)
  category!: string;

  @Field(() => String, { description: 'At most 20,000 characters.' })
  text!: string;

  @Field(() => DateScalar, { nullable: true, description: 'Needed for category B, and for no other.' })
  promisedOn?: Date | null;
}

@InputType()
export class ReplyInput {
  @Field(() => String, { description: 'Head of the organ who signs; at most 50 characters.' })
  signedBy!: string;
}

@InputType()
export class EvaluationInput {
  @Field(() => SatisfactionGradeEnum)
  process!: string;

  @Field(() => SatisfactionGradeEnum)
  result!: string;

  @Field(() => String, { nullable: true, description: 'At most 2,000 characters.' })
  comment?: string | null;
}

@InputType()
export class RehandlingInput {
  @Field(() => String, { description: 'At most 2,000 characters.' })
  reason!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The co-signer whose objection is upheld; left out where the lead deputy is not satisfied.',
  })
  objectionOf?: string | null;
}

@InputType()
export class ClosingInput {
  @Field(() => String, {
    nullable: true,
    description: 'Needed where the answer is of category C or D, or a signer is not satisfied with the result.',
  })
  note?: string | null;
}

@InputType()
export class PublicationInput {
  @Field(() => Boolean)
  isSecrecyChecked!: boolean;

  @Field(() => Boolean)
  isPersonalDataChecked!: boolean;
}

/** What every level's draft takes; a level adds where the matter came up. */
@InputType()
export class DraftFields {
  @Field(() => String, { description: 'At most 200 characters.' })
  title!: string;

  @Field(() => String, { description: 'At most 20,000 characters.' })
  content!: string;

  @Field(() => String, { nullable: true, description: 'At most 64 characters.' })
  topic?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Secret (涉密): it stays within its level.' })
  isSecret?: boolean | null;
}
