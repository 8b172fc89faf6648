import { areaKind, streetKind, villageKind, type DivisionKind } from '../../shared/division/division-kind.ts';
import type { DivisionCode } from '../../shared/division/division-code.ts';

/** What a file of one level looks like. */
export interface DivisionLayout {
  /** What a row is called in a fault. */
  readonly noun: string;
  readonly columns: readonly string[];
  readonly digits: 6 | 9 | 12;
  readonly kind: (code: DivisionCode, name: string) => DivisionKind;
}

/** How many digits of a row's code each of its other columns repeats. */
export const columnDigits: Readonly<Record<string, number>> = {
  provinceCode: 2,
  cityCode: 4,
  areaCode: 6,
  streetCode: 9,
};

export const areaLayout: DivisionLayout = {
  noun: 'area',
  columns: ['code', 'name', 'cityCode', 'provinceCode'],
  digits: 6,
  kind: (_code, name) => areaKind(name),
};

export const streetLayout: DivisionLayout = {
  noun: 'street',
  columns: ['code', 'name', 'areaCode', 'provinceCode', 'cityCode'],
  digits: 9,
  kind: streetKind,
};

export const villageLayout: DivisionLayout = {
  noun: 'village',
  columns: ['code', 'name', 'streetCode', 'provinceCode', 'cityCode', 'areaCode'],
  digits: 12,
  kind: villageKind,
};
