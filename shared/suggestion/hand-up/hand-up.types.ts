import { Directive, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DivisionCodeScalar } from '../../division/division-code.scalar.ts';
import { enumTypeOf } from '../../subgraph/enum-type.ts';
import { DateTimeScalar } from '../../subgraph/scalars.ts';
import { CongressLevelEnum } from '../suggestion.enums.ts';
import { handUpStates, receivedHandUpStates } from './hand-up.entity.ts';

export const HandUpStateEnum = enumTypeOf(
  'HandUpState',
  handUpStates,
  'A hand-up as its sender knows it: PROPOSED 已提请, on its way; DELIVERED 已送达; ACCEPTED 已受理 or DECLINED 不予受理; ANSWERED 已答复; ENDED 已终止, the case above was withdrawn or not accepted, or was published before its answer was overturned. Where the answer is overturned above it is ACCEPTED again until the new one comes.',
);
export const ReceivedHandUpStateEnum = enumTypeOf(
  'ReceivedHandUpState',
  receivedHandUpStates,
  'A hand-up as its receiver knows it: WAITING 待受理, ACCEPTED 已受理, ADOPTED 已由代表认领, DECLINED 不予受理.',
);

@InputType()
export class HandUpInput {
  @Field(() => String, { description: 'At most 2,000 characters.' })
  reason!: string;

  @Field(() => CongressLevelEnum, { nullable: true, description: 'The level above, which it is where it is left out.' })
  toLevel?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The deputy of the level above who is asked to adopt it; nobody else may adopt it then.',
  })
  adopterId?: string | null;
}

@InputType()
export class HandUpDeclineInput {
  @Field(() => String, { description: 'At most 2,000 characters; the level below reads it.' })
  reason!: string;
}

@Directive('@shareable')
@ObjectType('HandUp', {
  simpleResolvers: true,
  description: 'A hand-up to the level above (提请上级办理), as the level that sent it knows it.',
})
export class HandUp {
  @Field(() => ID)
  id!: string;

  @Field(() => HandUpStateEnum)
  state!: string;

  @Field(() => CongressLevelEnum)
  toLevel!: string;

  @Field(() => DivisionCodeScalar)
  toDivisionCode!: string;

  @Field(() => String)
  reason!: string;

  @Field(() => ID, { nullable: true, description: 'The deputy above who was asked to adopt it.' })
  adopterId!: string | null;

  @Field(() => DateTimeScalar)
  proposedAt!: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the level above had it; null while that level has not confirmed it: it waits, and is not lost.',
  })
  deliveredAt!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was accepted, adopted or declined above.' })
  decidedAt!: string | null;

  @Field(() => String, { nullable: true, description: 'The grounds on which it was declined.' })
  note!: string | null;

  @Field(() => ID, { nullable: true, description: 'The case that it became above.' })
  linkedId!: string | null;

  @Field(() => String, { nullable: true, description: 'The number of that case.' })
  linkedCaseNumber!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the newest answer from above came.' })
  answeredAt!: string | null;
}

@Directive('@shareable')
@ObjectType('ReceivedHandUp', {
  simpleResolvers: true,
  description: 'A hand-up from the level below, as the level that received it knows it.',
})
export class ReceivedHandUp {
  @Field(() => ID)
  id!: string;

  @Field(() => ReceivedHandUpStateEnum)
  state!: string;

  @Field(() => Int, { description: 'Grows by one with every act; an act takes it as `expectedVersion`.' })
  version!: number;

  @Field(() => ID, { description: 'The case below.' })
  sourceId!: string;

  @Field(() => CongressLevelEnum)
  fromLevel!: string;

  @Field(() => DivisionCodeScalar)
  fromDivisionCode!: string;

  @Field(() => DivisionCodeScalar)
  divisionCode!: string;

  @Field(() => String)
  title!: string;

  @Field(() => String)
  content!: string;

  @Field(() => String, { nullable: true })
  topic!: string | null;

  @Field(() => String, { description: 'Why it was handed up.' })
  reason!: string;

  @Field(() => ID, { nullable: true, description: 'The deputy of this level who is asked to adopt it.' })
  adopterId!: string | null;

  @Field(() => DateTimeScalar)
  proposedAt!: string;

  @Field(() => DateTimeScalar)
  receivedAt!: string;

  @Field(() => DateTimeScalar, { nullable: true })
  decidedAt!: string | null;

  @Field(() => String, { nullable: true, description: 'The grounds on which it was declined.' })
  note!: string | null;

  @Field(() => ID, { nullable: true, description: 'The suggestion that it became here.' })
  linkedId!: string | null;

  @Field(() => Boolean)
  synthetic!: boolean;
}
