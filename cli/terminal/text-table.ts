import { padToWidth, displayWidth } from './display-width.ts';

/** Columns as wide as their widest cell, two spaces between them; Chinese characters take two columns of a terminal. */
export function textTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(displayWidth(title), ...rows.map((row) => displayWidth(row[column] ?? ''))),
  );
  const lineOf = (row: readonly string[]) =>
    widths
      .map((width, column) => padToWidth(row[column] ?? '', width))
      .join('  ')
      .trimEnd();
  return [head, ...rows].map(lineOf).join('\n');
}
