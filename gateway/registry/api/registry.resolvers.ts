import { ClientError } from '../../../shared/errors/client-error.ts';
import type { EntityManager } from '../../../shared/database/open-database.ts';
import { check } from '../check/check.service.ts';
import { labelOf } from '../composition/member.ts';
import { publish, rollback, type PublishDependencies, type PublishOutcome } from '../publish/publish.service.ts';
import type { SubgraphChange } from '../publish/subgraph-change.ts';
import { listAudit } from '../store/audit.table.ts';
import { readDocument } from '../store/document.table.ts';
import {
  findGraphVersion,
  listGraphVersions,
  readMembers,
  readMembersOf,
  type GraphVersion,
  type StoredMember,
} from '../store/graph.table.ts';
import { readHead } from '../store/registry.database.ts';
import { readSeenOperations } from '../store/usage.rows.ts';
import { assertAdmin, type RegistryActor } from '../token/registry-token.ts';
import { addToken, endToken, listTokens, type TokenInput } from '../token/token.service.ts';

export interface RegistryContext {
  readonly actor: RegistryActor;
  /** Where the gateway that is asked listens. */
  readonly port?: number | undefined;
}

interface ChangeInput {
  readonly subgraph: string;
  readonly partition: readonly string[];
  readonly sdl?: string | null;
  readonly url?: string | null;
  readonly remove: boolean;
}

interface PublishInput {
  readonly changes: readonly ChangeInput[];
  readonly message?: string | null;
  readonly probe: boolean;
  readonly force: boolean;
}

type CheckInput = Pick<PublishInput, 'changes' | 'probe'>;

interface RollbackInput {
  readonly to?: number | null;
  readonly subgraph?: string | null;
  readonly message?: string | null;
}

/** The root fields of the registry's API, as graphql-js calls them. */
export function createRegistryRoot(dependencies: PublishDependencies) {
  const { database } = dependencies;
  return {
    subgraphs: async ({ version }: { version?: number | null }) => {
      const em = database.fork();
      const found = await versionOf(em, version);
      return found ? (await readMembers(em, found.memberIds)).map(showMember).sort(byLabel) : [];
    },
    version: async ({ number }: { number?: number | null }) => {
      const found = await versionOf(database.fork(), number);
      return found ? showVersion(found) : null;
    },
    history: async ({ first, before }: { first: number; before?: number | null }) => {
      assertBetween('first', first, 500);
      const versions = await listGraphVersions(database.fork(), { first, before: before ?? undefined });
      return versions.map(showVersion);
    },
    supergraph: async ({ version, variant }: { version?: number | null; variant: 'INTERNAL' | 'PUBLIC' }) => {
      const em = database.fork();
      const found = await versionOf(em, version);
      if (!found) throw new ClientError('VERSION_NOT_FOUND', 'Nothing has been published yet.');
      return readDocument(em, variant === 'PUBLIC' ? found.publicHash : found.supergraphHash);
    },
    diff: ({ from, to }: { from: number; to: number }) => compareVersions(dependencies, from, to),
    operations: async ({ first }: { first: number }) => {
      assertBetween('first', first, 5_000);
      const { checkDays, checkThreshold: threshold } = dependencies.options;
      const since = new Date(Date.now() - checkDays * 86_400_000);
      return (await readSeenOperations(database.fork(), { since, threshold })).slice(0, first);
    },
    check: async ({ changes, probe }: CheckInput, { actor }: RegistryContext) => {
      const { isPassed, ...report } = await check(dependencies, actor, {
        changes: await withUrls(database.fork(), changes),
        isProbing: probe,
      });
      return { ...report, passed: isPassed };
    },
    publish: async ({ changes, message, probe, force }: PublishInput, { actor, port }: RegistryContext) => {
      const request = {
        ownPort: port,
        changes: changes.map(readChange),
        message: message ?? null,
        isProbing: probe,
        isForced: force,
      };
      return showOutcome(await publish(dependencies, actor, request));
    },
    rollback: async ({ to, subgraph, message }: RollbackInput, { actor }: RegistryContext) => {
      const request = { to: to ?? undefined, subgraph: subgraph ?? undefined, message: message ?? null };
      return showOutcome(await rollback(dependencies, actor, request));
    },
    ...createAdminRoot(dependencies),
  };
}

function createAdminRoot({ database }: PublishDependencies) {
  return {
    tokens: async (_arguments: unknown, { actor }: RegistryContext) => {
      assertAdmin(actor, 'the list of tokens');
      return listTokens(database.fork());
    },
    audit: async ({ first }: { first: number }, { actor }: RegistryContext) => {
      assertAdmin(actor, 'the audit log');
      assertBetween('first', first, 1_000);
      return listAudit(database.fork(), first);
    },
    createToken: ({ input }: { input: TokenInput }, { actor }: RegistryContext) => addToken(database, actor, input),
    revokeToken: ({ id }: { id: number }, { actor }: RegistryContext) => endToken(database, actor, id),
  };
}

/** Undefined before the first publish; throws ClientError VERSION_NOT_FOUND. */
async function versionOf(em: EntityManager, number: number | null | undefined): Promise<GraphVersion | undefined> {
  const { graphVersion } = await readHead(em);
  if (graphVersion === 0 && number == null) return undefined;
  const found = await findGraphVersion(em, number ?? graphVersion);
  if (found) return found;
  throw new ClientError(
    'VERSION_NOT_FOUND',
    `There is no version ${number}. The registry has ${graphVersion === 0 ? 'none yet' : `versions 1 to ${graphVersion}`}.`,
  );
}

function assertBetween(name: string, value: number, most: number): void {
  if (value >= 1 && value <= most) return;
  throw new ClientError('INPUT_INVALID', `${name} is ${value}; it takes a whole number from 1 to ${most}.`);
}

function readChange({ subgraph, partition, sdl, url, remove }: ChangeInput): SubgraphChange {
  const codes = [...partition].sort();
  if (remove) {
    if (sdl == null && url == null) return { subgraph, codes, version: undefined };
    throw new ClientError('INPUT_INVALID', `${subgraph}: a removal takes neither sdl nor url.`);
  }
  if (sdl != null && url != null) return { subgraph, codes, version: { sdl, url } };
  throw new ClientError('INPUT_INVALID', `${subgraph}: ${sdl == null ? 'sdl' : 'url'} is missing.`);
}

/** A check may come before it is decided where the subgraph will answer. */
async function withUrls(em: EntityManager, changes: readonly ChangeInput[]): Promise<SubgraphChange[]> {
  const { graphVersion } = await readHead(em);
  const members = await readMembersOf(em, graphVersion);
  return changes.map((change) => {
    if (change.remove || change.url != null) return readChange(change);
    const own = { subgraph: change.subgraph, codes: [...change.partition].sort() };
    const known = members.find((member) => labelOf(member) === labelOf(own));
    return readChange({
      ...change,
      url: known?.url ?? `http://${labelOf(own).replaceAll(/\W/g, '-')}.invalid/graphql`,
    });
  });
}

async function compareVersions({ database, thread }: PublishDependencies, from: number, to: number) {
  const em = database.fork();
  const [before, after] = [await versionOf(em, from), await versionOf(em, to)];
  if (!before || !after) throw new ClientError('VERSION_NOT_FOUND', 'Nothing has been published yet.');
  const changes = await thread.compare(
    await readDocument(em, before.supergraphHash),
    await readDocument(em, after.supergraphHash),
  );
  const subgraphs = memberChanges(await readMembers(em, before.memberIds), await readMembers(em, after.memberIds));
  return { subgraphs, changes };
}

function memberChanges(before: readonly StoredMember[], after: readonly StoredMember[]) {
  const old = new Map(before.map((member) => [labelOf(member), member]));
  const now = new Set(after.map(labelOf));
  const show = ({ subgraph, codes, number }: StoredMember, kind: string) => ({
    subgraph,
    partition: codes,
    number,
    kind,
  });
  return [
    ...after.flatMap((member) => {
      const known = old.get(labelOf(member));
      return known?.id === member.id ? [] : [show(member, known ? 'CHANGED' : 'ADDED')];
    }),
    ...before.filter((member) => !now.has(labelOf(member))).map((member) => show(member, 'REMOVED')),
  ];
}

function showOutcome({ version, hasChanged, schemaChanges }: PublishOutcome) {
  return { version: showVersion(version), changed: hasChanged, schemaChanges };
}

function showVersion({ act, changes, ...version }: GraphVersion) {
  return {
    ...version,
    act: act.toUpperCase(),
    changes: changes.map(({ codes, ...change }) => ({ ...change, partition: codes })),
  };
}

function showMember({ codes, ...member }: StoredMember) {
  return { ...member, partition: codes };
}

interface ShownMember {
  readonly subgraph: string;
  readonly partition: readonly string[];
}

function byLabel(left: ShownMember, right: ShownMember): number {
  const [a, b] = [left, right].map(({ subgraph, partition }) => `${subgraph}@${partition.join()}`);
  return (a ?? '') < (b ?? '') ? -1 : 1;
}
