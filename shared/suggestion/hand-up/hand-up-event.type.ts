import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { CursorScalar, DateTimeScalar, JsonObjectScalar } from '../../subgraph/scalars.ts';

@Directive('@shareable')
@ObjectType('HandUpEvent', {
  simpleResolvers: true,
  description: "News of a hand-up in a level's log, for the services of the levels beside it. Holds no texts.",
})
export class HandUpEventType {
  @Field(() => Int, { description: 'Place in the log of its database.' })
  sequence!: number;

  @Field(() => CursorScalar, { description: 'Where to go on from: `after` of the field that gave the event.' })
  cursor!: string;

  @Field(() => String, {
    description:
      'propose, evaluate or recall from the level that sent it; receive, accept, decline, answer, overturn or end from the one that received it; `pass` is a place in the log and no news.',
  })
  act!: string;

  @Field(() => ID, { nullable: true })
  handUpId!: string | null;

  @Field(() => DateTimeScalar)
  occurredAt!: string;

  @Field(() => JsonObjectScalar)
  payload!: Record<string, unknown>;
}
