export interface PipelineOptions<Result> {
  /** Pieces of work that are under way at once. */
  readonly concurrency: number;
  /** Pieces of work that wait or are under way or wait for one before them. */
  readonly capacity: number;
  /** Gets the results in the order of their work, all that are ready at once. */
  readonly deliver: (results: readonly Result[]) => void;
  /** Called whenever all work has been delivered. */
  readonly drained: () => void;
}

interface Slot<Result> {
  readonly work: () => Promise<Result>;
  result: Result | undefined;
  isDone: boolean;
}

/** Does several pieces of work at once and hands out their results in order. */
export class EventPipeline<Result> {
  readonly #options: PipelineOptions<Result>;
  /** From the oldest that is not delivered. The first `#started` of them were started. */
  #slots: Slot<Result>[] = [];
  #started = 0;
  #running = 0;
  #delivery: NodeJS.Immediate | undefined;
  #isStopped = false;

  constructor(options: PipelineOptions<Result>) {
    this.#options = options;
  }

  /** Whether nothing waits to be delivered. */
  get isEmpty(): boolean {
    return this.#slots.length === 0;
  }

  /** False where there is no room. `work` never rejects. */
  tryPush(work: () => Promise<Result>): boolean {
    if (this.#isStopped || this.#slots.length >= this.#options.capacity) return false;
    this.#slots.push({ work, result: undefined, isDone: false });
    this.#startNext();
    return true;
  }

  /** Nothing is delivered afterwards. */
  stop(): void {
    this.#isStopped = true;
    this.#slots = [];
    clearImmediate(this.#delivery);
  }

  #startNext(): void {
    while (this.#running < this.#options.concurrency) {
      const slot = this.#slots[this.#started];
      if (!slot) return;
      this.#started += 1;
      this.#running += 1;
      void slot.work().then((result) => this.#finish(slot, result));
    }
  }

  #finish(slot: Slot<Result>, result: Result): void {
    this.#running -= 1;
    if (this.#isStopped) return;
    slot.result = result;
    slot.isDone = true;
    // Not at once: what else the system has ready goes out in the same round, with one write per client.
    if (this.#slots[0] === slot) this.#delivery ??= setImmediate(() => this.#deliver());
    this.#startNext();
  }

  #deliver(): void {
    this.#delivery = undefined;
    const results: Result[] = [];
    for (const slot of this.#slots) {
      if (!slot.isDone) break;
      results.push(slot.result as Result);
    }
    this.#slots.splice(0, results.length);
    this.#started -= results.length;
    if (results.length > 0) this.#options.deliver(results);
    if (this.isEmpty && !this.#isStopped) this.#options.drained();
  }
}
