import type { NewEvent } from '../../events/append-event.ts';
import type { SuggestionStatus } from '../../lifecycle/suggestion-status.ts';
import type { Act } from '../../lifecycle/transition.ts';
import type { ActContext, ActPayload } from '../act/act-definition.ts';
import type { SuggestionCase } from '../suggestion-case.ts';
import type { HandUpRow, HandUpState, ReceivedHandUpState } from './hand-up.entity.ts';

/** Sets events of hand-ups apart in a level's log: they are the outbox of what neighbours must hear. */
export const handUpAggregate = 'hand-up';

/**
 * What a sender tells the level above: a new hand-up, how the answer was graded, that the matter became secret; `raise`: a
 * deputy there has adopted a citizen's opinion.
 */
export const newsFromBelow = ['propose', 'evaluate', 'recall', 'raise'] as const;

/**
 * What a receiver tells the level below; `overturn`: a third party overturned the answer; `end`: the case above was
 * withdrawn or not accepted; `take`: an opinion is a draft.
 */
export const newsFromAbove = ['receive', 'accept', 'decline', 'answer', 'overturn', 'end', 'take'] as const;

export type NewsAct = (typeof newsFromBelow)[number] | (typeof newsFromAbove)[number];

const types: Readonly<Record<NewsAct, string>> = {
  propose: 'hand-up.proposed',
  evaluate: 'hand-up.evaluated',
  recall: 'hand-up.recalled',
  raise: 'hand-up.opinion-raised',
  receive: 'hand-up.received',
  accept: 'hand-up.accepted',
  decline: 'hand-up.declined',
  answer: 'hand-up.answered',
  overturn: 'hand-up.overturned',
  end: 'hand-up.ended',
  take: 'hand-up.opinion-taken',
};

export interface News {
  readonly id: string;
  readonly act: NewsAct;
  readonly state: HandUpState | ReceivedHandUpState;
  readonly divisionCode: string;
  /** No texts and nothing personal: those are fetched from the level that owns them. */
  readonly payload?: Readonly<Record<string, unknown>>;
}

export function newsEvent(news: News, { actor, now }: Pick<ActContext, 'actor' | 'now'>): NewEvent {
  const { id, act, state, divisionCode, payload = {} } = news;
  return {
    aggregateType: handUpAggregate,
    aggregateId: id,
    type: types[act],
    act,
    fromState: null,
    toState: state,
    actorRole: actor.role,
    organ: actor.organ ?? null,
    divisionCode,
    occurredAt: now.toISOString(),
    payload,
  };
}

function proposalNews({ id, divisionCode, toLevel, toDivisionCode }: HandUpRow): News {
  return { id, act: 'propose', state: 'PROPOSED', divisionCode, payload: { toLevel, toDivisionCode } };
}

interface DoneAct {
  readonly act: Act;
  readonly from: SuggestionStatus;
  /** What its event tells. */
  readonly payload: ActPayload;
}

/** What an act means for the levels above and below, told in the transaction of the act. */
export function newsOfAct(item: SuggestionCase, done: DoneAct, context: ActContext): NewEvent[] {
  return [...newsUp(item, done), ...newsDown(item, done)].map((news) => newsEvent(news, context));
}

function newsUp({ suggestion, handUps }: SuggestionCase, { act, from }: DoneAct): News[] {
  const { handUpId: id, divisionCode, status } = suggestion;
  const newest = handUps.at(-1);
  if (act === 'proposeHandUp' && newest) return [proposalNews(newest)];
  if (!id) return [];
  if (act === 'classify') return [{ id, act: 'recall', state: 'DECLINED', divisionCode }];
  const isGraded = status === 'EVALUATED' && from === 'ANSWERED_FROM_ABOVE';
  return isGraded ? [{ id, act: 'evaluate', state: 'ANSWERED', divisionCode }] : [];
}

function newsDown({ suggestion }: SuggestionCase, { act, from, payload: told }: DoneAct): News[] {
  const { receivedHandUpId: id, divisionCode, status, round, answerFrom } = suggestion;
  if (!id) return [];
  if (status === 'WITHDRAWN' || status === 'NOT_ACCEPTED') return [{ id, act: 'end', state: 'ACCEPTED', divisionCode }];
  if (act === 'overturnFromAbove' || (act === 'decideThirdParty' && status === 'REHANDLING')) {
    // The rounds before the one that begins with it; from a case that was published, none comes down any more.
    const isAnswerToCome = status === 'REHANDLING' || status === 'ESCALATED';
    const payload = { round: round - 1, verdict: told['verdict'], isAnswerToCome };
    return [{ id, act: 'overturn', state: 'ACCEPTED', divisionCode, payload }];
  }
  const isAnswered = (status === 'REPLIED' && from !== 'REPLIED') || act === 'answerFromAbove';
  const payload = { round, isAnew: round === answerFrom };
  return isAnswered ? [{ id, act: 'answer', state: 'ACCEPTED', divisionCode, payload }] : [];
}
