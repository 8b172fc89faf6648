import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { DivisionCodeScalar } from '../division/division-code.scalar.ts';
import type { EventRow } from '../events/event.entity.ts';
import type { CaseLevel } from '../lifecycle/congress-level.ts';
import { CursorScalar, DateTimeScalar, JsonObjectScalar } from '../subgraph/scalars.ts';
import { clockStopOf, ClockStopType } from './clock-stop.type.ts';
import { CongressLevelEnum, RoleEnum, SuggestionStatusEnum } from './suggestion.enums.ts';

@Directive('@shareable')
@ObjectType('SuggestionEvent', {
  simpleResolvers: true,
  description:
    "One line of a level's event log: an act on a suggestion, or a notice of the clock (dueSoon, overdue; stepDueSoon, stepOverdue; promiseDueSoon, promiseOverdue) that leaves its state as it was. Holds nothing personal. Services of the installation get `withhold` for each event of a secret case, with nothing of it but its place.",
})
export class SuggestionEventType {
  @Field(() => ID)
  id!: string;

  @Field(() => Int, { description: 'Place in the log of its database: dense, from 1, in the order of commits.' })
  sequence!: number;

  @Field(() => CursorScalar, { description: 'Where to go on from: `after` of the field that gave the event.' })
  cursor!: string;

  @Field(() => String, { description: 'In the past tense, such as suggestion.assigned.' })
  type!: string;

  @Field(() => String)
  act!: string;

  @Field(() => SuggestionStatusEnum, { nullable: true })
  from!: string | null;

  @Field(() => SuggestionStatusEnum)
  to!: string;

  @Field(() => RoleEnum)
  actorRole!: string;

  @Field(() => String, { nullable: true })
  organ!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "Who acted (经办人): a deputy by id; anybody else by a digest of the account, told to the clerks of the case's division alone. Null where no person acted.",
  })
  actor?: string | null;

  @Field(() => String, { nullable: true, description: 'Why, in writing, where the act was given a reason (理由).' })
  reason?: string | null;

  @Field(() => DateTimeScalar)
  occurredAt!: string;

  @Field(() => CongressLevelEnum)
  level!: CaseLevel;

  @Field(() => DivisionCodeScalar)
  divisionCode!: string;

  @Field(() => ID)
  suggestionId!: string;

  @Field(() => JsonObjectScalar, {
    description:
      'What the act added, the facts of the case after it, and `stepDigest`: a salted digest of who acted and why.',
  })
  payload!: Record<string, unknown>;

  @Field(() => ClockStopType, {
    nullable: true,
    description: 'For how long the legal clock stood still, and why, where it goes on with this event.',
  })
  clockStop!: ClockStopType | null;

  @Field(() => String, { description: 'sha256 over the hash before it and this event: tampering shows.' })
  hash!: string;
}

export function toSuggestionEvent(row: EventRow, level: CaseLevel, cursor: string): SuggestionEventType {
  const payload = JSON.parse(row.payload) as Record<string, unknown>;
  return {
    id: `${level}-${row.sequence}`,
    sequence: row.sequence,
    cursor,
    type: row.type,
    act: row.act,
    from: row.fromState ?? null,
    to: row.toState,
    actorRole: row.actorRole,
    organ: row.organ ?? null,
    occurredAt: row.occurredAt,
    level,
    divisionCode: row.divisionCode,
    suggestionId: row.aggregateId,
    payload,
    clockStop: clockStopOf(payload),
    hash: row.hash,
  };
}
