import type { SqlRow } from '../paging/child-pages.ts';
import type { DivisionKind } from './division-kind.ts';

/** The columns that every division's row has, as SQL gives them. */
export function toDivision(row: SqlRow) {
  return {
    code: String(row['code']),
    name: String(row['name']),
    kind: row['kind'] as DivisionKind,
    validFrom: String(row['valid_from']),
    validTo: typeof row['valid_to'] === 'string' ? row['valid_to'] : null,
  };
}

/** The divisions that are in force today. */
export const inForce = { sql: 'valid_to is null', parameters: [] } as const;
