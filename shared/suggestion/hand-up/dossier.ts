import { z } from 'zod';
import type { EntityManager } from '../../database/open-database.ts';
import { caseLevels } from '../../lifecycle/congress-level.ts';
import { answerFromAbove, gradesFromBelow } from '../act/hand-up.acts.ts';
import { EvaluationEntity, ProposerEntity, ReplyEntity, SuggestionEntity } from '../suggestion.entity.ts';
import { HandUpEntity, ReceivedHandUpEntity, type HandUpRow } from './hand-up.entity.ts';

const unmanaged = { disableIdentityMap: true } as const;

/** What a sender gives the level above of a hand-up: the matter, and the grades of its answer. */
export const dossierFromBelow = gradesFromBelow.extend({
  id: z.string(),
  sourceId: z.string(),
  divisionCode: z.string(),
  toLevel: z.enum(caseLevels),
  toDivisionCode: z.string(),
  title: z.string(),
  content: z.string(),
  topic: z.string().nullable(),
  reason: z.string(),
  adopterId: z.string().nullable(),
  signers: z.array(z.string()),
  synthetic: z.boolean(),
  proposedAt: z.string(),
  answeredRound: z.int().nullable(),
});

export type DossierFromBelow = z.output<typeof dossierFromBelow>;

/** What a receiver gives the level below: the grounds of its decision, and the replies of a round. */
export const dossierFromAbove = z.object({
  note: z.string().nullable(),
  replies: z.array(answerFromAbove.shape.replies.element),
});

export type DossierFromAbove = z.output<typeof dossierFromAbove>;

/** Of a hand-up that was sent or received here; null where there is none, or its matter is secret now. */
export async function readDossier(
  em: EntityManager,
  id: string,
  round: number | null,
): Promise<DossierFromBelow | DossierFromAbove | null> {
  const sent = await em.findOne(HandUpEntity, { id }, unmanaged);
  if (sent) return readSent(em, sent);
  const received = await em.findOne(ReceivedHandUpEntity, { id }, unmanaged);
  if (!received) return null;
  const { note = null, linkedId } = received;
  const rows = linkedId && round ? await em.find(ReplyEntity, { suggestionId: linkedId, round }, unmanaged) : [];
  const replies = rows.map(({ organ, category, text, promisedOn, signedBy }) => ({
    ...{ organ, category, text, signedBy },
    promisedOn: promisedOn ?? null,
  }));
  return { note, replies };
}

async function readSent(em: EntityManager, handUp: HandUpRow): Promise<DossierFromBelow | null> {
  const { suggestionId, topic = null, adopterId = null, answeredRound = null, ...row } = handUp;
  const { id, divisionCode, toLevel, toDivisionCode, title, content, reason, synthetic, proposedAt } = row;
  const matter = { id, divisionCode, toLevel, toDivisionCode, title, content, topic, reason, adopterId };
  const told = { ...matter, synthetic, proposedAt, answeredRound };
  const suggestion = await em.findOne(SuggestionEntity, { id: suggestionId }, unmanaged);
  if (!suggestion || suggestion.secret) return null;
  const order = { orderBy: { position: 'asc' }, ...unmanaged } as const;
  const proposers = await em.find(ProposerEntity, { suggestionId }, order);
  const signers = proposers.toSorted((a, b) => Number(b.isLead) - Number(a.isLead)).map(({ deputyId }) => deputyId);
  const graded = await em.find(EvaluationEntity, { suggestionId, round: suggestion.round }, unmanaged);
  const evaluations = graded.map(({ deputyId, process, result, comment, evaluatedAt }) => ({
    ...{ deputyId, process, result, evaluatedAt },
    comment: comment ?? null,
  }));
  return { ...told, sourceId: suggestionId, signers, evaluations };
}
