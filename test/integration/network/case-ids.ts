/** Ids of the cases and deputies that the tests of network make up. */
const padded = (number: number): string => String(number).padStart(6, '0');

export const deputy = (number: number): string => `230100-D${padded(number)}`;
export const cityCase = (number: number): string => `230100-SG-2026-${padded(number)}`;
export const districtCase = (number: number, district = '230102'): string => `${district}-SG-2026-${padded(number)}`;
export const townshipCase = (number: number, township = '230102101'): string => `${township}-SG-2026-${padded(number)}`;

export const upTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);
