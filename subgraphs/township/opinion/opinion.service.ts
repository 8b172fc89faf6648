import { LockMode } from '@mikro-orm/core';
import type { Actor, MaybeActor } from '../../../shared/auth/actor.ts';
import type { EntityManager } from '../../../shared/database/open-database.ts';
import { inTransaction } from '../../../shared/database/transaction.ts';
import { parseDivisionCode, type DivisionCode } from '../../../shared/division/division-code.ts';
import {
  divisionOfId,
  formatOpinionId,
  parseHomeId,
  parseOpinionId,
  parseStationId,
} from '../../../shared/division/entity-id.ts';
import { divisionNotFound } from '../../../shared/division/not-found.ts';
import { ClientError } from '../../../shared/errors/client-error.ts';
import { beijingDay } from '../../../shared/lifecycle/calendar-day.ts';
import { parseInput } from '../../../shared/suggestion/act/act-input.ts';
import { nextNumber } from '../../../shared/suggestion/case-store.ts';
import type { SuggestionDeps } from '../../../shared/suggestion/suggestion.service.ts';
import { CommunityEntity } from '../division/community.entity.ts';
import { HomeEntity } from '../home/home.entity.ts';
import { registration, type OpinionActDefinition, type Registration } from './opinion-act.ts';
import { requireKeeper, requireOpinionPart, requireOpinionRole, type OpinionPlace } from './opinion-authority.ts';
import { OpinionEntity, type OpinionRow } from './opinion.entity.ts';
import { newOpinion, performOpinionAct, type OpinionSurroundings } from './perform-opinion-act.ts';

/** A keeper takes down a citizen's opinion at a home or a station of the division (登记). */
export async function registerOpinion(
  deps: SuggestionDeps,
  maybeActor: MaybeActor,
  request: { readonly divisionCode: string; readonly input: unknown },
): Promise<OpinionRow> {
  const actor = requireOpinionRole('register', maybeActor);
  const divisionCode = parseDivisionCode(request.divisionCode);
  const input = parseInput(registration, request.input);
  const row = await inTransaction(deps.database, async (em) => {
    const place = await placeOf(em, divisionCode, input);
    requireKeeper(place, actor);
    const around = surroundings(deps, actor);
    const year = Number(beijingDay(around.now).slice(0, 4));
    const number = await nextNumber(em, `opinion:${divisionCode}:${year}`);
    const id = formatOpinionId(divisionCode, year, number);
    const opinion = newOpinion({ id, place, input }, around);
    await em.insert(OpinionEntity, opinion.row);
    await deps.log.append(em, [opinion.event]);
    return opinion.row;
  });
  deps.log.wake();
  return row;
}

/** Performs an act and appends its events in one transaction; the actor is re-checked against the opinion itself. */
export async function performOnOpinion<Input>(
  deps: SuggestionDeps,
  maybeActor: MaybeActor,
  request: {
    readonly definition: OpinionActDefinition<Input>;
    readonly id: string;
    readonly expectedVersion: number;
    readonly input: unknown;
  },
): Promise<OpinionRow> {
  const { definition, expectedVersion } = request;
  const { act } = definition;
  const actor = requireOpinionRole(act, maybeActor);
  const id = parseOpinionId(request.id);
  const input = definition.parse(request.input);
  const row = await inTransaction(deps.database, async (em) => {
    const opinion = await lockOpinion(em, id);
    requireOpinionPart(act, opinion, actor);
    requireVersion(opinion, expectedVersion);
    const around = surroundings(deps, actor);
    const event = performOpinionAct(definition, { row: opinion, input }, around);
    const followed = (await definition.follow?.(opinion, input, { deps, em, actor })) ?? [];
    await em.flush();
    await deps.log.append(em, [event, ...followed]);
    return { ...opinion };
  });
  deps.log.wake();
  return row;
}

function surroundings({ lifecycle, calendar, clock }: SuggestionDeps, actor: Actor): OpinionSurroundings {
  return { lifecycle, calendar, actor, now: clock() };
}

export function opinionNotFound(id: string): ClientError {
  return new ClientError(
    'OPINION_NOT_FOUND',
    `The citizen's opinion ${id} does not exist. The fields "opinions" of homes, stations and divisions list those that do.`,
  );
}

/** Loads an opinion with its row locked until the transaction ends. Throws OPINION_NOT_FOUND. */
export async function lockOpinion(em: EntityManager, id: string): Promise<OpinionRow> {
  // SQLite has no row locks: the first write takes the database's, so that nobody else's write can come between.
  await em.execute('update citizen_opinion set version = version where id = ?', [id]);
  const row = await em.findOne(OpinionEntity, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!row) throw opinionNotFound(id);
  return row;
}

/** Whether a station exists is known to its district alone; that it lies in the division shows in its id. */
async function placeOf(
  em: EntityManager,
  divisionCode: DivisionCode,
  { homeId, stationId }: Registration,
): Promise<OpinionPlace> {
  const districtCode = divisionCode.slice(0, 6);
  const within =
    divisionCode.length === 9 ? { townshipCode: divisionCode } : { townshipCode: { $like: `${districtCode}%` } };
  if (divisionCode.length === 12 || (await em.count(CommunityEntity, within)) === 0)
    throw divisionNotFound('street, town or district', divisionCode);
  if (stationId) {
    if (divisionOfId(parseStationId(stationId)) === divisionCode)
      return { divisionCode, districtCode, communityCode: null };
    throw new ClientError('STATION_NOT_FOUND', `Station ${stationId} does not lie in ${divisionCode}.`);
  }
  const home = await em.findOne(HomeEntity, { id: parseHomeId(homeId ?? '') });
  if (home?.townshipCode === divisionCode) return { divisionCode, districtCode, communityCode: home.communityCode };
  throw new ClientError('HOME_NOT_FOUND', `${divisionCode} has no home ${homeId}.`);
}

function requireVersion({ id, version, status }: OpinionRow, expectedVersion: number): void {
  if (version === expectedVersion) return;
  throw new ClientError(
    'CONFLICT',
    `${id} is in version ${version} (${status}), not ${expectedVersion}. Read it again and repeat the act if it still holds.`,
    { currentVersion: version, currentStatus: status },
  );
}
