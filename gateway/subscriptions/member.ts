import type { MaybeActor } from '../../shared/auth/actor.ts';
import type { Subscriber } from './subscriber.ts';

/** One client of a topic. There may be many thousands: it holds what each of them needs of its own and nothing else. */
export class Member {
  readonly subscriber: Subscriber;
  readonly actor: MaybeActor;
  /** Milliseconds since the epoch. */
  readonly joinedAt = Date.now();
  /** Where it stands: the cursor of its last event, its `after` at first; undefined or null: where it was let in. */
  position: unknown;

  constructor(subscriber: Subscriber, actor: MaybeActor, after: unknown) {
    this.subscriber = subscriber;
    this.actor = actor;
    this.position = after;
  }
}
