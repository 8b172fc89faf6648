import { parseDivisionCode } from '../../../shared/division/division-code.ts';

/** Harbin (哈尔滨市): the real centre and the real case are of this city. */
export const seededCity = parseDivisionCode('230100');

/** The city's centre (人大代表履职服务中心), built in August 2021; the day is not known, so the first stands for it. */
export const cityCenter = {
  cityCode: seededCity,
  name: '哈尔滨市人大代表履职服务中心',
  openedOn: '2021-08-01',
} as const;
