import { z } from 'zod';
import type { EntityManager } from '../../database/open-database.ts';
import { ClientError } from '../../errors/client-error.ts';
import type { NewEvent } from '../../events/append-event.ts';
import { caseLevels } from '../../lifecycle/congress-level.ts';
import { OpinionLinkEntity } from '../opinion/opinion-link.entity.ts';
import { contextOf, draftInTransaction, type SuggestionDeps } from '../suggestion.service.ts';
import { linkActor } from './follow-act.ts';
import { newsEvent } from './hand-up-news.ts';

/** A citizen's opinion that a deputy of the level above has adopted: what the draft there is made of, and not who raised it. */
export const raisedOpinion = z.object({
  opinionId: z.string(),
  toLevel: z.enum(caseLevels),
  toDivisionCode: z.string(),
  deputyId: z.string(),
  title: z.string(),
  content: z.string(),
  topic: z.string().nullable(),
  /** The station at which it was taken, or whose contact point the home is. */
  stationId: z.string().nullable(),
  synthetic: z.boolean(),
});

export type RaisedOpinion = z.output<typeof raisedOpinion>;

/** What a level that holds citizens' opinions tells and hears of those that were adopted above. */
export interface OpinionOutbox {
  /** Null where the opinion was not adopted above. */
  raised(em: EntityManager, opinionId: string): Promise<RaisedOpinion | null>;
  /** The draft is there; gives the events to append. */
  taken(em: EntityManager, opinionId: string, at: Date): Promise<readonly NewEvent[]>;
}

/** Makes the draft of which the deputy is the lead, once however often the news comes; the level below hears of it. */
export async function takeRaisedOpinion(
  deps: SuggestionDeps,
  em: EntityManager,
  raised: RaisedOpinion,
): Promise<NewEvent[]> {
  const { opinionId, toDivisionCode: divisionCode, deputyId, title, content, topic, stationId, synthetic } = raised;
  if (raised.toLevel !== deps.lifecycle.level || !(await isPlace(deps, em, { divisionCode, originId: null })))
    return [];
  if ((await em.count(OpinionLinkEntity, { opinionId })) > 0) return [];
  const originId = (await isPlace(deps, em, { divisionCode, originId: stationId })) ? stationId : null;
  const actor = { ...linkActor(divisionCode), role: 'deputy', deputyId } as const;
  const input = { title, content, topic, originId };
  const { events } = await draftInTransaction(deps, { em, actor }, { divisionCode, opinionId, synthetic, input });
  const context = contextOf(deps, linkActor(divisionCode), em);
  return [...events, newsEvent({ id: opinionId, act: 'take', state: 'ADOPTED', divisionCode }, context)];
}

/** Of several systems of a level each takes what goes to a division of its own. */
export async function isPlace(
  deps: SuggestionDeps,
  em: EntityManager,
  place: { readonly divisionCode: string; readonly originId: string | null },
): Promise<boolean> {
  try {
    await deps.checkPlace(em, place);
    return true;
  } catch (error) {
    if (error instanceof ClientError) return false;
    throw error;
  }
}
