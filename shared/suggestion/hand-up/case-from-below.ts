import type { ActContext } from '../act/act-definition.ts';
import { draftCase } from '../act/draft.act.ts';
import { nextCaseNumber } from '../act/review.acts.ts';
import type { SuggestionCase } from '../suggestion-case.ts';
import type { ReceivedHandUpRow } from './hand-up.entity.ts';

/** Deputies who signed below, the lead first. */
export function signersOf({ signers }: Pick<ReceivedHandUpRow, 'signers'>): string[] {
  return JSON.parse(signers) as string[];
}

/**
 * The linked case: registered, with its own number; its clock starts when it is assigned here. Who signed below has
 * signed it too and evaluates there; a deputy who adopts it leads it here.
 */
export async function caseFromBelow(
  handUp: ReceivedHandUpRow,
  adopterId: string | undefined,
  context: ActContext,
): Promise<SuggestionCase> {
  const { divisionCode, title, content, topic, synthetic, sourceId } = handUp;
  const below = signersOf(handUp).filter((id) => id !== adopterId);
  const lead = adopterId ?? below[0] ?? '';
  const item = await draftCase({ title, content, topic }, { divisionCode, leadDeputyId: lead, synthetic }, context);
  const { suggestion } = item;
  const now = context.now.toISOString();
  suggestion.status = 'REGISTERED';
  suggestion.caseNumber = await nextCaseNumber(suggestion, context);
  suggestion.submittedAt = now;
  suggestion.receivedHandUpId = handUp.id;
  suggestion.escalatedFromId = sourceId;
  const ids = adopterId ? [adopterId, ...below] : below;
  const proposers = ids.map((deputyId, index) => ({
    ...{ suggestionId: suggestion.id, deputyId, position: index + 1 },
    ...{ isLead: deputyId === lead, isBelow: deputyId !== adopterId, confirmedAt: now },
  }));
  return { ...item, proposers };
}
