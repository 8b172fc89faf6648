import type { NewEvent } from '../../events/append-event.ts';
import type { EntityManager } from '../../database/open-database.ts';
import type { CaseLevel } from '../../lifecycle/congress-level.ts';
import { answerFromAboveAct, escalateAct, returnFromAboveAct } from '../act/hand-up.acts.ts';
import { overturnFromAboveAct } from '../act/overturn-from-above.act.ts';
import { lockCase } from '../case-store.ts';
import type { SuggestionCase } from '../suggestion-case.ts';
import type { SuggestionDeps } from '../suggestion.service.ts';
import type { ToldNews } from './apply-news.ts';
import { dossierFromAbove, type DossierFromAbove } from './dossier.ts';
import { followAct } from './follow-act.ts';
import { HandUpEntity, type HandUpRow } from './hand-up.entity.ts';
import type { NeighbourNews } from './neighbour-news.ts';

interface NewsFromAbove extends ToldNews {
  readonly neighbour: CaseLevel;
}

type Told = Exclude<NeighbourNews, { act: 'pass' }>;

/** Applies one piece of news of the level above; gives the events to append. */
export async function applyNewsFromAbove(
  deps: SuggestionDeps,
  em: EntityManager,
  { news, dossier }: NewsFromAbove,
): Promise<NewEvent[]> {
  if (news.act === 'pass') return [];
  if (news.act === 'take') return [...((await deps.opinions?.taken(em, news.handUpId, deps.clock())) ?? [])];
  const known = await em.findOne(HandUpEntity, { id: news.handUpId });
  if (!known) return [];
  const item = await lockCase(em, known.suggestionId, ['handUps']);
  const handUp = item?.handUps.find(({ id }) => id === known.id);
  if (!item || !handUp) return [];
  const isNews = note(handUp, news, dossier);
  await em.flush();
  if (!isNews) return [];
  const act = actOf(news, dossier);
  return act && item.suggestion.handUpId === handUp.id ? act(deps, em, item) : [];
}

/** What the sender knows of its hand-up then; false where it knew already, such as where a feed is read once more. */
function note(handUp: HandUpRow, news: Told, dossier: unknown): boolean {
  const { occurredAt } = news;
  switch (news.act) {
    case 'receive':
      if (handUp.deliveredAt) return false;
      handUp.deliveredAt = occurredAt;
      if (handUp.state === 'PROPOSED') handUp.state = 'DELIVERED';
      return true;
    case 'accept':
      if (handUp.decidedAt) return false;
      handUp.state = 'ACCEPTED';
      handUp.decidedAt = occurredAt;
      handUp.linkedId = news.payload.linkedId;
      handUp.linkedCaseNumber = news.payload.caseNumber;
      return true;
    case 'decline':
      if (handUp.decidedAt) return false;
      handUp.state = 'DECLINED';
      handUp.decidedAt = occurredAt;
      handUp.note = readAnswer(dossier).note;
      return true;
    case 'answer':
      // Each answer above is of a later round than the one before.
      if ((handUp.answeredRound ?? 0) >= news.payload.round) return false;
      handUp.state = 'ANSWERED';
      handUp.answeredAt = occurredAt;
      handUp.answeredRound = news.payload.round;
      return true;
    case 'overturn':
      return noteOverturning(handUp, news.payload);
    case 'end':
      if (handUp.state !== 'ACCEPTED') return false;
      handUp.state = 'ENDED';
      return true;
    default:
      return false;
  }
}

/** Where the feed is read once more, the answer is not there any more, or a later one is. */
function noteOverturning(
  handUp: HandUpRow,
  { round, isAnswerToCome }: Extract<Told, { act: 'overturn' }>['payload'],
): boolean {
  if (handUp.state !== 'ANSWERED' || (handUp.answeredRound ?? 0) > round) return false;
  handUp.state = isAnswerToCome ? 'ACCEPTED' : 'ENDED';
  return true;
}

/** A level above that was set up anew has nothing of it any more. */
function readAnswer(dossier: unknown): DossierFromAbove {
  return dossier ? dossierFromAbove.parse(dossier) : { note: null, replies: [] };
}

type Follow = (deps: SuggestionDeps, em: EntityManager, item: SuggestionCase) => Promise<NewEvent[]>;

/** What follows for the case; undefined where nothing does. */
function actOf(news: Told, dossier: unknown): Follow | undefined {
  switch (news.act) {
    case 'accept': {
      const input = { linkedId: news.payload.linkedId, linkedCaseNumber: news.payload.caseNumber };
      return (deps, em, item) => followAct(deps, em, { definition: escalateAct, item, input });
    }
    case 'decline': {
      const input = { outcome: 'DECLINED' as const, note: readAnswer(dossier).note };
      return (deps, em, item) => followAct(deps, em, { definition: returnFromAboveAct, item, input });
    }
    case 'end': {
      const input = { outcome: 'ENDED' as const, note: null };
      return (deps, em, item) => followAct(deps, em, { definition: returnFromAboveAct, item, input });
    }
    case 'answer': {
      const input = { ...news.payload, replies: readAnswer(dossier).replies };
      if (input.replies.length === 0) return undefined;
      return (deps, em, item) => followAct(deps, em, { definition: answerFromAboveAct, item, input });
    }
    case 'overturn': {
      const input = news.payload;
      return async (deps, em, item) =>
        hasAnswer(item) ? followAct(deps, em, { definition: overturnFromAboveAct, item, input }) : [];
    }
    default:
      return undefined;
  }
}

/** What was published does not get the answers that follow, so that a later one may be overturned above after its own was. */
function hasAnswer({ suggestion: { answerFrom }, replies }: SuggestionCase): boolean {
  return replies.some(({ round }) => round >= answerFrom);
}
