import { setTimeout as pause } from 'node:timers/promises';
import { EventEntity } from '../../../shared/events/event.entity.ts';
import type { FeedEndpoint } from '../../../shared/feed/feed-endpoint.ts';
import { insertSample } from '../../support/level-harness.sample.ts';
import { act, caseIn, codeOf, peopleOf, readCase, type CaseRef } from '../../support/level-harness.cases.ts';
import {
  startTestLevel,
  type GraphQLAnswer,
  type LevelName,
  type Sender,
  type TestLevel,
  type TestLevelOptions,
} from '../../support/level-harness.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import { createTestKeys, type TestKeys } from '../../support/tokens.ts';

export interface ThreeLevels extends AsyncDisposable {
  readonly keys: TestKeys;
  readonly city: TestLevel;
  readonly district: TestLevel;
  readonly township: TestLevel;
  /** Where the levels stand. */
  readonly endpoints: readonly FeedEndpoint[];
  /** Has a level follow the others, as it must be told after each start. */
  link(name: LevelName): Promise<void>;
  /** Starts a stopped level again, and has it follow the others. */
  restart(name: LevelName): Promise<void>;
}

const tuning = { firstRetry: 20, longestRetry: 200 };

/** Three levels of one installation over real sockets, each with a database of its own, following each other. */
export async function startThreeLevels({
  isLinked = true,
  ...options
}: Pick<TestLevelOptions, 'clock'> & { readonly isLinked?: boolean } = {}): Promise<ThreeLevels> {
  const owned = new AsyncDisposableStack();
  const keys = owned.use(await createTestKeys());
  const start = async (name: LevelName): Promise<TestLevel> => {
    const testDatabase = owned.use(await createTestDatabase(name));
    const level = owned.use(
      await startTestLevel(name, { ...options, linkTuning: tuning, beside: { keys, testDatabase } }),
    );
    await insertSample(name, level.service.database);
    return level;
  };
  const levels = { city: await start('city'), district: await start('district'), township: await start('township') };
  const endpoints = Object.values(levels).map(({ profile: { level }, service: { url } }): FeedEndpoint => {
    return { level, url: url.replace(/^http/, 'ws') };
  });
  const link = async (name: LevelName): Promise<void> => {
    await levels[name].service.linkWith(endpoints);
  };
  for (const name of isLinked ? (['city', 'district', 'township'] as const) : []) await link(name);
  return {
    keys,
    ...levels,
    endpoints,
    link,
    async restart(name) {
      await levels[name].start();
      await link(name);
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

const patience = 15_000;

/** Reads again and again until what is read is as it should be. */
export async function until<Value>(read: () => Promise<Value>, isDone: (value: Value) => boolean): Promise<Value> {
  const end = performance.now() + patience;
  for (;;) {
    const value = await read();
    if (isDone(value)) return value;
    if (performance.now() > end) throw new Error(`It never came: ${JSON.stringify(value)}`);
    await pause(20);
  }
}

export const handUpFields = `id version status dueOn dueState stoppedOn statusNote
  handUp { id state toLevel toDivisionCode reason adopterId proposedAt deliveredAt decidedAt note linkedId linkedCaseNumber answeredAt }`;

export interface HandedUpCase extends CaseRef {
  readonly dueOn: string | null;
  readonly handUp: Readonly<Record<string, string | null>>;
}

/** The case once it is in a state. */
export function caseOnce(level: TestLevel, id: string, status: string): Promise<HandedUpCase> {
  return until(
    async () => (await readCase(level, id, handUpFields)) as HandedUpCase,
    (item) => item.status === status,
  );
}

/** A case that was handed up from HANDLING by its organ, or whoever is named. */
export async function handedUp(level: TestLevel, input: object = {}, as?: Sender): Promise<CaseRef> {
  const item = await caseIn(level, 'HANDLING');
  const sent = { reason: '涉及上级事权', ...input };
  return act(level, 'proposeHandUp', { ...item, input: sent, as: as ?? peopleOf(level.profile).organ });
}

/** The id of a case's hand-up, once the level above has it. */
export async function receivedId(above: TestLevel, below: TestLevel, id: string): Promise<string> {
  const { handUp } = (await readCase(below, id, 'handUp { id }')) as { handUp: { id: string } };
  await until(
    () => sendHandUpQuery(above, handUp.id, { role: 'system', divisionCode: '230100' }),
    (answer) => codeOf(answer) === undefined,
  );
  return handUp.id;
}

export function sendHandUpQuery(above: TestLevel, id: string, as?: Sender): Promise<GraphQLAnswer> {
  const field = `${above.profile.name}HandUp`;
  const fields = 'id state version sourceId fromLevel fromDivisionCode title content reason note linkedId';
  return above.run(`{ result: ${field}(id: "${id}") { ${fields} } }`, { as });
}

type Decision = 'accept' | 'adopt' | 'decline';

export interface DecisionRequest {
  readonly id: string;
  readonly version?: number;
  readonly as?: Sender | null;
  readonly reason?: string;
}

/** The acts of a case or a hand-up in a level's log, the oldest first. */
export async function eventsOf({ service: { database } }: TestLevel, aggregateId: string): Promise<string[]> {
  const order = { orderBy: { sequence: 'asc' }, disableIdentityMap: true } as const;
  const events = await database.fork().find(EventEntity, { aggregateId }, order);
  return events.map(({ act: name }) => name);
}

/** Sends a level's decision on a hand-up from below, good or bad. */
export function sendDecision(
  above: TestLevel,
  decision: Decision,
  { id, version = 1, as = usualDecider(above, decision), reason = '不属本级事权' }: DecisionRequest,
): Promise<GraphQLAnswer> {
  const name = `${decision}${above.profile.type.replace('Suggestion', '')}HandUp`;
  const isDecline = decision === 'decline';
  return above.run(
    `mutation ($id: ID!, $version: Int!${isDecline ? ', $input: HandUpDeclineInput!' : ''}) {
      result: ${name}(id: $id, expectedVersion: $version${isDecline ? ', input: $input' : ''}) {
        id version ${isDecline ? 'state note' : 'status caseNumber dueOn'}
      }
    }`,
    { variables: { id, version, ...(isDecline && { input: { reason } }) }, as: as ?? undefined },
  );
}

function usualDecider({ profile }: TestLevel, decision: Decision): Sender {
  const { clerk, deputy } = peopleOf(profile);
  return decision === 'adopt' ? deputy : clerk;
}

/** A decision that must succeed. */
export async function decide(above: TestLevel, decision: Decision, request: DecisionRequest): Promise<CaseRef> {
  const answer = await sendDecision(above, decision, request);
  if (answer.errors.length > 0) throw new Error(`The decision failed: ${JSON.stringify(answer.errors)}`);
  return (answer.data as { result: CaseRef }).result;
}

/** The acts by which a registered case is answered at a level. */
export async function answerCase(level: TestLevel, item: CaseRef): Promise<CaseRef> {
  let current = item;
  for (const name of ['assign', 'receive', 'handle', 'draftReply', 'reply'] as const)
    current = await act(level, name, current);
  return current;
}
