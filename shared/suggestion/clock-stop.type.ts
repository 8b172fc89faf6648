import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { enumTypeOf } from '../subgraph/enum-type.ts';
import { DateScalar } from '../subgraph/scalars.ts';

/** Why the legal clock stands still: an organ was right to give the case back, or the level above had it. */
export const clockStopCauses = ['RETURN', 'HAND_UP'] as const;

const ClockStopCauseEnum = enumTypeOf(
  'ClockStopCause',
  clockStopCauses,
  'RETURN: an organ was right to give the case back (退件). HAND_UP: the level above had it (上交).',
);

@Directive('@shareable')
@ObjectType('ClockStop', {
  simpleResolvers: true,
  description: 'A time for which the legal clock of a case stood still, told by the event with which it went on.',
})
export class ClockStopType {
  @Field(() => ClockStopCauseEnum)
  stoppedBy!: (typeof clockStopCauses)[number];

  @Field(() => DateScalar)
  stoppedOn!: string;

  @Field(() => DateScalar)
  resumedOn!: string;

  @Field(() => Int, { description: 'Calendar days by which the due date was put off.' })
  days!: number;

  @Field(() => DateScalar)
  dueOnBefore!: string;

  @Field(() => DateScalar)
  dueOn!: string;
}

const told = z.object({
  // A return decision tells of its own stop, which has one cause.
  stoppedBy: z.enum(clockStopCauses).default('RETURN'),
  stoppedOn: z.string(),
  resumedOn: z.string(),
  days: z.number(),
  dueOnBefore: z.string(),
  dueOn: z.string(),
});

/** What an event's payload tells of the clock; null where it did not stand still. */
export function clockStopOf({ clock }: Readonly<Record<string, unknown>>): ClockStopType | null {
  return clock === undefined ? null : told.parse(clock);
}
