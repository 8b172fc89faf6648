import { Migration } from '@mikro-orm/migrations';
import { openDatabase, type Database } from '../../shared/database/open-database.ts';
import type { NewEvent } from '../../shared/events/append-event.ts';
import { EventEntity, EventHeadEntity } from '../../shared/events/event.entity.ts';
import { openEventLog, type EventLog } from '../../shared/events/event-log.ts';
import { createMemoryBus, type WakeBus } from '../../shared/events/wake-bus.ts';
import { createCursorCodec, type CursorCodec } from '../../shared/paging/cursor.ts';
import { createLogger } from '../../shared/telemetry/logger.ts';
import { createTestDatabase } from './test-database.ts';

class M0001Log extends Migration {
  override up(): void {
    this.addSql(
      `create table event (sequence integer not null primary key, aggregate_type varchar(32) not null, aggregate_id varchar(64) not null,
        type varchar(64) not null, act varchar(32) not null, from_state varchar(32) null, to_state varchar(32) not null,
        actor_role varchar(32) not null, organ varchar(100) null, division_code varchar(12) not null,
        occurred_at varchar(24) not null, payload text not null, hash varchar(64) not null)`,
    );
    this.addSql(
      'create table event_head (id integer not null primary key, log_id varchar(36) not null, sequence integer not null, hash varchar(64) not null, oldest integer not null, base_hash varchar(64) not null)',
    );
    this.addSql(
      'create table lease (name varchar(32) not null primary key, holder varchar(36) not null, expires_at bigint not null)',
    );
  }
}

/** An event log in a database of its own, without a level around it. */
export interface TestLog extends AsyncDisposable {
  readonly database: Database;
  readonly log: EventLog;
  readonly bus: WakeBus;
  readonly cursors: CursorCodec;
}

export async function openTestLog(): Promise<TestLog> {
  const own = await createTestDatabase('log');
  const database = await openDatabase({
    target: own.target,
    entities: [EventEntity, EventHeadEntity],
    migrations: { sqlite: { '0001-log': M0001Log }, mysql: { '0001-log': M0001Log } },
    startupTimeout: 20_000,
    logger: createLogger('test', 'silent'),
  });
  const bus = createMemoryBus();
  const cursors = createCursorCodec('a secret of this test');
  const log = await openEventLog({ database, cursors, bus, pollInterval: 60_000 });
  return {
    database,
    log,
    bus,
    cursors,
    async [Symbol.asyncDispose]() {
      log.stop();
      await bus.close();
      await database.close();
      await own[Symbol.asyncDispose]();
    },
  };
}

export function testEvent(
  payload: Record<string, unknown> = {},
  occurredAt = new Date('2026-01-01T00:00:00Z'),
): NewEvent {
  return {
    aggregateType: 'suggestion',
    aggregateId: '230100-SG-2026-000001',
    type: 'suggestion.submitted',
    act: 'submit',
    fromState: 'DRAFT',
    toState: 'SUBMITTED',
    actorRole: 'deputy',
    organ: '市住建局𠮷',
    divisionCode: '230100',
    occurredAt: occurredAt.toISOString(),
    payload,
  };
}
