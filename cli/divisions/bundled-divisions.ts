import { join } from 'node:path';
import type { DivisionFiles } from './division-files.ts';

const folder = join(import.meta.dirname, '..', '..', 'data', 'harbin');

/** Harbin's divisions, which the product carries: what a first start loads. */
export const bundledDivisions: DivisionFiles = {
  city: '2301',
  areas: join(folder, 'areas.csv'),
  streets: join(folder, 'streets.csv'),
  villages: join(folder, 'villages.csv'),
};

/** Cut-off day of those files. */
export const bundledAsOf = '2023-06-30';
