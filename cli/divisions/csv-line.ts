import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';

export type CsvLine = { readonly values: readonly string[] } | { readonly fault: string };

const quoteFaults: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'has a double quote that is not closed on this line; a value cannot run over several lines',
  INVALID_OPENING_QUOTE:
    'has a double quote inside a value that does not begin with one; quote the whole value and double the quote',
  CSV_INVALID_CLOSING_QUOTE: 'has text after a closing double quote; double the quote if it is part of the value',
};

/**
 * Reads one physical line as CSV. Line by line, because no value of these files may hold a line break: so an open quote
 * is reported where it stands and does not swallow the rows after it.
 */
export function parseCsvLine(text: string): CsvLine {
  try {
    const [values = ['']] = parse(text, { record_delimiter: ['\n'], relax_column_count: true });
    return { values };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { fault: quoteFaults[error.code] ?? `cannot be read as CSV (${error.code})` };
  }
}
