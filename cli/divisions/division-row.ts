import { parentOf, parseDivisionCode, type DivisionCode } from '../../shared/division/division-code.ts';
import type { DivisionKind } from '../../shared/division/division-kind.ts';
import { quotedExcerpt } from '../../shared/division/quoted-excerpt.ts';
import { columnDigits, type DivisionLayout } from './division-layout.ts';

/** One row that has passed every check. The name is kept as it stands in the file, to the last character. */
export interface DivisionRow {
  readonly code: DivisionCode;
  readonly name: string;
  readonly kind: DivisionKind;
  readonly parentCode: DivisionCode;
}

/** In characters as a database column counts them, not in UTF-16 units. */
const longestName = 100;

/** The row's code if it can be told: then it counts as known, so that another fault of its row brings no further ones. */
export function readCode(values: readonly string[], layout: DivisionLayout): DivisionCode | undefined {
  const code = values[0] ?? '';
  return code.length === layout.digits && /^\d+$/.test(code) ? parseDivisionCode(code) : undefined;
}

/** Everything that is wrong with a row in itself; parents and repeats are for who sees the other rows. */
export function rowFaults(values: readonly string[], layout: DivisionLayout): string[] {
  if (values.length !== layout.columns.length) {
    return [
      `has ${values.length} ${values.length === 1 ? 'value' : 'values'}; it takes ${layout.columns.length} (${layout.columns.join(',')})`,
    ];
  }
  const code = readCode(values, layout);
  const faults =
    code === undefined ? [`the code ${quotedExcerpt(values[0] ?? '')} is not ${layout.digits} digits`] : [];
  const name = nameFault(values[1] ?? '');
  if (name !== undefined) faults.push(name);
  if (code !== undefined) faults.push(...columnFaults(values, layout));
  return faults;
}

/** Only for values without faults. */
export function toRow(values: readonly string[], layout: DivisionLayout): DivisionRow {
  const [text = '', name = ''] = values;
  const code = parseDivisionCode(text);
  const parentCode = parentOf(code);
  if (parentCode === undefined) throw new RangeError(`${code} is a city and has no place in a divisions file`);
  return { code, name, kind: layout.kind(code, name), parentCode };
}

function columnFaults(values: readonly string[], layout: DivisionLayout): string[] {
  const code = values[0] ?? '';
  return layout.columns.slice(2).flatMap((column, index) => {
    const value = values[index + 2] ?? '';
    const expected = code.slice(0, columnDigits[column]);
    return value === expected
      ? []
      : [`the code ${code} does not begin with its ${column} ${quotedExcerpt(value)}; by the code it is ${expected}`];
  });
}

function nameFault(name: string): string | undefined {
  if (name === '') return 'the name is missing';
  if (/^[\p{Z}\p{Cc}\p{Cf}]+$/u.test(name)) return 'the name is blank';
  if (/\p{Cc}/u.test(name)) return `the name ${quotedExcerpt(name)} holds a control character`;
  if (name.includes('\uFFFD'))
    return `the name ${quotedExcerpt(name)} holds U+FFFD, the mark of a character that was lost`;
  const { length } = Array.from(name);
  return length > longestName ? `the name has ${length} characters; it takes at most ${longestName}` : undefined;
}
