const keptRows = 2_000;

/** The newest rows of a log, without a hole. */
export class RecentRows<Row> {
  private rows: Row[] = [];
  /** The position before the first row that is kept. */
  private floor: number | undefined;
  private readonly positionOf: (row: Row) => number;

  constructor(positionOf: (row: Row) => number) {
    this.positionOf = positionOf;
  }

  get last(): number | undefined {
    const newest = this.rows.at(-1);
    return newest === undefined ? this.floor : this.positionOf(newest);
  }

  /** Begins to keep rows from a position at which a reader found nothing newer. */
  start(position: number): void {
    if (this.last === undefined || this.last < position) {
      this.rows = [];
      this.floor = position;
    }
  }

  /** A follower that read for itself may have begun anew, further on, while these rows were on their way. */
  add(rows: Row[]): void {
    const last = this.last ?? 0;
    this.rows.push(...rows.filter((row) => this.positionOf(row) > last));
    if (this.rows.length > keptRows) {
      const dropped = this.rows.splice(0, this.rows.length - keptRows).at(-1);
      if (dropped !== undefined) this.floor = this.positionOf(dropped);
    }
  }

  /** Undefined where the rows after `position` are not all kept here. */
  after(position: number): Row[] | undefined {
    if (this.floor === undefined || position < this.floor || position > (this.last ?? 0)) return undefined;
    return this.rows.slice(position - this.floor);
  }
}
