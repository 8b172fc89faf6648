import type { NewEvent } from '../../events/append-event.ts';
import { beijingDay, daysBetween } from '../../lifecycle/calendar-day.ts';
import { dueStateOf } from '../../lifecycle/due-state.ts';
import { factsOf } from '../case-facts.ts';
import type { SuggestionCase } from '../suggestion-case.ts';
import { noticeKinds, type ClockNoticeRow, type NoticeKind } from './clock-notice.entity.ts';

/** A notice and the event that tells of it. */
export interface ClockNotice {
  readonly row: ClockNoticeRow;
  readonly event: NewEvent;
}

const wording: Readonly<Record<NoticeKind, Pick<NewEvent, 'type' | 'act'>>> = {
  DUE_SOON: { type: 'suggestion.became-due-soon', act: 'dueSoon' },
  OVERDUE: { type: 'suggestion.became-overdue', act: 'overdue' },
};

/** What the clock has to tell of a case now; undefined where its legal clock does not run, or there is time enough. */
export function noticeFor(item: SuggestionCase, now: Date): ClockNotice | undefined {
  const { id, dueOn, status, divisionCode } = item.suggestion;
  const state = dueStateOf(item.suggestion, now);
  const kind = noticeKinds.find((known) => known === state);
  if (kind === undefined || !dueOn) return undefined;
  const occurredAt = now.toISOString();
  return {
    row: { suggestionId: id, kind, dueOn, givenAt: occurredAt },
    event: {
      ...wording[kind],
      aggregateType: 'suggestion',
      aggregateId: id,
      // Not a step in the case's life: neither its state nor its version changes, so no act meets a conflict by it.
      fromState: status,
      toState: status,
      actorRole: 'system',
      organ: null,
      divisionCode,
      occurredAt,
      payload: { dueOn, daysLeft: daysBetween(beijingDay(now), dueOn), facts: factsOf(item) },
    },
  };
}
