import { median } from './median.ts';

/** A Markdown table; the first column is text, the others are figures. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rule = head.map((_title, index) => (index === 0 ? '---' : '--:'));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}

/** Three figures that count, and no more than two behind the point. */
export function figure(value: number): string {
  if (Number.isNaN(value)) return '–';
  if (Math.abs(value) >= 100) return value.toFixed(0);
  return Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** The median, and the least and the most where there are several: how far the machine is to be trusted. */
export function withRange(values: readonly number[]): string {
  const shown = figure(median(values));
  return values.length > 1 ? `${shown} (${figure(Math.min(...values))}–${figure(Math.max(...values))})` : shown;
}
