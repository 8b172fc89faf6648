import type { ContentCoding } from './http.answer.ts';

const preferred: readonly ContentCoding[] = ['br', 'gzip'];

/** What to compress with, by an Accept-Encoding header; undefined: not at all, which is also what no header means. */
export function readAcceptEncoding(header: string | string[] | undefined): ContentCoding | undefined {
  if (typeof header !== 'string') return undefined;
  const qualities = new Map(header.split(',').map(readCoding));
  const quality = (coding: ContentCoding) => qualities.get(coding) ?? qualities.get('*') ?? 0;
  const [best] = preferred
    .filter((coding) => quality(coding) > 0)
    .sort((left, right) => quality(right) - quality(left));
  return best;
}

function readCoding(text: string): readonly [string, number] {
  const [coding = '', weight = ''] = text.split(';');
  const quality = Number(/^\s*q=([\d.]+)\s*$/i.exec(weight)?.[1] ?? 1);
  return [coding.trim().toLowerCase(), quality];
}
