import { Field, InputType } from 'type-graphql';
import { DateScalar } from '../subgraph/scalars.ts';
import { AssignmentRoleEnum, RefusalReasonEnum, ReplyCategoryEnum, SatisfactionGradeEnum } from './suggestion.enums.ts';

@InputType()
export class RefusalInput {
  @Field(() => RefusalReasonEnum)
  reason!: string;

  @Field(() => String, { description: 'The reason in writing; at most 2,000 characters.' })
  note!: string;
}

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
export class ReplyInput {
  @Field(() => ReplyCategoryEnum)
  category!: string;

  @Field(() => String, { description: 'At most 20,000 characters.' })
  text!: string;

  @Field(() => DateScalar, { nullable: true, description: 'Needed for category B, and for no other.' })
  promisedOn?: Date | null;

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
export class ClosingInput {
  @Field(() => String, {
    nullable: true,
    description: 'Needed where the answer is of category C or D, or a signer is not satisfied.',
  })
  note?: string | null;
}

@InputType()
export class WithdrawalInput {
  @Field(() => String, { description: 'In writing; at most 2,000 characters.' })
  reason!: string;
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
}
