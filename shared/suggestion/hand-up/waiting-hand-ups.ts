import type { Actor, MaybeActor } from '../../auth/actor.ts';
import { ClientError } from '../../errors/client-error.ts';
import type { Lifecycle } from '../../lifecycle/lifecycle.ts';
import { allOf, noCondition, type SqlCondition } from '../../paging/child-pages.ts';
import { toConnection, type Connection } from '../../paging/connection.ts';
import { pageSize, type PageArguments } from '../../paging/page-request.ts';
import type { RequestScope } from '../../subgraph/request-scope.ts';
import { requireDivision } from '../act/authority.ts';
import { ReceivedHandUpEntity, type ReceivedHandUpRow } from './hand-up.entity.ts';

export interface WaitingRequest {
  /** The field's name, such as `cityHandUpsWaiting`: it names the list in cursors and errors. */
  readonly field: string;
  readonly divisionCode: string;
  readonly page: PageArguments;
}

const defaultPage = 100;

/**
 * Hand-ups from below on which nobody has decided, the one that came first first: for a reviewer those of the division,
 * for a deputy those that the deputy may adopt. Throws UNAUTHENTICATED, FORBIDDEN_ROLE, FORBIDDEN_DIVISION,
 * PAGE_SIZE_INVALID and CURSOR_INVALID.
 */
export async function waitingHandUps(
  { em, cursors, actor: maybeActor }: RequestScope,
  lifecycle: Lifecycle,
  { field, divisionCode, page }: WaitingRequest,
): Promise<Connection<ReceivedHandUpRow>> {
  const actor = requireDecider(lifecycle, field, maybeActor);
  requireDivision(actor, divisionCode);
  const size = pageSize(page.first, defaultPage);
  const [receivedAt, id] = page.after ? cursors.decode(field, page.after) : [];
  const after: SqlCondition =
    receivedAt === undefined
      ? noCondition
      : {
          sql: 'received_at >= ? and (received_at > ? or id > ?)',
          parameters: [receivedAt, receivedAt, id],
        };
  const waiting = waitingRows(actor, divisionCode);
  const { sql, parameters } = pageStatement(allOf(waiting, after), size + 1);
  const places = await em.execute<{ id: string }[]>(sql, [...parameters]);
  const rows = await em.find(
    ReceivedHandUpEntity,
    { id: { $in: places.map((place) => place.id) } },
    { orderBy: { receivedAt: 'asc', id: 'asc' }, disableIdentityMap: true },
  );
  return toConnection({
    rows,
    size,
    isContinued: receivedAt !== undefined,
    scope: field,
    cursors,
    keyOf: (row) => [row.receivedAt, row.id],
    totalCount: async () => {
      const [row] = await em.execute<{ total: number }[]>(
        `select count(*) as total from received_hand_up where ${waiting.sql}`,
        [...waiting.parameters],
      );
      return Number(row?.total ?? 0);
    },
  });
}

export function pageStatement(where: SqlCondition, limit: number): SqlCondition {
  return {
    sql: `select id from received_hand_up where ${where.sql} order by received_at, id limit ${limit}`,
    parameters: where.parameters,
  };
}

export function waitingRows(actor: Pick<Actor, 'role' | 'deputyId'>, divisionCode: string): SqlCondition {
  return allOf(
    { sql: "division_code = ? and state = 'WAITING'", parameters: [divisionCode] },
    // Where one deputy was asked nobody else adopts it.
    actor.role === 'deputy'
      ? { sql: 'adopter_id is null or adopter_id = ?', parameters: [actor.deputyId ?? ''] }
      : noCondition,
  );
}

function requireDecider(lifecycle: Lifecycle, field: string, actor: MaybeActor): Actor {
  if (!actor) {
    throw new ClientError('UNAUTHENTICATED', `${field} needs a token: send "Authorization: Bearer <token>".`);
  }
  const allowed = (['acceptHandUp', 'adoptHandUp'] as const).flatMap((act) => lifecycle.roles[lifecycle.partOf(act)]);
  if (allowed.includes(actor.role)) return actor;
  throw new ClientError(
    'FORBIDDEN_ROLE',
    `${field} is not a list of the role ${actor.role}. Whose it is: ${allowed.join(', ')}.`,
  );
}
