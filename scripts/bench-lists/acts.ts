import type { Actor } from '../../shared/auth/actor.ts';
import type { Database } from '../../shared/database/open-database.ts';
import { openEventLog } from '../../shared/events/event-log.ts';
import { startWakeBus } from '../../shared/events/wake-bus.ts';
import { createLifecycle } from '../../shared/lifecycle/lifecycle.ts';
import { createCursorCodec } from '../../shared/paging/cursor.ts';
import { actDefinitions, type ActOnCase } from '../../shared/suggestion/act/act-catalogue.ts';
import { openHolidayCalendar, type LevelSpec } from '../../shared/suggestion/start-level.ts';
import { draftSuggestion, performOnCase, type SuggestionDeps } from '../../shared/suggestion/suggestion.service.ts';
import { createLogger } from '../../shared/telemetry/logger.ts';
import { now } from './generated-case.ts';

/** Whole lives that are under way at once. */
const clients = 8;

type Part = 'deputy' | 'clerk' | 'organ';

/** The main path of a life: who does what, with what. */
const path: readonly (readonly [ActOnCase, Part, object])[] = [
  ['submit', 'deputy', {}],
  ['review', 'clerk', {}],
  ['register', 'clerk', {}],
  ['assign', 'clerk', { organs: [{ organ: '承办单位1', role: 'LEAD' }] }],
  ['receive', 'organ', {}],
  ['handle', 'organ', { plan: '先踏查，再答复。', contactedOn: '2026-06-01' }],
  ['draftReply', 'organ', { category: 'A', text: '已解决。' }],
  ['reply', 'organ', { signedBy: '王局长' }],
  ['evaluate', 'deputy', { process: 'SATISFIED', result: 'SATISFIED' }],
  ['close', 'clerk', {}],
  ['publish', 'clerk', { isSecrecyChecked: true, isPersonalDataChecked: true }],
];

const divisions = { CITY: '230100', DISTRICT: '230102', TOWNSHIP: '230102101' } as const;
const clerks = { CITY: 'city-clerk', DISTRICT: 'district-clerk', TOWNSHIP: 'presidium' } as const;

export interface ActRate {
  readonly perSecond: number;
  /** Milliseconds of this process's CPU time for each act: the steadier figure where other programs run. */
  readonly cpu: number;
}

/** Performs acts on a level's database, each in a transaction with its event, in this process without HTTP. */
export async function measureActs(spec: LevelSpec, database: Database, seconds: number): Promise<ActRate> {
  await using stack = new AsyncDisposableStack();
  const logger = createLogger('benchmark', 'silent');
  const bus = stack.adopt(startWakeBus(undefined, logger), (own) => own.close());
  const log = await openEventLog({ database, cursors: createCursorCodec('benchmark'), bus, pollInterval: 1_000 });
  stack.defer(() => log.stop());
  const deps: SuggestionDeps = {
    database,
    log,
    clock: () => now,
    calendar: await openHolidayCalendar({}, logger),
    lifecycle: createLifecycle(spec.lifecycle),
    // Divisions are not filled in: where a matter comes up is not what is measured.
    checkPlace: () => Promise.resolve(),
  };
  let acts = 0;
  const before = process.cpuUsage();
  const start = performance.now();
  const end = start + seconds * 1_000;
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      while (performance.now() < end) acts += await liveOnce(deps, spec, client);
    }),
  );
  const { user, system } = process.cpuUsage(before);
  return { perSecond: acts / ((performance.now() - start) / 1_000), cpu: (user + system) / 1_000 / acts };
}

/** One life from its draft to its publication; gives the number of its acts. */
async function liveOnce(deps: SuggestionDeps, spec: LevelSpec, client: number): Promise<number> {
  const { level } = spec.lifecycle;
  const divisionCode = divisions[level];
  const person = (part: Part): Actor => ({ subject: `${part}-${client}`, name: part, ...rest[part] });
  const common = { divisionCode, expiresAt: Infinity };
  const rest = {
    deputy: { ...common, role: 'deputy', deputyId: `230100-D${String(client + 1).padStart(6, '0')}` },
    clerk: { ...common, role: clerks[level] },
    organ: { ...common, role: 'handling-organ', organ: '承办单位1' },
  } as const;
  const input = {
    title: `关于修缮第${client}号路破损路面的建议`,
    content: '路面坑洼，雨天积水，群众出行不便，建议尽快修缮。',
  };
  let item = await draftSuggestion(deps, person('deputy'), { divisionCode, input });
  for (const [act, part, actInput] of path) {
    item = await performOnCase(deps, person(part), {
      definition: actDefinitions[act],
      id: item.id,
      expectedVersion: item.version,
      input: actInput,
    });
  }
  return path.length + 1;
}
