import { ClientError } from '../errors/client-error.ts';
import { isCityCode, type DivisionCode } from './division-code.ts';
import { quotedExcerpt } from './quoted-excerpt.ts';

declare const entityKind: unique symbol;
type EntityId<Kind extends string> = string & { readonly [entityKind]: Kind };

/** `230102001-S1`: station 1 of a street or town; `230102-S1` where a development zone of a district holds it. */
export type StationId = EntityId<'station'>;
/** `230102001001-H1`: home 1 of a community or village. */
export type HomeId = EntityId<'home'>;
/** `230100-D000123`: deputy 123 in the roll that the city (or a district) keeps. */
export type DeputyId = EntityId<'deputy'>;
/** `230102-SG-2021-000042`: case 42 of 2021 at a district; 9 digits lead a township's case, `230100` a city's. */
export type SuggestionId = EntityId<'suggestion'>;
/** `230102001-OP-2021-000042`: citizen's opinion 42 of 2021 in a street or town; 6 digits lead one of a development zone. */
export type OpinionId = EntityId<'opinion'>;

/** `230102101-HU-2021-000007`: hand-up 7 of 2021, from the division whose code leads. */
export type HandUpId = EntityId<'hand-up'>;

interface IdForm {
  readonly label: string;
  readonly pattern: RegExp;
  readonly example: string;
}

/** Numbers are written in one way only, so that one entity cannot have two ids. */
const paddedNumber = '(?!0+$)(?:\\d{6}|[1-9]\\d{6,8})$';
const forms = {
  station: { label: 'a station', pattern: /^(\d{6}|\d{9})-S[1-9]\d{0,5}$/, example: '230102001-S1' },
  home: { label: 'a home', pattern: /^(\d{12})-H[1-9]\d{0,5}$/, example: '230102001001-H1' },
  deputy: { label: 'a deputy', pattern: new RegExp(`^(\\d{6})-D${paddedNumber}`), example: '230100-D000123' },
  suggestion: {
    label: 'a suggestion',
    pattern: new RegExp(`^(\\d{6}|\\d{9})-SG-[12]\\d{3}-${paddedNumber}`),
    example: '230102-SG-2021-000042',
  },
  opinion: {
    label: "a citizen's opinion",
    pattern: new RegExp(`^(\\d{6}|\\d{9})-OP-[12]\\d{3}-${paddedNumber}`),
    example: '230102001-OP-2021-000042',
  },
  handUp: {
    label: 'a hand-up',
    pattern: new RegExp(`^(\\d{6}|\\d{9})-HU-[12]\\d{3}-${paddedNumber}`),
    example: '230102101-HU-2021-000007',
  },
} as const satisfies Record<string, IdForm>;

/** Throws `ID_INVALID`, as every parser here. Whether the entity exists is not asked. */
export function parseStationId(text: string): StationId {
  const id = parse(forms.station, text);
  if (isCityCode(divisionOfId(id as StationId))) throw invalidId(forms.station, text);
  return id as StationId;
}

export function parseHomeId(text: string): HomeId {
  return parse(forms.home, text) as HomeId;
}

export function parseDeputyId(text: string): DeputyId {
  return parse(forms.deputy, text) as DeputyId;
}

export function parseSuggestionId(text: string): SuggestionId {
  return parse(forms.suggestion, text) as SuggestionId;
}

export function parseOpinionId(text: string): OpinionId {
  return parse(forms.opinion, text) as OpinionId;
}

export function parseHandUpId(text: string): HandUpId {
  return parse(forms.handUp, text) as HandUpId;
}

export function isOpinionId(text: string): text is OpinionId {
  return forms.opinion.pattern.test(text);
}

/** Numbers count from 1, here and below; a division of the wrong level or a number out of range is a RangeError. */
export function formatStationId(division: DivisionCode, number: number): StationId {
  return formatted(parseStationId, `${division}-S${number}`);
}

export function formatHomeId(community: DivisionCode, number: number): HomeId {
  return formatted(parseHomeId, `${community}-H${number}`);
}

export function formatDeputyId(division: DivisionCode, number: number): DeputyId {
  return formatted(parseDeputyId, `${division}-D${padded(number)}`);
}

export function formatSuggestionId(division: DivisionCode, year: number, number: number): SuggestionId {
  return formatted(parseSuggestionId, `${division}-SG-${year}-${padded(number)}`);
}

export function formatOpinionId(division: DivisionCode, year: number, number: number): OpinionId {
  return formatted(parseOpinionId, `${division}-OP-${year}-${padded(number)}`);
}

/** The division code that an id begins with; its level is the level of a suggestion. */
export function divisionOfId(id: StationId | HomeId | DeputyId | SuggestionId | OpinionId | HandUpId): DivisionCode {
  return id.slice(0, id.indexOf('-')) as DivisionCode;
}

function parse(form: IdForm, text: string): string {
  if (form.pattern.test(text)) return text;
  throw invalidId(form, text);
}

function invalidId(form: IdForm, text: string): ClientError {
  return new ClientError(
    'ID_INVALID',
    `${quotedExcerpt(text)} is not the id of ${form.label}. It takes a form such as ${form.example}.`,
  );
}

/** An id that the server itself makes up wrongly is the server's fault, so it must not come out as a client error. */
function formatted<Id>(parseId: (text: string) => Id, text: string): Id {
  try {
    return parseId(text);
  } catch (error) {
    throw new RangeError(`An id cannot be made of these parts: ${text}`, { cause: error });
  }
}

function padded(number: number): string {
  return String(number).padStart(6, '0');
}
