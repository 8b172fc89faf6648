/** Tells the source of a buffer to wait, or to go on. */
export interface FlowControl {
  pause(): void;
  resume(): void;
}

/** What a feed has sent and its reader has not applied yet; bounded by making the source wait. */
export class EventBuffer<Item> {
  private items: Item[] = [];
  private end: Error | undefined;
  private isPaused = false;
  private wake: (() => void) | undefined;
  private readonly limit: number;
  private readonly flow: FlowControl;

  /** The source is made to wait from `limit` items on, until half of them are taken. */
  constructor(limit: number, flow: FlowControl) {
    this.limit = limit;
    this.flow = flow;
  }

  push(item: Item): void {
    if (this.end) return;
    this.items.push(item);
    if (!this.isPaused && this.items.length >= this.limit) {
      this.isPaused = true;
      this.flow.pause();
    }
    this.wake?.();
  }

  /** Nothing more comes, for this reason; what came before is still given. The first reason counts. */
  finish(reason: Error): void {
    this.end ??= reason;
    this.wake?.();
  }

  /** From 1 to `most` items, as soon as there are any; throws the reason of the end once all are taken. */
  async take(most: number): Promise<Item[]> {
    while (this.items.length === 0) {
      if (this.end) throw this.end;
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
    const taken = this.items.splice(0, most);
    if (this.isPaused && this.items.length <= this.limit / 2) {
      this.isPaused = false;
      this.flow.resume();
    }
    return taken;
  }
}
