import type { NewEvent } from '../../events/append-event.ts';
import type { EntityManager } from '../../database/open-database.ts';
import type { CaseLevel } from '../../lifecycle/congress-level.ts';
import { evaluateFromBelowAct } from '../act/hand-up.acts.ts';
import { evaluationsOfRound } from '../suggestion-case.ts';
import { contextOf, type SuggestionDeps } from '../suggestion.service.ts';
import type { ToldNews } from './apply-news.ts';
import { followAct, linkActor } from './follow-act.ts';
import { dossierFromBelow, type DossierFromBelow } from './dossier.ts';
import { ReceivedHandUpEntity } from './hand-up.entity.ts';
import { newsEvent } from './hand-up-news.ts';
import { isPlace, raisedOpinion, takeRaisedOpinion } from './raised-opinion.ts';
import { lockCase } from '../case-store.ts';

interface NewsFromBelow extends ToldNews {
  readonly neighbour: CaseLevel;
}

/** Applies one piece of news of the level below; gives the events to append. */
export async function applyNewsFromBelow(
  deps: SuggestionDeps,
  em: EntityManager,
  { news, dossier, neighbour }: NewsFromBelow,
): Promise<NewEvent[]> {
  if (news.act === 'recall') return forget(em, news.handUpId);
  // The matter became secret meanwhile: it stays where it is.
  if (!dossier) return [];
  if (news.act === 'raise') return takeRaisedOpinion(deps, em, raisedOpinion.parse(dossier));
  if (news.act === 'propose') return receive(deps, em, { matter: dossierFromBelow.parse(dossier), neighbour });
  if (news.act === 'evaluate') return grade(deps, em, dossierFromBelow.parse(dossier));
  return [];
}

/** The inbox: a hand-up is there once, however often it comes. */
async function receive(
  deps: SuggestionDeps,
  em: EntityManager,
  { matter, neighbour }: { readonly matter: DossierFromBelow; readonly neighbour: CaseLevel },
): Promise<NewEvent[]> {
  const { id, toDivisionCode: divisionCode, toLevel, divisionCode: fromDivisionCode, signers, ...rest } = matter;
  if (toLevel !== deps.lifecycle.level || !(await isPlace(deps, em, { divisionCode, originId: null }))) return [];
  if ((await em.count(ReceivedHandUpEntity, { id })) > 0) return [];
  const { evaluations: _grades, answeredRound: _round, ...texts } = rest;
  const context = contextOf(deps, linkActor(divisionCode), em);
  await em.insert(ReceivedHandUpEntity, {
    ...{ ...texts, id, fromLevel: neighbour, fromDivisionCode, divisionCode, signers: JSON.stringify(signers) },
    ...{ state: 'WAITING', version: 1, receivedAt: context.now.toISOString() },
    ...{ decidedAt: null, note: null, linkedId: null },
  });
  return [newsEvent({ id, act: 'receive', state: 'WAITING', divisionCode }, context)];
}

async function grade(deps: SuggestionDeps, em: EntityManager, below: DossierFromBelow): Promise<NewEvent[]> {
  const handUp = await em.findOne(ReceivedHandUpEntity, { id: below.id }, { disableIdentityMap: true });
  const item = handUp?.linkedId ? await lockCase(em, handUp.linkedId) : undefined;
  // Grades of an answer that has been mended since are of no use here.
  if (item?.suggestion.round !== below.answeredRound) return [];
  const given = new Set(evaluationsOfRound(item).map(({ deputyId }) => deputyId));
  const isNews = below.evaluations.some(({ deputyId }) => !given.has(deputyId));
  return isNews ? followAct(deps, em, { definition: evaluateFromBelowAct, item, input: below }) : [];
}

/** What this level knew of a matter that became secret below goes. */
async function forget(em: EntityManager, id: string): Promise<NewEvent[]> {
  await em.nativeUpdate(
    ReceivedHandUpEntity,
    { id },
    { title: '', content: '', topic: null, reason: '', signers: '[]' },
  );
  return [];
}
