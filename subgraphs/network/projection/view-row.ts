import { cityOf, districtOf, type DivisionCode } from '../../../shared/division/division-code.ts';
import { beijingDay } from '../../../shared/lifecycle/calendar-day.ts';
import type { CaseLevel } from '../../../shared/lifecycle/congress-level.ts';
import type { ToldEvent } from '../feed/feed-event.ts';
import type { StageSeconds } from '../statistics/case-stage.ts';
import type { SuggestionViewRow } from '../suggestion/suggestion-view.entity.ts';

type GradeCount = ToldEvent['payload']['facts']['process'];

/** The row of a suggestion, as its newest event tells it; the lengths of its stages come from others. */
export function toViewRow(level: CaseLevel, event: ToldEvent): Omit<SuggestionViewRow, keyof StageSeconds> {
  const { facts } = event.payload;
  const divisionCode = event.divisionCode as DivisionCode;
  return {
    id: event.suggestionId,
    level,
    divisionCode,
    districtCode: districtOf(divisionCode),
    cityCode: cityOf(divisionCode),
    status: event.to,
    topic: facts.topic,
    originId: facts.originId,
    stationId: stationOf(level, event),
    year: facts.submittedAt === null ? null : Number(beijingDay(new Date(facts.submittedAt)).slice(0, 4)),
    submittedAt: facts.submittedAt,
    dueOn: facts.dueOn,
    dueSoonOn: facts.dueSoonOn,
    category: facts.category,
    version: facts.version,
    round: facts.answerFrom,
    keySupervision: facts.keySupervision,
    keyLeader: facts.keyLeader,
    overturned: facts.overturned,
    synthetic: facts.synthetic,
    escalatedFromId: facts.escalatedFromId,
    escalatedToId: facts.escalatedToId,
    processSatisfied: facts.process.SATISFIED ?? 0,
    processGraded: graded(facts.process),
    resultSatisfied: facts.result.SATISFIED ?? 0,
    resultGraded: graded(facts.result),
    updatedAt: event.occurredAt,
  };
}

/** Matters of a district come up at a station, those of a township at a home. */
export function stationOf(level: CaseLevel, event: ToldEvent): string | null {
  return level === 'DISTRICT' ? event.payload.facts.originId : null;
}

/** Grades that were given: silence is none. */
function graded({ NO_ANSWER: _silence, ...given }: GradeCount): number {
  return Object.values(given).reduce((sum, count) => sum + count, 0);
}
