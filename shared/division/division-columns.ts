import { p } from '@mikro-orm/core';
import type { DivisionKind } from './division-kind.ts';

/** Columns of every division's row. Divisions come and go over the years: `validTo` is null while one is in force. */
export const divisionColumns = {
  code: p.string().length(12).primary(),
  name: p.string().length(100),
  kind: p.string().length(20).$type<DivisionKind>(),
  validFrom: p.string().length(10),
  validTo: p.string().length(10).nullable(),
};
