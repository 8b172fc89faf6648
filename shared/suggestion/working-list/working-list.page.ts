import { z } from 'zod';
import type { Actor, MaybeActor } from '../../auth/actor.ts';
import { ClientError } from '../../errors/client-error.ts';
import { beijingDay } from '../../lifecycle/calendar-day.ts';
import type { Lifecycle } from '../../lifecycle/lifecycle.ts';
import { suggestionStatuses } from '../../lifecycle/suggestion-status.ts';
import { toConnection, type Connection } from '../../paging/connection.ts';
import { pageSize, type PageArguments } from '../../paging/page-request.ts';
import type { RequestScope } from '../../subgraph/request-scope.ts';
import { parseInput, text } from '../act/act-input.ts';
import { requireDivision } from '../act/authority.ts';
import type { SuggestionRow } from '../suggestion.entity.ts';
import { suggestionLoaders } from '../suggestion.loader.ts';
import {
  countStatement,
  pageStatement,
  type ListPlace,
  type WorkingListFilterValues,
  type WorkingListRequest,
} from './list-query.ts';
import { workingListKinds, workingLists, type WorkingListKind } from './working-list.ts';

export interface AskedList {
  /** The field's name, such as `cityWorkingList`: it names the list in cursors and errors. */
  readonly field: string;
  readonly kind: WorkingListKind;
  readonly divisionCode: string;
  readonly filter: unknown;
  readonly page: PageArguments;
}

const filterInput = z.object({
  organ: text(100).nullish(),
  topic: text(64).nullish(),
  status: z.array(z.enum(suggestionStatuses)).nullish(),
  year: z.int('is no year').min(1_000, 'is no year').max(9_999, 'is no year').nullish(),
});

const defaultPage = 100;

/**
 * A page of a list of the actor's, the most urgent case first. Throws UNAUTHENTICATED, FORBIDDEN_ROLE,
 * FORBIDDEN_DIVISION, INPUT_INVALID, PAGE_SIZE_INVALID and CURSOR_INVALID.
 */
export async function workingListPage(
  scope: RequestScope,
  lifecycle: Lifecycle,
  { field, kind, divisionCode, filter, page }: AskedList,
): Promise<Connection<SuggestionRow>> {
  const actor = requireList(lifecycle, kind, scope.actor);
  requireDivision(actor, divisionCode);
  const size = pageSize(page.first, defaultPage);
  const cursorScope = `${field}|${kind}`;
  const after = page.after ? toPlace(scope.cursors.decode(cursorScope, page.after)) : undefined;
  const request = requestOf(scope, { kind, divisionCode, actor, filter: parseInput(filterInput, filter ?? {}) });
  const places = await readPlaces(scope, pageStatement(request, { after, limit: size + 1 }));
  const ranks = new Map(places.map(({ id, rank }) => [id, rank]));
  // Read as whoever asks may see them: the list is theirs, but what they may see of a case is said in one place.
  const rows = await Promise.all(places.map(({ id }) => suggestionLoaders(scope).suggestion.load(id)));
  return toConnection({
    rows: rows.filter((row) => row !== null),
    size,
    isContinued: after !== undefined,
    scope: cursorScope,
    cursors: scope.cursors,
    keyOf: ({ id }) => [ranks.get(id) ?? '', id],
    totalCount: () => countCases(scope, request),
  });
}

export interface WorkingListCountValues {
  readonly kind: WorkingListKind;
  readonly count: number;
}

/** How many cases stand on each list that is the actor's; none for whoever has no list. Throws as a list does. */
export async function workingListCounts(
  scope: RequestScope,
  lifecycle: Lifecycle,
  divisionCode: string,
): Promise<WorkingListCountValues[]> {
  const actor = requireToken(scope.actor);
  requireDivision(actor, divisionCode);
  const own = workingListKinds.filter((kind) => rolesOf(lifecycle, kind).includes(actor.role));
  return Promise.all(
    own.map(async (kind) => ({
      kind,
      count: await countCases(scope, requestOf(scope, { kind, divisionCode, actor, filter: {} })),
    })),
  );
}

function requestOf(
  { clock }: RequestScope,
  parts: Omit<WorkingListRequest, 'today' | 'filter'> & { readonly filter: WorkingListFilterValues },
): WorkingListRequest {
  return { ...parts, today: beijingDay(clock()) };
}

async function readPlaces(
  { em }: RequestScope,
  statement: ReturnType<typeof pageStatement>,
): Promise<readonly ListPlace[]> {
  if (!statement) return [];
  const rows = await em.execute<{ id: string; place: string }[]>(statement.sql, [...statement.parameters]);
  return rows.map(({ id, place }) => ({ id, rank: place }));
}

async function countCases({ em }: RequestScope, request: WorkingListRequest): Promise<number> {
  const statement = countStatement(request);
  if (!statement) return 0;
  const [row] = await em.execute<{ total: number | string | null }[]>(statement.sql, [...statement.parameters]);
  return Number(row?.total ?? 0);
}

function requireToken(actor: MaybeActor): Actor {
  if (actor) return actor;
  throw new ClientError(
    'UNAUTHENTICATED',
    'A working list is its own people\'s and needs a token: send "Authorization: Bearer <token>".',
  );
}

function requireList(lifecycle: Lifecycle, kind: WorkingListKind, maybeActor: MaybeActor): Actor {
  const actor = requireToken(maybeActor);
  const allowed = rolesOf(lifecycle, kind);
  if (allowed.includes(actor.role)) return actor;
  throw new ClientError(
    'FORBIDDEN_ROLE',
    `The list ${kind} of a ${lifecycle.level.toLowerCase()} is not one of the role ${actor.role}. Whose it is: ${allowed.join(', ') || 'nobody at this level'}.`,
  );
}

function rolesOf(lifecycle: Lifecycle, kind: WorkingListKind) {
  return [...new Set(workingLists[kind].parts.flatMap((part) => lifecycle.roles[part]))];
}

function toPlace([rank, id]: readonly unknown[]): ListPlace {
  return { rank: String(rank), id: String(id) };
}
