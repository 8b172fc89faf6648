import type { HolidayCalendar } from '../../../shared/lifecycle/working-day.ts';
import type { Random } from '../text/seeded-random.ts';
import type { CaseBrief } from './case-brief.ts';
import { coSigning, type CaseScript, type ScriptSigner, type ScriptStep } from './case-script.ts';
import type { CourseStep } from './course.ts';
import { momentOf, workingDay } from './working-day.ts';

/** Which day of the course falls on which day of the calendar. */
export interface CalendarAnchor {
  /** Number of the calendar's day. */
  readonly dayNumber: number;
  /** The course's day that falls on it. */
  readonly courseDay: number;
  /** No act is later: the day before today. */
  readonly latest: number;
  readonly calendar: HolidayCalendar;
}

export interface CalendarCase {
  readonly brief: CaseBrief;
  readonly title: string;
  readonly content: string;
  readonly steps: readonly CourseStep[];
}

/** Minutes of a working day. */
const workingMinutes = 540;

/** Puts a course on the calendar: acts fall into office hours of working days, each after the one before. */
export function toScript(item: CalendarCase, anchor: CalendarAnchor, random: Random): CaseScript {
  const { brief, title, content } = item;
  const clock = createClock(anchor, random);
  // Co-signers have some time before it is handed in.
  const draftedAt = clock.next((item.steps[0]?.day ?? 0) - random.int(1, 7)).at;
  const steps = item.steps.map(({ day, act, actor, inputOn }): ScriptStep => {
    const { at, dayNumber } = clock.next(day);
    return { at, act, actor, input: inputOn(dayNumber) };
  });
  const [lead, ...others] = brief.deputyIds;
  const { divisionCode } = brief.place;
  const coSigners = drawCoSigners(others, { draftedAt, submittedAt: steps[0]?.at }, random);
  return {
    divisionCode,
    draft: { title, content, topic: brief.topic.name, originId: brief.site.originId },
    draftedAt,
    lead,
    steps: [...coSigning({ lead, divisionCode, draftedAt }, coSigners), ...steps],
    synthetic: true,
  };
}

function createClock({ dayNumber, courseDay, latest, calendar }: CalendarAnchor, random: Random) {
  let lastDay = -Infinity;
  let lastMinutes = 0;
  return {
    next(day: number): { at: Date; dayNumber: number } {
      const calendarDay = workingDay(Math.min(latest, dayNumber + day - courseDay), calendar);
      const isSameDay = calendarDay === lastDay;
      lastMinutes = isSameDay ? lastMinutes + random.int(2, 25) : random.next() * workingMinutes;
      lastDay = calendarDay;
      return { at: momentOf(calendarDay, lastMinutes), dayNumber: calendarDay };
    },
  };
}

/** Co-signers confirm between draft and submission; where it is not handed in yet, one at least has not. */
function drawCoSigners(
  deputyIds: readonly string[],
  { draftedAt, submittedAt }: { draftedAt: Date; submittedAt: Date | undefined },
  random: Random,
): ScriptSigner[] {
  const span = submittedAt ? submittedAt.getTime() - draftedAt.getTime() : 60 * 60_000;
  return deputyIds.map((deputyId, index) => {
    const isOutstanding = !submittedAt && (index === 0 || random.chance(0.5));
    const confirmedAt = new Date(draftedAt.getTime() + Math.round(span * random.next()));
    return { deputyId, confirmedAt: isOutstanding ? null : confirmedAt };
  });
}
