import { isCityCode, type DivisionCode } from '../../../shared/division/division-code.ts';

/** How the codes of a division and of all divisions below it begin: 2301 for the city 230100. */
export function divisionPrefix(code: string): string {
  return isCityCode(code as DivisionCode) ? code.slice(0, 4) : code;
}
