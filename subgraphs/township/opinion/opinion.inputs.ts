import { Field, ID, InputType } from 'type-graphql';
import { RedirectTargetEnum } from './opinion.enums.ts';

const publicNote =
  'At most 2,000 characters. Texts hold no telephone number, identity number or e-mail address: many may read them.';

@InputType()
export class RegisterCitizenOpinionInput {
  @Field(() => ID, { nullable: true, description: 'The home at which it was taken; this or `stationId`.' })
  homeId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The station at which it was taken; this or `homeId`.' })
  stationId?: string | null;

  @Field(() => String, { description: 'What it is about, at most 200 characters; everybody may read it.' })
  title!: string;

  @Field(() => String, { description: 'What was said, at most 20,000 characters, without who said it.' })
  content!: string;

  @Field(() => String, { nullable: true, description: 'At most 64 characters.' })
  topic?: string | null;

  @Field(() => String, { nullable: true, description: 'At most 50 characters; left out where the citizen gives none.' })
  citizenName?: string | null;

  @Field(() => String, { nullable: true, description: 'Such as 13900000000 or 0451-84612345.' })
  citizenPhone?: string | null;

  @Field(() => String, { nullable: true, description: 'At most 200 characters.' })
  citizenAddress?: string | null;
}

@InputType()
export class TriageCitizenOpinionInput {
  @Field(() => String, { nullable: true, description: 'At most 64 characters.' })
  topic?: string | null;

  @Field(() => String, { nullable: true, description: publicNote })
  note?: string | null;
}

@InputType()
export class AnswerCitizenOpinionInput {
  @Field(() => String, { description: 'What the citizen was told; at most 20,000 characters.' })
  answer!: string;
}

@InputType()
export class RedirectCitizenOpinionInput {
  @Field(() => RedirectTargetEnum)
  target!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The office that was named; at most 100 characters. Needed for OTHER.',
  })
  office?: string | null;

  @Field(() => String, { nullable: true, description: publicNote })
  note?: string | null;
}

@InputType()
export class PassCitizenOpinionInput {
  @Field(() => String, { description: 'The organ of government; at most 100 characters.' })
  organ!: string;

  @Field(() => String, { nullable: true, description: publicNote })
  note?: string | null;
}

@InputType()
export class AdoptCitizenOpinionInput {
  @Field(() => String, {
    nullable: true,
    description: "At most 200 characters; the opinion's own where it is left out.",
  })
  title?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "At most 20,000 characters; the opinion's own where it is left out.",
  })
  content?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "At most 64 characters; the opinion's own where it is left out.",
  })
  topic?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Secret (涉密): the suggestion stays within its level.' })
  isSecret?: boolean | null;
}

@InputType()
export class EscalateCitizenOpinionInput {
  @Field(() => String, { description: publicNote })
  reason!: string;
}

@InputType()
export class FeedbackInput {
  @Field(() => String, { description: 'What the citizen was told; at most 20,000 characters.' })
  feedback!: string;
}

@InputType()
export class CloseCitizenOpinionInput {
  @Field(() => String, { nullable: true, description: publicNote })
  note?: string | null;
}
