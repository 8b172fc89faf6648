import type { Actor } from '../../../shared/auth/actor.ts';
import type { HolidayCalendar } from '../../../shared/lifecycle/working-day.ts';
import type { OpinionPlace } from '../../../subgraphs/township/opinion/opinion-authority.ts';
import type { ActOnOpinion } from '../../../subgraphs/township/opinion/opinion-transition.ts';
import { escalationReasons, feedbacks, onTheSpotAnswers, redirections } from '../text/opinion-texts.ts';
import type { Random } from '../text/seeded-random.ts';
import type { Topic } from '../text/topic.ts';
import type { CaseScript } from './case-script.ts';
import type { OpinionStep } from './opinion-script.ts';
import { deputyActor } from './script-actor.ts';
import { dayNumber, momentOf, workingDay } from './working-day.ts';

/** Share of the opinions that are under way today. */
const recentShare = 0.25;

function keeperActor({ divisionCode }: OpinionPlace): Actor {
  const role = 'station-keeper';
  return { subject: `${role}:${divisionCode}`, name: role, role, divisionCode, expiresAt: 0 };
}

export interface CourseTerms {
  readonly place: OpinionPlace;
  readonly topic: Topic;
  /** A town's presidium hears of what is escalated. */
  readonly isInTown: boolean;
  readonly today: number;
  readonly calendar: HolidayCalendar;
  /** A day of the calendar. */
  readonly firstDay: string;
}

/** Taken, sorted, decided on, told, closed: all of it long ago, or some of it until yesterday. */
export function drawCourse(
  { place, topic, isInTown, today, calendar, firstDay }: CourseTerms,
  random: Random,
): { readonly registeredAt: Date; readonly steps: readonly OpinionStep[] } {
  const way = random.pick([
    'answer',
    'answer',
    'redirect',
    'passToGovernment',
    isInTown ? 'escalate' : 'answer',
  ] as const);
  const acts = ['triage', way, 'giveFeedback', 'close'] as const;
  const isRecent = random.chance(recentShare);
  const done = acts.slice(0, isRecent ? random.int(0, 3) : acts.length);
  const gaps = done.map(() => random.int(1, 4));
  const length = gaps.reduce((sum, gap) => sum + gap, 0);
  const latest = today - 1 - length;
  const start = isRecent
    ? latest - random.int(0, 2)
    : random.int(dayNumber(firstDay), Math.max(dayNumber(firstDay), latest - 20));
  const minutes = random.int(0, 200);
  let day = start;
  const steps = done.map((act, index): OpinionStep => {
    day += gaps[index] ?? 1;
    // A day off falls on the working day before: what comes later is later within the day then.
    const at = momentOf(workingDay(day, calendar), minutes + 60 * (index + 1));
    return { at, act, actor: keeperActor(place), input: inputOf(act, topic, random) };
  });
  return { registeredAt: momentOf(workingDay(start, calendar), minutes), steps };
}

/** A deputy adopts it as the suggestion is drafted; the citizen hears of it some days later. */
export function adoptedCourse(
  terms: {
    readonly script: CaseScript;
    readonly place: OpinionPlace;
    readonly registeredAt: Date;
    readonly today: number;
  },
  random: Random,
): readonly OpinionStep[] {
  const { script, place, registeredAt, today } = terms;
  const { draftedAt, lead, divisionCode } = script;
  const hour = 3_600_000;
  const keeper = keeperActor(place);
  const after = (days: number): Date => new Date(draftedAt.getTime() + days * 24 * hour + hour);
  const told = random.int(1, 5);
  const steps: OpinionStep[] = [
    { at: new Date(registeredAt.getTime() + 2 * hour), act: 'triage', actor: keeper, input: {} },
    { at: draftedAt, act: 'adopt', actor: deputyActor(lead, divisionCode), input: {} },
    { at: after(told), act: 'giveFeedback', actor: keeper, input: { feedback: '人大代表已采纳，正在形成代表建议。' } },
    { at: after(told + 7), act: 'close', actor: keeper, input: {} },
  ];
  // Some citizens still wait to hear of it.
  const done = random.chance(0.1) ? steps.slice(0, 2) : steps;
  return done.filter(({ at }) => at < momentOf(today, 0));
}

function inputOf(act: ActOnOpinion, topic: Topic, random: Random): object {
  switch (act) {
    case 'triage':
      return { topic: topic.name };
    case 'answer':
      return { answer: random.pick(onTheSpotAnswers) };
    case 'redirect':
      return random.pick(redirections);
    case 'passToGovernment':
      return { organ: '街道办事处（镇、乡人民政府）' };
    case 'escalate':
      return { reason: random.pick(escalationReasons) };
    case 'giveFeedback':
      return { feedback: random.pick(feedbacks) };
    default:
      return {};
  }
}
