import type { Actor } from '../../auth/actor.ts';
import type { NewEvent } from '../../events/append-event.ts';
import type { EntityManager } from '../../database/open-database.ts';
import type { ActDefinition } from '../act/act-definition.ts';
import { performAct } from '../act/perform-act.ts';
import { saveCase } from '../case-store.ts';
import type { SuggestionCase } from '../suggestion-case.ts';
import { contextOf, type SuggestionDeps } from '../suggestion.service.ts';

/** As whom a level does what follows from another level's news. */
export function linkActor(divisionCode: string): Actor {
  return { subject: 'level-link', name: 'level-link', role: 'system', divisionCode, expiresAt: Infinity };
}

export interface FollowingAct<Input> {
  readonly definition: ActDefinition<Input>;
  /** Locked by the caller. */
  readonly item: SuggestionCase;
  readonly input: Input;
}

/**
 * Does what follows from another level's news in the transaction of `em`, and gives the events to append. Where the case
 * has gone on meanwhile, so that the state does not take it any more, the news changes nothing.
 */
export async function followAct<Input>(
  deps: SuggestionDeps,
  em: EntityManager,
  { definition, item, input }: FollowingAct<Input>,
): Promise<NewEvent[]> {
  if (deps.lifecycle.rowsFor(item.suggestion.status, definition.act).length === 0) return [];
  const actor = linkActor(item.suggestion.divisionCode);
  const performed = await performAct(definition, item, { input, context: contextOf(deps, actor, em) });
  for (const touched of performed.cases) await saveCase(em, touched);
  return [...performed.events];
}
