import type { Database } from '../../shared/database/open-database.ts';
import { readHead } from '../../shared/events/event-head.ts';
import { EventEntity } from '../../shared/events/event.entity.ts';
import { genesisHash } from '../../shared/events/genesis-hash.ts';
import { listArchives, readArchive, verifyArchive, type ArchiveHead } from '../../shared/events/log-archive.ts';
import { verifyLog } from '../../shared/events/verify-log.ts';
import type { CaseLevel } from '../../shared/lifecycle/congress-level.ts';
import { faultOfSteps } from '../../shared/suggestion/hold-steps.ts';
import { FeedCursorEntity } from '../../subgraphs/network/feed/feed-cursor.entity.ts';
import { StatusChangeEntity } from '../../subgraphs/network/status-change/status-change.entity.ts';

/** What was found of one log, in words. */
export interface Finding {
  readonly isWhole: boolean;
  readonly text: string;
}

/** Computes the chain anew, and holds who acted and why, which stand beside the log, to its events. */
export async function verifyDatabase(name: string, database: Database): Promise<Finding> {
  const { first, last, hash, fault } = await verifyLog(database.fork(), faultOfSteps);
  if (fault) return { isWhole: false, text: `${name}: BROKEN at event ${fault.sequence}: ${fault.message}` };
  const count = last - first + 1;
  const span = count === 0 ? 'no event' : `${count} events, ${first} to ${last}`;
  const checkpoint = first > 1 ? `, from the checkpoint after event ${first - 1}` : '';
  return { isWhole: true, text: `${name}: whole (${span}${checkpoint}), newest hash ${hash}` };
}

/** Rows that are compared in one statement. */
const batchSize = 1_000;

/**
 * Network keeps the hash of every event that it has applied. Whoever forges a log and computes its chain anew must forge
 * that copy too.
 */
export async function compareWithNetwork(level: CaseLevel, database: Database, network: Database): Promise<Finding> {
  const name = level.toLowerCase();
  const em = database.fork();
  const partitions = await network.fork().count(FeedCursorEntity, { level: { $like: `${level.slice(0, 1)}/%` } });
  if (partitions > 0) {
    const text = `${name}: network follows ${partitions} partitions, whose owners hold their logs; it is not compared`;
    return { isWhole: true, text };
  }
  let compared = 0;
  for (let after = 0; ;) {
    const known = await network
      .fork()
      .find(
        StatusChangeEntity,
        { level, sequence: { $gt: after } },
        { orderBy: { sequence: 'asc' }, limit: batchSize, disableIdentityMap: true },
      );
    const last = known.at(-1)?.sequence;
    if (last === undefined) break;
    const rows = await em.find(EventEntity, { sequence: { $gt: after, $lte: last } }, { disableIdentityMap: true });
    const hashOf = new Map(rows.map(({ sequence, hash }) => [sequence, hash]));
    const { oldest } = await readHead(em);
    const other = known.find(({ sequence, hash }) => sequence >= oldest && hashOf.get(sequence) !== hash);
    if (other) {
      const text = `${name}: BROKEN at event ${other.sequence}: network holds another hash of it than the log`;
      return { isWhole: false, text };
    }
    compared += known.length;
    after = last;
  }
  return { isWhole: true, text: `${name}: ${compared} events are the same in network` };
}

/**
 * Holds a log's archives to their signatures and hashes, and to each other and the log's checkpoint without a gap; and who
 * acted and why, which stay in the database, to the events that went there.
 */
export async function verifyArchives(
  name: string,
  database: Database,
  { folder, jwksFile }: { folder: string; jwksFile: string },
): Promise<Finding> {
  const log = await readHead(database.fork());
  const broken = (text: string): Finding => ({ isWhole: false, text: `${name}: BROKEN archive: ${text}` });
  let next: Pick<ArchiveHead, 'to' | 'hash'> = { to: 0, hash: genesisHash };
  const files = await listArchives(folder, name);
  for (const file of files) {
    const head = await verifyArchive(file, jwksFile);
    if ('message' in head) return broken(`${head.file}: ${head.message}`);
    if (head.logId !== log.logId) return broken(`${file} is of another log`);
    if (head.from !== next.to + 1) return broken(`events ${next.to + 1} to ${head.from - 1} are in no archive`);
    if (head.baseHash !== next.hash) return broken(`${file} does not continue the archive before it`);
    next = head;
    for await (const events of readArchive(file)) {
      const fault = await faultOfSteps(database.fork(), events);
      if (!fault) continue;
      const text = `${name}: BROKEN at event ${fault.sequence}: ${fault.message} (the event is in ${file})`;
      return { isWhole: false, text };
    }
  }
  if (next.to !== log.oldest - 1) return broken(`events ${next.to + 1} to ${log.oldest - 1} are in no archive`);
  if (next.hash !== log.baseHash)
    return broken(`the log's checkpoint is not the end of ${files.at(-1) ?? 'an archive'}`);
  return {
    isWhole: true,
    text: `${name}: ${files.length} archives, events 1 to ${next.to}, whole up to the log's checkpoint`,
  };
}
