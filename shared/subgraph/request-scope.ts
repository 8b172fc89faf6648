import DataLoader from 'dataloader';
import type { EntityManager } from '../database/open-database.ts';
import type { MaybeActor } from '../auth/actor.ts';
import type { CursorCodec } from '../paging/cursor.ts';

/** Tells the time; tests give one of their own. */
export type Clock = () => Date;

/**
 * What one request (or one event of a subscription) sees: its actor, its own entity manager, and loaders that batch and
 * remember within it.
 */
export class RequestScope {
  readonly actor: MaybeActor;
  readonly em: EntityManager;
  readonly clock: Clock;
  readonly cursors: CursorCodec;
  private readonly loaders = new Map<string, DataLoader<string, unknown>>();

  constructor(parts: { actor: MaybeActor; em: EntityManager; clock: Clock; cursors: CursorCodec }) {
    this.actor = parts.actor;
    this.em = parts.em;
    this.clock = parts.clock;
    this.cursors = parts.cursors;
  }

  /** The loader of that name; `batch` gets distinct keys and answers in their order. */
  loader<Value>(
    name: string,
    batch: (keys: readonly string[]) => Promise<readonly Value[]>,
  ): DataLoader<string, Value> {
    const known = this.loaders.get(name);
    if (known) return known as DataLoader<string, Value>;
    const created = new DataLoader<string, Value>(batch);
    this.loaders.set(name, created);
    return created;
  }
}
