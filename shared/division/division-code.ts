import { ClientError } from '../errors/client-error.ts';
import { quotedExcerpt } from './quoted-excerpt.ts';

declare const divisionCode: unique symbol;

/**
 * Statistical code of an administrative division (区划代码). 6 digits name a city (`230100`), a district or a county
 * (`230102`), 9 digits a street, town or township (`230102001`), 12 digits a community or village (`230102001001`).
 * Names recur, codes do not. Every longer code begins with the code of the division that it lies in.
 */
export type DivisionCode = string & { readonly [divisionCode]: true };

/** Where a division stands; a street and a town stand on one level although only the town has a congress. */
export type DivisionLevel = 'CITY' | 'DISTRICT' | 'TOWNSHIP' | 'COMMUNITY';

const form = /^(?:\d{6}|\d{9}|\d{12})$/;

/** Throws `DIVISION_CODE_INVALID`. Whether a division with this code exists is not asked here. */
export function parseDivisionCode(text: string): DivisionCode {
  if (isDivisionCode(text)) return text;
  throw new ClientError(
    'DIVISION_CODE_INVALID',
    `${quotedExcerpt(text)} is not a division code. It takes 6 digits (district, such as 230102), ` +
      '9 (street or town, 230102001) or 12 (community or village, 230102001001).',
  );
}

export function isDivisionCode(text: string): text is DivisionCode {
  return form.test(text);
}

export function divisionLevel(code: DivisionCode): DivisionLevel {
  if (code.length === 12) return 'COMMUNITY';
  if (code.length === 9) return 'TOWNSHIP';
  return isCityCode(code) ? 'CITY' : 'DISTRICT';
}

/** The division that `code` lies in, up to its city; a city has none here, as the product ends at the city. */
export function parentOf(code: DivisionCode): DivisionCode | undefined {
  if (code.length > 6) return code.slice(0, code.length - 3) as DivisionCode;
  return isCityCode(code) ? undefined : cityOf(code);
}

/** The first six digits: they say which district system holds what is keyed by `code`. A city gives itself. */
export function districtOf(code: DivisionCode): DivisionCode {
  return code.slice(0, 6) as DivisionCode;
}

export function cityOf(code: DivisionCode): DivisionCode {
  return `${code.slice(0, 4)}00` as DivisionCode;
}

/** What the codes of `code` itself and of every division in it begin with. */
export function prefixOf(code: DivisionCode): string {
  return isCityCode(code) ? code.slice(0, 4) : code;
}

export function isCityCode(code: DivisionCode): boolean {
  return code.length === 6 && code.endsWith('00');
}
