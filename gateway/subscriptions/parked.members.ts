import type { Member } from './member.ts';

export interface ParkingOptions {
  /** The client has taken all that it was sent. */
  readonly drained: (member: Member) => void;
  /** The client has taken nothing for `stallSpan` milliseconds. */
  readonly stalled: (member: Member) => void;
  readonly stallSpan: number;
}

interface Parked {
  pending: number;
  /** Milliseconds since the epoch when `pending` last fell. */
  since: number;
}

/** Milliseconds between two looks at parked clients. */
const lookInterval = 10;

/** Clients that take a backlog more slowly than it comes: each goes on from its cursor once it has room again. */
export class ParkedMembers {
  readonly #options: ParkingOptions;
  readonly #parked = new Map<Member, Parked>();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: ParkingOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#parked.size;
  }

  members(): Iterable<Member> {
    return this.#parked.keys();
  }

  add(member: Member): void {
    this.#parked.set(member, { pending: member.subscriber.pending(), since: Date.now() });
    this.#timer ??= setInterval(() => this.#look(), lookInterval);
  }

  /** Whether it was parked. */
  delete(member: Member): boolean {
    const wasParked = this.#parked.delete(member);
    if (this.#parked.size > 0) return wasParked;
    clearInterval(this.#timer);
    this.#timer = undefined;
    return wasParked;
  }

  #look(): void {
    const now = Date.now();
    for (const [member, parked] of this.#parked) {
      const pending = member.subscriber.pending();
      if (pending < parked.pending) Object.assign(parked, { pending, since: now });
      if (pending === 0) {
        this.delete(member);
        this.#options.drained(member);
      } else if (now - parked.since >= this.#options.stallSpan) {
        this.delete(member);
        this.#options.stalled(member);
      }
    }
  }
}
