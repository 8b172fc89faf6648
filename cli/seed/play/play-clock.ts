import { addDays, beijingDay, type CalendarDay } from '../../../shared/lifecycle/calendar-day.ts';
import { noticesFor, type ClockNotice, type NoticeRules } from '../../../shared/suggestion/clock/clock-notice.ts';
import { workingDaysBefore } from '../../../shared/lifecycle/working-day.ts';
import type { SuggestionCase } from '../../../shared/suggestion/suggestion-case.ts';

/** What the clock of a level would have told of the cases that are played, on the days on which it would have. */
export interface PlayedClock {
  /** To be called after each act: a case may have a due date now, or another one, or another step before it. */
  watch(item: SuggestionCase): void;
  /** The notices of the days up to that time which were not given yet, in the order of time. */
  noticesUntil(time: Date): ClockNotice[];
}

export function createPlayedClock(rules: NoticeRules): PlayedClock {
  const casesOf = new Map<CalendarDay, Set<SuggestionCase>>();
  const dueOnOf = new Map<SuggestionCase, CalendarDay>();
  const stepDueOnOf = new Map<SuggestionCase, CalendarDay>();
  const given = new Set<string>();
  let lastDay: CalendarDay | undefined;

  function lookOn(day: CalendarDay, item: SuggestionCase): void {
    const cases = casesOf.get(day) ?? new Set();
    casesOf.set(day, cases.add(item));
  }

  function noticesOf(day: CalendarDay): ClockNotice[] {
    // The clock looks once a minute: what a day brings it tells as the day begins.
    const now = new Date(`${day}T00:00:30+08:00`);
    const notices = [...(casesOf.get(day) ?? [])].flatMap((item) => noticesFor(item, now, rules));
    casesOf.delete(day);
    return notices.filter(({ row: { suggestionId, kind, dueOn } }) => {
      const key = `${suggestionId} ${kind} ${dueOn}`;
      return !given.has(key) && given.add(key);
    });
  }

  /** Looks when a day comes near, which is told on the next one where it is near from its first day on, and when it is past. */
  function lookAround(item: SuggestionCase, { soonOn, dueOn }: { soonOn: CalendarDay; dueOn: CalendarDay }): void {
    const next = lastDay === undefined ? soonOn : addDays(lastDay, 1);
    lookOn(soonOn < next ? next : soonOn, item);
    lookOn(addDays(dueOn, 1), item);
  }

  return {
    watch(item) {
      const { dueOn, dueSoonOn, stepDueOn, divisionCode } = item.suggestion;
      if (dueOn && dueSoonOn && dueOnOf.get(item) !== dueOn) {
        dueOnOf.set(item, dueOn);
        lookAround(item, { soonOn: dueSoonOn, dueOn });
      }
      if (stepDueOn && stepDueOnOf.get(item) !== stepDueOn) {
        stepDueOnOf.set(item, stepDueOn);
        const { stepDueSoonWorkingDays } = rules.lifecycle.deadlinesOf(divisionCode);
        lookAround(item, {
          soonOn: workingDaysBefore(stepDueOn, stepDueSoonWorkingDays, rules.calendar),
          dueOn: stepDueOn,
        });
      }
    },
    noticesUntil(time) {
      const today = beijingDay(time);
      lastDay ??= addDays(today, -1);
      const notices: ClockNotice[] = [];
      for (; lastDay < today;) {
        lastDay = addDays(lastDay, 1);
        notices.push(...noticesOf(lastDay));
      }
      return notices;
    },
  };
}
