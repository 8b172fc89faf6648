import { Refusal } from './refusal.js';

const prefix = 'nangang';

/** A cursor is opaque to others: here it is the key of the row that it stands behind, with the name of its list. */
export function toCursor(list, key) {
  return Buffer.from(JSON.stringify([prefix, list, key])).toString('base64url');
}

/** Throws CURSOR_INVALID for a cursor that is not of this list. */
export function fromCursor(list, cursor) {
  try {
    const [system, of, key] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (system === prefix && of === list) return key;
  } catch {
    // Whatever it is, it is no cursor.
  }
  throw new Refusal('CURSOR_INVALID', 'after: this cursor is not one of this list. Begin without one.');
}

/** A page of `rows`, which are in the order of their keys. */
export function connection(list, rows, keyOf, { first = 100, after }) {
  if (first === null || first < 0 || first > 500) {
    throw new Refusal('PAGE_SIZE_INVALID', 'first: a whole number from 0 to 500.');
  }
  const from = after == null ? undefined : fromCursor(list, after);
  const rest = from === undefined ? rows : rows.filter((row) => keyOf(row) > from);
  const edges = rest.slice(0, first).map((node) => ({ node, cursor: toCursor(list, keyOf(node)) }));
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    totalCount: rows.length,
    pageInfo: {
      hasNextPage: rest.length > edges.length,
      hasPreviousPage: from !== undefined && rest.length < rows.length,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
