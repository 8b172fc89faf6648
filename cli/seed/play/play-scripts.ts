import { setImmediate as nextTurn } from 'node:timers/promises';
import type { NewEvent } from '../../../shared/events/append-event.ts';
import type { AssignmentConferenceRow } from '../../../shared/suggestion/case-record.entity.ts';
import { actDefinitions } from '../../../shared/suggestion/act/act-catalogue.ts';
import type { ActContext } from '../../../shared/suggestion/act/act-definition.ts';
import { requireDivision, requirePart, requireRole } from '../../../shared/suggestion/act/authority.ts';
import { parseDraft } from '../../../shared/suggestion/act/draft.act.ts';
import { performAct, performDraft } from '../../../shared/suggestion/act/perform-act.ts';
import type { ClockNoticeRow } from '../../../shared/suggestion/clock/clock-notice.entity.ts';
import type { OpinionLinkRow } from '../../../shared/suggestion/opinion/opinion-link.entity.ts';
import type { SuggestionCase } from '../../../shared/suggestion/suggestion-case.ts';
import type { CaseScript, ScriptStep } from '../plan/case-script.ts';
import { deputyActor } from '../plan/script-actor.ts';
import { createRandom } from '../text/seeded-random.ts';
import { createQueue, inOrder } from './event-queue.ts';
import { createPlayedClock } from './play-clock.ts';
import { createPlayedConferences, type PlayedConferences } from './play-conferences.ts';

export interface PlayTerms extends Pick<ActContext, 'lifecycle' | 'calendar' | 'now'> {
  /** Other events of the same log, in the order of time. */
  readonly besides: readonly NewEvent[];
  /** The citizen's opinion that a case is made of. */
  readonly opinionOf: ReadonlyMap<CaseScript, string>;
}

/** What became of a level's scripts. */
export interface PlayedCases {
  readonly cases: readonly SuggestionCase[];
  readonly eventCount: number;
  readonly conferences: readonly AssignmentConferenceRow[];
  /** What the clock told meanwhile. */
  readonly notices: readonly ClockNoticeRow[];
  /** Which of the cases were made of citizens' opinions. */
  readonly links: readonly OpinionLinkRow[];
  /** The last number of each series. */
  readonly lastNumbers: ReadonlyMap<string, number>;
}

/** Events that are handed on at a time, so that not all of them are held in memory. */
const batchSize = 2_000;

/**
 * Plays all scripts of a level at once, act by act in the order of time, so that ids and case numbers grow with the
 * years and events come out as a log has them. Every act goes through the product's own checks; one that they refuse
 * ends the seed. Between them the clock tells, on its days up to `now`, what is due soon and what is overdue.
 */
export async function playScripts(
  scripts: readonly CaseScript[],
  { lifecycle, calendar, now, besides, opinionOf }: PlayTerms,
  onEvents: (events: readonly NewEvent[]) => Promise<void>,
): Promise<PlayedCases> {
  const { nextNumber, lastNumbers } = createNumbers();
  const cases = new Map<CaseScript, SuggestionCase>();
  const all = new Map<string, SuggestionCase>();
  const surroundings: Surroundings = {
    lifecycle,
    calendar,
    nextNumber,
    newSalt: createSalts(),
    findCase: async (id) => all.get(id),
    mergedInto: async (id) =>
      [...all.values()].filter(({ suggestion }) => suggestion.mergedIntoId === id && suggestion.status === 'MERGED'),
  };
  const batch: NewEvent[] = [];
  const clock = createPlayedClock({ lifecycle, calendar });
  const notices: ClockNoticeRow[] = [];
  const takeUntil = createQueue(besides);
  const conferences = createPlayedConferences(nextNumber);
  const tell = (until: Date): void => {
    const given = clock.noticesUntil(until);
    notices.push(...given.map(({ row }) => row));
    const others = takeUntil(until);
    batch.push(...inOrder([...given.map(({ event }) => event), ...others]));
  };
  let eventCount = 0;
  for (const { at, script, step } of inOrderOfTime(scripts)) {
    tell(new Date(at));
    const known = cases.get(script);
    if (step && known) {
      const input = await inputOf(step, { cases, conferences });
      batch.push(...(await performStep(known, { ...step, input }, surroundings)));
      clock.watch(known);
    } else {
      const { item, events } = await draft(script, opinionOf.get(script), surroundings);
      cases.set(script, item);
      all.set(item.suggestion.id, item);
      batch.push(...events);
    }
    if (batch.length < batchSize) continue;
    await onEvents(batch);
    eventCount += batch.splice(0).length;
    // A progress bar moves, and a signal is heard.
    await nextTurn();
  }
  tell(now);
  await onEvents(batch);
  return {
    cases: [...cases.values()],
    eventCount: eventCount + batch.length,
    conferences: conferences.rows(),
    notices,
    links: linksOf(opinionOf, cases),
    lastNumbers,
  };
}

/** What a step takes, with the ids of what is made only as the scripts are played. */
async function inputOf(
  { input, into, conference }: ScriptStep,
  { cases, conferences }: { cases: ReadonlyMap<CaseScript, SuggestionCase>; conferences: PlayedConferences },
): Promise<unknown> {
  const intoId = into && cases.get(into)?.suggestion.id;
  if (intoId) return { ...(input as object), intoId };
  return conference ? { ...(input as object), conferenceId: await conferences.idOf(conference) } : input;
}

function linksOf(
  opinionOf: PlayTerms['opinionOf'],
  cases: ReadonlyMap<CaseScript, SuggestionCase>,
): readonly OpinionLinkRow[] {
  return [...opinionOf].flatMap(([script, opinionId]) => {
    const item = cases.get(script);
    return item ? [{ opinionId, suggestionId: item.suggestion.id }] : [];
  });
}

function createNumbers() {
  const lastNumbers = new Map<string, number>();
  const nextNumber = async (series: string): Promise<number> => {
    const number = (lastNumbers.get(series) ?? 0) + 1;
    lastNumbers.set(series, number);
    return number;
  };
  return { nextNumber, lastNumbers };
}

/** The people are made up, so that their salts hide nobody: as all records, they are the same in every seed. */
function createSalts(): () => string {
  const random = createRandom('salts');
  const word = (): string => random.int(0, 0xffff_ffff).toString(16).padStart(8, '0');
  return () => Array.from({ length: 4 }, word).join('');
}

type Surroundings = Omit<ActContext, 'actor' | 'now'>;

function draft(
  { divisionCode, synthetic, draftedAt, draft: text, lead }: CaseScript,
  opinionId: string | undefined,
  around: Surroundings,
) {
  const context = { ...around, actor: deputyActor(lead, divisionCode), now: draftedAt };
  const place = { divisionCode, leadDeputyId: lead, synthetic, ...(opinionId !== undefined && { opinionId }) };
  return performDraft(parseDraft(text), place, context);
}

async function performStep(item: SuggestionCase, step: ScriptStep, around: Surroundings): Promise<readonly NewEvent[]> {
  const { act } = step;
  const definition = actDefinitions[act];
  const actor = requireRole(around.lifecycle, act, step.actor);
  requireDivision(actor, item.suggestion.divisionCode);
  requirePart({ act, part: around.lifecycle.partOf(act) }, item, actor);
  const input = definition.parse(step.input);
  const { events } = await performAct(definition, item, { input, context: { ...around, actor, now: step.at } });
  return events;
}

interface TimedStep {
  readonly at: number;
  readonly script: CaseScript;
  /** Undefined: the draft. */
  readonly step: ScriptStep | undefined;
}

/** The sort is stable: what happened at one time stays in the order of the scripts. */
function inOrderOfTime(scripts: readonly CaseScript[]): TimedStep[] {
  return scripts
    .flatMap((script): TimedStep[] => [
      { at: script.draftedAt.getTime(), script, step: undefined },
      ...script.steps.map((step) => ({ at: step.at.getTime(), script, step })),
    ])
    .sort((left, right) => left.at - right.at);
}
