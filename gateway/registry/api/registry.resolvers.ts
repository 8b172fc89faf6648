import { ClientError } from '../../../shared/errors/client-error.ts';
import type { EntityManager } from '../../../shared/database/open-database.ts';
import { publish, rollback, type PublishDependencies, type PublishOutcome } from '../publish/publish.service.ts';
import type { SubgraphChange } from '../publish/subgraph-change.ts';
import { listAudit } from '../store/audit.table.ts';
import { readDocument } from '../store/document.table.ts';
import {
  findGraphVersion,
  listGraphVersions,
  readMembers,
  type GraphVersion,
  type StoredMember,
} from '../store/graph.table.ts';
import { readHead } from '../store/registry.database.ts';
import { assertAdmin, type RegistryActor } from '../token/registry-token.ts';
import { addToken, endToken, listTokens, type TokenInput } from '../token/token.service.ts';

export interface RegistryContext {
  readonly actor: RegistryActor;
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
}

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
    publish: async ({ changes, message, probe }: PublishInput, { actor }: RegistryContext) => {
      const request = { changes: changes.map(readChange), message: message ?? null, isProbing: probe };
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

function showOutcome({ version, hasChanged }: PublishOutcome) {
  return { version: showVersion(version), changed: hasChanged };
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
