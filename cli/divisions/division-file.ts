import { cityOf, isCityCode, parentOf, type DivisionCode } from '../../shared/division/division-code.ts';
import { quotedExcerpt } from '../../shared/division/quoted-excerpt.ts';
import { parseCsvLine, type CsvLine } from './csv-line.ts';
import type { FaultList } from './division-file-error.ts';
import type { DivisionLayout } from './division-layout.ts';
import { readCode, rowFaults, toRow, type DivisionRow } from './division-row.ts';
import { physicalLines, type PhysicalLine, type ReadProgress } from './physical-line.ts';

/** The level above: where its rows stand and which codes it holds; no codes where its file could not be read. */
export interface ParentLevel {
  readonly file: string;
  readonly codes: ReadonlySet<DivisionCode> | undefined;
}

export interface DivisionFileTask {
  readonly file: string;
  readonly layout: DivisionLayout;
  readonly city: DivisionCode;
  readonly parents?: ParentLevel;
  readonly faults: FaultList;
  readonly onProgress: ((progress: ReadProgress) => void) | undefined;
}

export interface DivisionFileContent {
  readonly rows: readonly DivisionRow[];
  /** Every code that stands in the file, also those of faulty rows; none if the file could not be read to its end. */
  readonly codes: ReadonlySet<DivisionCode> | undefined;
}

const systemFaults: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'is a directory; name a CSV file',
  EACCES: 'may not be read by this user',
  EPERM: 'may not be read by this user',
};

/** Reads one level. Faults go into the task's list and never stop the reading of the rows that follow. */
export async function readDivisionFile(task: DivisionFileTask): Promise<DivisionFileContent> {
  const reader = new FileReader(task);
  try {
    for await (const line of physicalLines(task.file, task.onProgress)) {
      if (!reader.take(line)) return { rows: [], codes: undefined };
    }
  } catch (error) {
    if (!isSystemError(error)) throw error;
    task.faults.add(task.file, undefined, systemFaults[error.code] ?? `cannot be read (${error.message})`);
    return { rows: [], codes: undefined };
  }
  return reader.finish();
}

function isSystemError(error: unknown): error is { readonly code: string; readonly message: string } {
  return typeof error === 'object' && error !== null && 'syscall' in error && 'code' in error;
}

class FileReader {
  readonly #task: DivisionFileTask;
  readonly #rows: DivisionRow[] = [];
  readonly #lineOf = new Map<DivisionCode, number>();
  #headerSeen = false;
  #rowsSeen = 0;

  constructor(task: DivisionFileTask) {
    this.#task = task;
  }

  /** False if nothing after this line can be told right from wrong. */
  take(line: PhysicalLine): boolean {
    if (line.text === '') return true;
    const row = line.fault === undefined ? parseCsvLine(line.text) : { fault: line.fault };
    if (!this.#headerSeen) {
      this.#headerSeen = true;
      return this.#takeHeader(line.number, row);
    }
    this.#rowsSeen += 1;
    if ('values' in row) this.#takeRow(line.number, row.values);
    else this.#takeUnreadable(line, row.fault);
    return line.isLastRead !== true;
  }

  finish(): DivisionFileContent {
    const { file, faults, layout } = this.#task;
    const header = layout.columns.join(',');
    if (!this.#headerSeen) faults.add(file, undefined, `is empty; it takes a header ${header} and at least one row`);
    else if (this.#rowsSeen === 0) faults.add(file, undefined, 'holds a header and no rows');
    return { rows: this.#rows, codes: this.#rowsSeen === 0 ? undefined : new Set(this.#lineOf.keys()) };
  }

  #takeHeader(number: number, row: CsvLine): boolean {
    const expected = this.#task.layout.columns.join(',');
    if ('values' in row && row.values.join(',') === expected) return true;
    const fault =
      'fault' in row
        ? `the header ${row.fault}`
        : `the header is ${quotedExcerpt(row.values.join(','))}; it takes ${expected}`;
    this.#fault(number, `${fault}. The rows were not read`);
    return false;
  }

  #takeRow(number: number, values: readonly string[]): void {
    const { layout } = this.#task;
    const faults = rowFaults(values, layout);
    const code = readCode(values, layout);
    if (code !== undefined) faults.push(...this.#placeFaults(code, number));
    for (const fault of faults) this.#fault(number, fault);
    if (faults.length === 0) this.#rows.push(toRow(values, layout));
  }

  /** The code often can be told all the same; then the rows that lie in it are not called orphans. */
  #takeUnreadable(line: PhysicalLine, fault: string): void {
    this.#fault(line.number, fault);
    const code = readCode([/^"?(\d+)"?,/.exec(line.text)?.[1] ?? ''], this.#task.layout);
    if (code !== undefined && !this.#lineOf.has(code)) this.#lineOf.set(code, line.number);
  }

  /** What is wrong with where the row stands: a repeat, another city, an unknown parent. */
  #placeFaults(code: DivisionCode, number: number): string[] {
    const { city, parents } = this.#task;
    const first = this.#lineOf.get(code);
    if (first !== undefined) return [`the code ${code} stands already on line ${first}`];
    this.#lineOf.set(code, number);
    if (cityOf(code) !== city) return [`the code ${code} does not belong to the city ${city.slice(0, 4)}`];
    if (isCityCode(code))
      return [`the code ${code} is that of the city itself; cities without districts cannot be imported`];
    const parent = parentOf(code);
    if (!parents?.codes || parent === undefined || parents.codes.has(parent)) return [];
    return [`the code ${code} lies in ${parent}, which is not in ${parents.file}`];
  }

  #fault(number: number, fault: string): void {
    this.#task.faults.add(this.#task.file, number, fault);
  }
}
