import type { Actor } from '../../../shared/auth/actor.ts';
import type { Part } from '../../../shared/lifecycle/transition.ts';
import { lifecycles } from '../level-lifecycles.ts';
import type { ReplyCategory } from '../../../shared/suggestion/suggestion-grade.ts';
import type { Random } from '../text/seeded-random.ts';
import type { PlannedEvaluation } from './answer-input.ts';
import type { CaseBrief } from './case-brief.ts';
import type { ActOnCase } from '../../../shared/suggestion/act/act-catalogue.ts';
import { clerkActor, deputyActor, organActor } from './script-actor.ts';

/** An act, so many days after the suggestion was handed in. */
export interface CourseStep {
  readonly day: number;
  readonly act: ActOnCase;
  readonly actor: Actor;
  /** Takes the number of the step's day on the calendar, which is known last. */
  readonly inputOn: (dayNumber: number) => unknown;
  /** Of a draft of a reply: whose, and what it says. */
  readonly place?: number | undefined;
  readonly category?: ReplyCategory | undefined;
}

/** The way of one suggestion, as far as it has been laid out. */
export interface Course {
  readonly brief: CaseBrief;
  readonly random: Random;
  readonly steps: CourseStep[];
  readonly evaluations: PlannedEvaluation[];
  /** Of the newest step. */
  day: number;
}

/** Adds the acts that lead to one state; `isLast` where the suggestion stays in it. */
export type Stage = (course: Course, isLast: boolean) => void;

export interface NextStep {
  readonly act: ActOnCase;
  readonly actor: Actor;
  /** Days after the newest step: drawn between these two. */
  readonly after: readonly [least: number, most: number];
  readonly input?: unknown;
  readonly inputOn?: CourseStep['inputOn'];
  readonly place?: number;
  readonly category?: ReplyCategory;
}

export function addStep(course: Course, { after, input = {}, inputOn = () => input, ...step }: NextStep): void {
  course.day += course.random.int(...after);
  course.steps.push({ day: course.day, inputOn, ...step });
}

export function leadDeputy({ brief }: Course): Actor {
  return deputyActor(brief.deputyIds[0], brief.place.divisionCode);
}

export function clerk({ brief }: Course, part: Part): Actor {
  return clerkActor(lifecycles[brief.level], part, brief.place.divisionCode);
}

/** An organ of the assignment; the first one leads. */
export function organ({ brief }: Course, index: number): Actor {
  return organActor(brief.assignments[index]?.organ ?? '', brief.place.divisionCode);
}
