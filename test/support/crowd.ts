import { createRandom, type Random } from '../../cli/seed/text/seeded-random.ts';
import type { SuggestionStatus } from '../../shared/lifecycle/suggestion-status.ts';
import { drawCrowdAct, isOver, type CrowdCase } from './crowd.acts.ts';
import type { GraphQLAnswer, LevelName } from './level-harness.ts';
import { caseOf, sendGraphAct, sendGraphDraft, type SendOperation } from './whole-graph.acts.ts';
import { levelNames } from './whole-graph.ts';

export interface CrowdOptions {
  readonly send: SendOperation;
  readonly seed: string;
  readonly clients: number;
  /** At work at any time: one that is over is followed by a new draft. */
  readonly cases: number;
}

/** An act that a client sent; `version` is what it would give the case. */
export interface SentAct {
  readonly level: LevelName;
  readonly id: string;
  readonly act: string;
  readonly version: number;
}

export interface CrowdReport {
  /** What the clients know to have happened. */
  readonly done: readonly SentAct[];
  /** What they do not know of: the answer never came. */
  readonly unknown: readonly SentAct[];
  /** How often each code refused an act. */
  readonly refusals: ReadonlyMap<string, number>;
  /** Answers that should never be. */
  readonly faults: readonly string[];
  /** Milliseconds, one for each act that was done. */
  readonly times: readonly number[];
}

/** What the rules say no with. */
const rules = new Set([
  ...['CONFLICT', 'ACT_NOT_LEGAL', 'GUARD_FAILED', 'SUGGESTION_NOT_FOUND', 'INPUT_INVALID'],
  ...['FORBIDDEN_ROLE', 'FORBIDDEN_DIVISION', 'FORBIDDEN_ORGAN', 'FORBIDDEN_PERSON', 'ROLE_CONFLICT'],
]);

/** What is said where a service is away: the act may have been done. */
const absences = new Set(['SUBGRAPH_UNAVAILABLE', 'SUBGRAPH_ANSWER_INVALID', 'SERVICE_STOPPING']);

interface Ledger {
  readonly done: SentAct[];
  readonly unknown: SentAct[];
  readonly refusals: Map<string, number>;
  readonly faults: string[];
  readonly times: number[];
}

export interface Crowd {
  /** Acts at random on the same cases of all levels, each client at its own pace, until the signal is aborted. */
  act(signal: AbortSignal): Promise<CrowdReport>;
}

/** Drafts the cases; nobody acts on them yet. */
export async function gatherCrowd({ seed, clients, cases: count, send }: CrowdOptions): Promise<Crowd> {
  const ledger: Ledger = { done: [], unknown: [], refusals: new Map(), faults: [], times: [] };
  const cases = await Promise.all(
    Array.from({ length: count }, async (_, index): Promise<CrowdCase> => {
      const level = levelNames[index % levelNames.length] ?? 'city';
      const { id, version, status } = caseOf(await sendGraphDraft(send, level));
      ledger.done.push({ level, id, act: 'draft', version });
      return { level, id, version, status };
    }),
  );
  return {
    async act(signal) {
      const work = Array.from({ length: clients }, async (_, client) => {
        const random = createRandom(`${seed}:${client}`);
        while (!signal.aborted) await actOnce({ cases, ledger, random, send });
      });
      await Promise.all(work);
      return ledger;
    },
  };
}

interface Client {
  readonly cases: CrowdCase[];
  readonly ledger: Ledger;
  readonly random: Random;
  readonly send: SendOperation;
}

async function actOnce({ cases, ledger, random, send }: Client): Promise<void> {
  const place = random.int(0, cases.length - 1);
  const item = cases[place]!;
  const drawn = isOver(item) ? undefined : drawCrowdAct(item, cases, random);
  const { level } = item;
  const sent: SentAct = drawn
    ? { level, id: item.id, act: drawn.act, version: item.version + 1 }
    : { level, id: '', act: 'draft', version: 1 };
  const start = performance.now();
  const answer = await answerOf(
    drawn ? sendGraphAct(send, { level, act: drawn.act }, { ...item, ...drawn }) : sendGraphDraft(send, level),
  );
  const [error] = answer?.errors ?? [];
  const code = String(error?.extensions['code']);
  if (answer === undefined || absences.has(code)) {
    ledger.unknown.push(sent);
    // Nobody hammers at a closed door.
    await new Promise((resolve) => setTimeout(resolve, 50));
  } else if (error === undefined) {
    const { id, version, status } = caseOf(answer);
    ledger.times.push(performance.now() - start);
    ledger.done.push({ ...sent, id, version });
    if (drawn) learn(item, version, status);
    else cases[place] = { level, id, version, status };
  } else {
    ledger.refusals.set(code, (ledger.refusals.get(code) ?? 0) + 1);
    if (!rules.has(code)) ledger.faults.push(`${sent.act} on ${sent.id}: ${JSON.stringify(answer.errors)}`);
    const { currentVersion, currentStatus, version, status } = error.extensions;
    learn(item, Number(currentVersion ?? version ?? 0), (currentStatus ?? status) as SuggestionStatus);
  }
}

/** Answers come in any order: only what is newer counts. */
function learn(item: CrowdCase, version: number, status: SuggestionStatus): void {
  if (version <= item.version) return;
  item.version = version;
  item.status = status;
}

/** Undefined where no answer came. */
async function answerOf(sending: Promise<GraphQLAnswer>): Promise<GraphQLAnswer | undefined> {
  try {
    return await sending;
  } catch (error) {
    // What fetch throws where the connection is refused or broken off, and JSON.parse where the answer was cut short.
    if (error instanceof TypeError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
