import { addDays, beijingDay, type CalendarDay } from '../../../shared/lifecycle/calendar-day.ts';
import { noticeFor, type ClockNotice } from '../../../shared/suggestion/clock/clock-notice.ts';
import type { SuggestionCase } from '../../../shared/suggestion/suggestion-case.ts';

/** What the clock of a level would have told of the cases that are played, on the days on which it would have. */
export interface PlayedClock {
  /** To be called after each act: a case may have a due date now, or another one. */
  watch(item: SuggestionCase): void;
  /** The notices of the days up to that time which were not given yet, in the order of time. */
  noticesUntil(time: Date): ClockNotice[];
}

export function createPlayedClock(): PlayedClock {
  const casesOf = new Map<CalendarDay, Set<SuggestionCase>>();
  const dueOnOf = new Map<SuggestionCase, CalendarDay>();
  const given = new Set<string>();
  let lastDay: CalendarDay | undefined;

  function lookOn(day: CalendarDay, item: SuggestionCase): void {
    const cases = casesOf.get(day) ?? new Set();
    casesOf.set(day, cases.add(item));
  }

  function noticesOf(day: CalendarDay): ClockNotice[] {
    // The clock looks once a minute: what a day brings it tells as the day begins.
    const now = new Date(`${day}T00:00:30+08:00`);
    const notices = [...(casesOf.get(day) ?? [])].flatMap((item) => noticeFor(item, now) ?? []);
    casesOf.delete(day);
    return notices.filter(({ row: { suggestionId, kind, dueOn } }) => {
      const key = `${suggestionId} ${kind} ${dueOn}`;
      return !given.has(key) && given.add(key);
    });
  }

  return {
    watch(item) {
      const { dueOn, dueSoonOn } = item.suggestion;
      if (!dueOn || !dueSoonOn || dueOnOf.get(item) === dueOn) return;
      dueOnOf.set(item, dueOn);
      // What is due soon from its first day on is told on the next one.
      const next = lastDay === undefined ? dueSoonOn : addDays(lastDay, 1);
      lookOn(dueSoonOn < next ? next : dueSoonOn, item);
      lookOn(addDays(dueOn, 1), item);
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
