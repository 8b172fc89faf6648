import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { DivisionCodeScalar } from '../../../shared/division/division-code.scalar.ts';
import { connectionTypeOf } from '../../../shared/subgraph/connection-types.ts';
import { DateScalar, DateTimeScalar } from '../../../shared/subgraph/scalars.ts';
import { RoleEnum } from '../../../shared/suggestion/suggestion.enums.ts';
import { OpinionStatusEnum, RedirectTargetEnum } from './opinion.enums.ts';
import type { OpinionRow } from './opinion.entity.ts';

@ObjectType({ simpleResolvers: true, description: 'Who raised an opinion, unmasked. That it was read is recorded.' })
export class Citizen {
  @Field(() => String, { nullable: true })
  name!: string | null;

  @Field(() => String, { nullable: true })
  phone!: string | null;

  @Field(() => String, { nullable: true })
  address!: string | null;
}

@Directive('@key(fields: "id")')
@ObjectType({
  simpleResolvers: true,
  description:
    "A citizen's opinion (群众意见), taken at a home or a station: answered, passed on, or made a suggestion by a deputy.",
})
export class CitizenOpinion {
  @Field(() => ID, { description: 'Begins with the code of the division in which it was taken.' })
  id!: string;

  @Field(() => DivisionCodeScalar)
  divisionCode!: string;

  @Field(() => String)
  title!: string;

  @Field(() => String, { nullable: true })
  topic!: string | null;

  @Field(() => OpinionStatusEnum)
  status!: string;

  @Field(() => Int, { description: 'Grows by one with every act; an act takes it as `expectedVersion`.' })
  version!: number;

  @Field(() => DateTimeScalar)
  registeredAt!: string;

  @Field(() => DateScalar, { nullable: true, description: 'By when somebody should have taken the next step.' })
  stepDueOn!: string | null;

  @Field(() => String, { nullable: true, description: 'What the citizen was told on the spot.' })
  answer!: string | null;

  @Field(() => RedirectTargetEnum, { nullable: true })
  redirectedTo!: string | null;

  @Field(() => String, { nullable: true, description: 'The office that was named to the citizen.' })
  redirectedOffice!: string | null;

  @Field(() => String, { nullable: true, description: 'The organ of government that it was passed to.' })
  organ!: string | null;

  @Field(() => DivisionCodeScalar, {
    nullable: true,
    description: 'Before whose congress it was put: the town itself, or the district where a street has none.',
  })
  escalatedTo!: string | null;

  @Field(() => String, { nullable: true, description: 'The reason given with the last decision.' })
  note!: string | null;

  @Field(() => String, { nullable: true, description: 'What the citizen heard in the end.' })
  feedback!: string | null;

  @Field(() => DateTimeScalar, { nullable: true })
  feedbackAt!: string | null;

  @Field(() => Boolean, { description: 'Made up for demonstration; nobody raised it.' })
  synthetic!: boolean;
}

export const CitizenOpinionConnection = connectionTypeOf<OpinionRow>('CitizenOpinion', () => CitizenOpinion);

@ObjectType({ simpleResolvers: true, description: "One line of the log: an act on a citizen's opinion." })
export class CitizenOpinionEvent {
  @Field(() => Int, { description: 'Place in the log of its database.' })
  sequence!: number;

  @Field(() => String, { description: 'In the past tense, such as citizen-opinion.triaged.' })
  type!: string;

  @Field(() => String)
  act!: string;

  @Field(() => OpinionStatusEnum, { nullable: true })
  from!: string | null;

  @Field(() => OpinionStatusEnum)
  to!: string;

  @Field(() => RoleEnum)
  actorRole!: string;

  @Field(() => DateTimeScalar)
  occurredAt!: string;

  @Field(() => String, { description: 'sha256 over the hash before it and this event: tampering shows.' })
  hash!: string;
}

export const CitizenOpinionEventConnection = connectionTypeOf('CitizenOpinionEvent', () => CitizenOpinionEvent);
