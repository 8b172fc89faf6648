import { ClientError } from '../../../shared/errors/client-error.ts';
import type { SchemaChange } from '../check/schema-change.ts';
import { labelOf } from '../composition/member.ts';
import { notingRefusal, writeAudit } from '../store/audit.table.ts';
import {
  findGraphVersion,
  readMembers,
  readMembersOf,
  type GraphVersion,
  type StoredMember,
} from '../store/graph.table.ts';
import { readHead } from '../store/registry.database.ts';
import { assertAdmin, assertMayChange, type RegistryActor } from '../token/registry-token.ts';
import { assertNoLoop, type EndpointProbe } from './endpoint.probe.ts';
import { commitGraph, noteOf, type GraphActOf } from './graph.commit.ts';
import {
  assertUnbroken,
  composeProposal,
  orRefusal,
  type ComposerDependencies,
  type ComposerOptions,
  type Proposal,
} from './proposal.composer.ts';
import {
  applyChanges,
  assertMessage,
  assertWellFormed,
  notFound,
  type NextMembers,
  type SubgraphChange,
} from './subgraph-change.ts';

export interface PublishDependencies extends ComposerDependencies {
  readonly probe: EndpointProbe;
  /** Called after every act that changed the graph. */
  readonly onChange: () => void;
  readonly options: PublishOptions;
}

export interface PublishOptions extends ComposerOptions {
  /** Bytes of one schema. */
  readonly maxSdl: number;
}

export interface PublishRequest {
  readonly changes: readonly SubgraphChange[];
  readonly message: string | null;
  /** False: what answers at the URLs is not asked. */
  readonly isProbing: boolean;
  /** Where the gateway that is asked listens; undefined: it does not. */
  readonly ownPort?: number | undefined;
  /** True: goes into service though it breaks operations that clients use. */
  readonly isForced?: boolean;
}

export interface PublishOutcome {
  /** The version in service afterwards. */
  readonly version: GraphVersion;
  /** False where everything was published as it stands already. */
  readonly hasChanged: boolean;
  /** What changed for clients. */
  readonly schemaChanges: readonly SchemaChange[];
}

export interface RollbackRequest {
  /** Undefined: the version before the one in service. */
  readonly to: number | undefined;
  /** Undefined: the whole graph. */
  readonly subgraph: string | undefined;
  readonly message: string | null;
}

/** Acts that others overtook are worked out anew. */
const mostTries = 8;

/** Throws ClientError; then nothing has changed. */
export async function publish(
  dependencies: PublishDependencies,
  actor: RegistryActor,
  request: PublishRequest,
): Promise<PublishOutcome> {
  const { changes, message } = request;
  const act = {
    act: changes.every(({ version }) => version === undefined) ? ('remove' as const) : ('publish' as const),
    subject: changes.map(labelOf).join(', '),
    actor,
    message,
    isUnchecked: request.isForced ?? false,
  };
  return notingRefusal(dependencies.database, noteOf(act), async () => {
    assertMessage(message);
    assertWellFormed(changes, dependencies.options.maxSdl);
    for (const change of changes) assertMayChange(actor, change);
    let live: ReadonlyMap<string, string> | undefined;
    return change(dependencies, act, async (current, graphVersion) => {
      const next = applyChanges(current, changes);
      if (request.ownPort !== undefined) assertNoLoop(next.added, request.ownPort);
      if (request.isProbing) live ??= await readLiveOf(dependencies, next, graphVersion);
      return { next, live };
    });
  });
}

/** Puts the members of an older version back into service, as a new version. Throws ClientError. */
export async function rollback(
  dependencies: PublishDependencies,
  actor: RegistryActor,
  { to, subgraph, message }: RollbackRequest,
): Promise<PublishOutcome> {
  const subject = `${subgraph ?? 'the graph'} to ${to ?? 'the version before'}`;
  // Whoever goes back knows why, and may be in a hurry.
  const act = { act: 'rollback' as const, subject, actor, message, isUnchecked: true };
  return notingRefusal(dependencies.database, noteOf(act), async () => {
    assertMessage(message);
    if (subgraph === undefined) assertAdmin(actor, 'a rollback of the whole graph');
    return change(dependencies, act, async (current, graphVersion) => {
      const wanted = await membersAt(dependencies, to ?? graphVersion - 1);
      const isMeant = (member: StoredMember) => subgraph === undefined || member.subgraph === subgraph;
      if (subgraph !== undefined && ![...current, ...wanted].some(isMeant)) throw notFound(subgraph, current);
      const target = [...current.filter((member) => !isMeant(member)), ...wanted.filter(isMeant)];
      const ids = new Set(target.map(({ id }) => id));
      const currentIds = new Set(current.map(({ id }) => id));
      const removed = current.filter(({ id }) => !ids.has(id));
      const restored = target.filter(({ id }) => !currentIds.has(id));
      for (const member of [...removed, ...restored]) assertMayChange(actor, member);
      return { next: { kept: target, added: [], removed }, restored };
    });
  });
}

async function membersAt({ database }: PublishDependencies, number: number): Promise<StoredMember[]> {
  const em = database.fork();
  const version = await findGraphVersion(em, number);
  if (version) return readMembers(em, version.memberIds);
  const { graphVersion } = await readHead(em);
  throw new ClientError(
    'VERSION_NOT_FOUND',
    graphVersion < 2 && number < 1
      ? 'There is no version before this one.'
      : `There is no version ${number}. The registry has versions 1 to ${graphVersion}.`,
  );
}

/** Works a proposal out on the graph in service and commits it, unless somebody else was quicker: then once more. */
async function change(
  dependencies: PublishDependencies,
  act: GraphActOf,
  propose: (current: readonly StoredMember[], graphVersion: number) => Promise<Proposal>,
): Promise<PublishOutcome> {
  const { database } = dependencies;
  for (let tries = 0; tries < mostTries; tries += 1) {
    const em = database.fork();
    const { graphVersion } = await readHead(em);
    const proposal = await propose(await readMembersOf(em, graphVersion), graphVersion);
    const { next, restored = [] } = proposal;
    if (next.added.length + next.removed.length + restored.length === 0) {
      const version = await findGraphVersion(em, graphVersion);
      if (!version) throw new ClientError('VERSION_NOT_FOUND', 'Nothing has been published yet.');
      await writeAudit(em, { ...noteOf(act), outcome: 'done', detail: 'nothing to change' });
      return { version, hasChanged: false, schemaChanges: [] };
    }
    const composed = orRefusal(await composeProposal(dependencies, proposal, graphVersion));
    if (!act.isUnchecked) assertUnbroken(composed.changes);
    const version = await commitGraph(database, { ...act, ...proposal, composed, graphVersion });
    if (!version) continue;
    dependencies.onChange();
    return { version, hasChanged: true, schemaChanges: composed.changes };
  }
  throw new ClientError(
    'PUBLISH_CONFLICT',
    `Others published ${mostTries} times while this was composed. Nothing changed; repeat it.`,
  );
}

/** Of a schema at fault that is not deployed either, the fault is the news. */
async function readLiveOf(
  dependencies: PublishDependencies,
  next: NextMembers,
  graphVersion: number,
): Promise<ReadonlyMap<string, string>> {
  try {
    return await readLive(dependencies.probe, next);
  } catch (error) {
    if (!(error instanceof ClientError) || error.code !== 'SUBGRAPH_URL_UNREACHABLE') throw error;
    orRefusal(await composeProposal(dependencies, { next }, graphVersion));
    throw error;
  }
}

export async function readLive(probe: EndpointProbe, { added }: NextMembers): Promise<ReadonlyMap<string, string>> {
  return new Map(await Promise.all(added.map(async (member) => [labelOf(member), await probe.read(member)] as const)));
}
