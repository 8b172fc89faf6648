import { enumTypeOf } from '../../../shared/subgraph/enum-type.ts';

export const suggestionOrders = [
  'ID_ASC',
  'SUBMITTED_AT_DESC',
  'SUBMITTED_AT_ASC',
  'DUE_ON_ASC',
  'UPDATED_AT_DESC',
] as const;

export type SuggestionOrder = (typeof suggestionOrders)[number];

export const SuggestionOrderEnum = enumTypeOf(
  'SuggestionOrder',
  suggestionOrders,
  'Ties are broken by id, in the same direction. Suggestions without the date (drafts have no SUBMITTED_AT, those not yet assigned no DUE_ON) come last in every order.',
);

/** How an order is read from the table: one column, then the id. */
export interface OrderSpec {
  /** Of `suggestion_view`; a constant of the code, never input. */
  readonly column: 'id' | 'submitted_at' | 'due_on' | 'updated_at';
  readonly direction: 'asc' | 'desc';
  readonly isNullable: boolean;
}

export const orderSpecs: Readonly<Record<SuggestionOrder, OrderSpec>> = {
  ID_ASC: { column: 'id', direction: 'asc', isNullable: false },
  SUBMITTED_AT_DESC: { column: 'submitted_at', direction: 'desc', isNullable: true },
  SUBMITTED_AT_ASC: { column: 'submitted_at', direction: 'asc', isNullable: true },
  DUE_ON_ASC: { column: 'due_on', direction: 'asc', isNullable: true },
  UPDATED_AT_DESC: { column: 'updated_at', direction: 'desc', isNullable: false },
};
