import { ClientError } from '../../shared/errors/client-error.ts';

const mostFaults = 100;

/** What is wrong in the divisions files, all at once; nothing of them may be used. */
export class DivisionFileError extends ClientError {
  /** `file:line: what is wrong`, at most 100, then one line `and N more`. The file is written as it was given. */
  readonly faults: readonly string[];

  constructor(faults: readonly string[], total: number) {
    super(
      'DIVISION_FILE_INVALID',
      `The divisions were not read: ${total.toLocaleString('en-US')} ${total === 1 ? 'fault' : 'faults'}.\n  ${faults.join('\n  ')}`,
    );
    this.name = 'DivisionFileError';
    this.faults = faults;
  }
}

/** Collects faults while reading goes on, so that one run shows a file's owner everything there is to mend. */
export class FaultList {
  readonly #shown: string[] = [];
  #total = 0;

  /** A fault of the file as a whole has no line. */
  add(file: string, line: number | undefined, fault: string): void {
    this.#total += 1;
    if (this.#total <= mostFaults) this.#shown.push(`${file}:${line === undefined ? '' : `${line}:`} ${fault}`);
  }

  throwIfAny(): void {
    if (this.#total === 0) return;
    const more = this.#total - this.#shown.length;
    throw new DivisionFileError(
      more > 0 ? [...this.#shown, `and ${more.toLocaleString('en-US')} more`] : this.#shown,
      this.#total,
    );
  }
}
