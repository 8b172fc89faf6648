import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { Role } from '../../../shared/auth/role.ts';
import { DivisionCodeScalar } from '../../../shared/division/division-code.scalar.ts';
import type { CaseLevel } from '../../../shared/lifecycle/congress-level.ts';
import type { SuggestionStatus } from '../../../shared/lifecycle/suggestion-status.ts';
import { CursorScalar, DateTimeScalar } from '../../../shared/subgraph/scalars.ts';
import { CongressLevelEnum, RoleEnum, SuggestionStatusEnum } from '../../../shared/suggestion/suggestion.enums.ts';
import type { SuggestionReference } from '../suggestion/suggestion-reference.ts';
import { Suggestion } from '../suggestion/suggestion.type.ts';
import type { ChangeEvent } from './follow-changes.ts';
import type { StatusChangeFilter } from './status-change.filter.ts';

@ObjectType({
  simpleResolvers: true,
  description:
    'An act on a suggestion of whichever level, and the state after it; or a notice of the clock (dueSoon, overdue; stepDueSoon, stepOverdue; promiseDueSoon, promiseOverdue), which leaves the state as it was.',
})
export class SuggestionStatusChange {
  @Field(() => CursorScalar, { description: 'Where to go on from: `after` of the field that gave the change.' })
  cursor!: string;

  @Field(() => DateTimeScalar)
  occurredAt!: string;

  @Field(() => SuggestionStatusEnum, { nullable: true, description: 'Null for a new draft.' })
  from!: SuggestionStatus | null;

  @Field(() => SuggestionStatusEnum, { description: 'May be the state before, such as after a partial receipt.' })
  to!: SuggestionStatus;

  @Field(() => String)
  act!: string;

  @Field(() => RoleEnum)
  actorRole!: Role;

  @Field(() => String, { nullable: true })
  organ!: string | null;

  @Field(() => CongressLevelEnum)
  level!: CaseLevel;

  @Field(() => DivisionCodeScalar)
  divisionCode!: string;

  @Field(() => Suggestion, { nullable: true, description: 'Null where its level does not answer.' })
  suggestion!: SuggestionReference;
}

export function toStatusChangeType({ row, cursor }: ChangeEvent): SuggestionStatusChange {
  return {
    cursor,
    occurredAt: row.occurredAt,
    from: row.fromStatus ?? null,
    to: row.toStatus,
    act: row.act,
    actorRole: row.actorRole,
    organ: row.organ ?? null,
    level: row.level,
    divisionCode: row.divisionCode,
    suggestion: { id: row.suggestionId, level: row.level },
  };
}

@InputType({ description: 'All of these hold at once; what is left out does not filter.' })
export class SuggestionStatusFilter implements StatusChangeFilter {
  @Field(() => [CongressLevelEnum], { nullable: true })
  level?: CaseLevel[] | null;

  @Field(() => DivisionCodeScalar, {
    nullable: true,
    description: 'This division and all below it: 230100 is the whole city.',
  })
  divisionCode?: string | null;

  @Field(() => [SuggestionStatusEnum], { nullable: true, description: 'The state after the act.' })
  status?: SuggestionStatus[] | null;

  @Field(() => ID, { nullable: true, description: 'The liaison station (代表联络站) at which the matter came up.' })
  stationId?: string | null;

  @Field(() => ID, { nullable: true })
  suggestionId?: string | null;

  @Field(() => ID, { nullable: true, description: 'A deputy who signed, as lead or not.' })
  deputyId?: string | null;
}
