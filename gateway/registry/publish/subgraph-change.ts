import { ClientError } from '../../../shared/errors/client-error.ts';
import { labelOf, type Member } from '../composition/member.ts';
import type { StoredMember } from '../store/graph.table.ts';

/** What an act wants of one endpoint of a subgraph: a new version, or its end. */
export interface SubgraphChange {
  readonly subgraph: string;
  /** Codes of the partition; none for the default endpoint. */
  readonly codes: readonly string[];
  /** Undefined: the endpoint is removed. */
  readonly version: { readonly sdl: string; readonly url: string } | undefined;
}

/** The members of the next graph; those that are new have no row yet. */
export interface NextMembers {
  readonly kept: readonly StoredMember[];
  readonly added: readonly Member[];
  readonly removed: readonly StoredMember[];
}

/** Characters of a partition's codes with commas between them, as the registry keeps them. */
const longestCodes = 2_000;

/** Characters of the message of an act, which every list of versions shows. */
const longestMessage = 10_000;

/** Throws ClientError INPUT_INVALID. */
export function assertMessage(message: string | null): void {
  if (message === null || message.length <= longestMessage) return;
  throw new ClientError(
    'INPUT_INVALID',
    `The message has ${message.length} characters; the registry takes ${longestMessage}.`,
  );
}

/** Throws ClientError INPUT_INVALID, SDL_TOO_LARGE or SUBGRAPH_URL_UNREACHABLE for what is wrong by itself. */
export function assertWellFormed(changes: readonly SubgraphChange[], maxSdl: number): void {
  if (changes.length === 0) throw new ClientError('INPUT_INVALID', 'The act names no subgraph.');
  const labels = new Set<string>();
  for (const change of changes) {
    const { subgraph, codes, version } = change;
    if (!/^[A-Za-z][\w-]{0,63}$/.test(subgraph)) {
      const takes = 'a letter first, then letters, digits, _ and -, 64 at most';
      throw new ClientError(
        'INPUT_INVALID',
        `"${subgraph.slice(0, 100)}" is no name of a subgraph. It takes ${takes}.`,
      );
    }
    assertCodes(subgraph, codes);
    const label = labelOf(change);
    if (labels.has(label)) throw new ClientError('INPUT_INVALID', `The act names ${label} twice.`);
    labels.add(label);
    if (version) assertVersion(label, version, maxSdl);
  }
}

function assertCodes(subgraph: string, codes: readonly string[]): void {
  const wrong = codes.find((code) => !/^\d{6}(?:\d{3}(?:\d{3})?)?$/.test(code));
  if (wrong !== undefined) {
    throw new ClientError(
      'DIVISION_CODE_INVALID',
      `"${wrong.slice(0, 50)}" is no code of a partition of ${subgraph}. It takes the code of a division: 6, 9 or 12 digits, such as 230103.`,
    );
  }
  if (codes.join().length > longestCodes) {
    throw new ClientError(
      'INPUT_INVALID',
      `A partition takes codes of ${longestCodes} characters in all, and ${subgraph} is given ${codes.length} codes. Give those of their cities or districts.`,
    );
  }
  const [left, right] = overlapOf(codes, codes, true) ?? [];
  if (left) throw new ClientError('PARTITION_OVERLAP', `The codes ${left} and ${right} of ${subgraph} overlap.`);
}

function assertVersion(label: string, { sdl, url }: { sdl: string; url: string }, maxSdl: number): void {
  const size = Buffer.byteLength(sdl);
  if (size > maxSdl) {
    throw new ClientError(
      'SDL_TOO_LARGE',
      `The schema of ${label} has ${size} bytes; the registry takes ${maxSdl} (GATEWAY_REGISTRY_MAX_SDL).`,
    );
  }
  const isHttp = URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
  if (isHttp && url.length <= 2000) return;
  throw new ClientError(
    'SUBGRAPH_URL_UNREACHABLE',
    `"${url.slice(0, 100)}" is no URL of a subgraph. It takes one such as http://district.example:4002/graphql.`,
  );
}

/** Throws ClientError SUBGRAPH_NOT_FOUND for a removal of what is not there, PARTITION_OVERLAP for a code taken twice. */
export function applyChanges(current: readonly StoredMember[], changes: readonly SubgraphChange[]): NextMembers {
  const byLabel = new Map(current.map((member) => [labelOf(member), member]));
  const removed: StoredMember[] = [];
  const added: Member[] = [];
  for (const change of changes) {
    const label = labelOf(change);
    const known = byLabel.get(label);
    const { version, ...endpoint } = change;
    if (!version && !known) throw notFound(label, current);
    if (version && known?.sdl === version.sdl && known.url === version.url) continue;
    if (known) removed.push(known);
    byLabel.delete(label);
    if (version) added.push({ ...endpoint, ...version });
  }
  const kept = [...byLabel.values()];
  assertNoOverlap([...kept, ...added], added);
  return { kept, added, removed };
}

export function notFound(label: string, current: readonly StoredMember[]): ClientError {
  const known = current.map(labelOf).join(', ') || 'none';
  return new ClientError('SUBGRAPH_NOT_FOUND', `The registry has no ${label}. It has: ${known}.`);
}

function assertNoOverlap(members: readonly Member[], added: readonly Member[]): void {
  for (const member of added) {
    for (const other of members) {
      if (other === member || other.subgraph !== member.subgraph) continue;
      if (other.url === member.url) throw twin(member, other);
      const [own, taken] = overlapOf(member.codes, other.codes, false) ?? [];
      if (own === undefined) continue;
      const whole = own === taken ? own : `${own} (by ${taken})`;
      throw new ClientError(
        'PARTITION_OVERLAP',
        `${labelOf(member)} overlaps ${labelOf(other)} at ${other.url}, which holds ${whole} already. Publish under the same codes to replace it, or remove it first.`,
        { subgraph: member.subgraph, partition: other.codes.join() },
      );
    }
  }
}

function twin(member: Member, other: Member): ClientError {
  return new ClientError(
    'PARTITION_OVERLAP',
    `${labelOf(other)} has the URL ${member.url} already: an endpoint is one partition, with all of its codes. Remove that one first, or in the same act.`,
    { subgraph: member.subgraph, partition: other.codes.join() },
  );
}

/** A code of each side of which one begins the other. */
function overlapOf(
  left: readonly string[],
  right: readonly string[],
  isSameList: boolean,
): readonly [string, string] | undefined {
  for (const [index, one] of left.entries()) {
    for (const [place, other] of right.entries()) {
      if (isSameList && place <= index) continue;
      if (one.startsWith(other) || other.startsWith(one)) return [one, other];
    }
  }
  return undefined;
}
