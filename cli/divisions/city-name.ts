import { fileURLToPath } from 'node:url';
import { parseDivisionCode, type DivisionCode } from '../../shared/division/division-code.ts';
import { quotedExcerpt } from '../../shared/division/quoted-excerpt.ts';
import { ClientError } from '../../shared/errors/client-error.ts';
import { parseCsvLine } from './csv-line.ts';
import { physicalLines } from './physical-line.ts';

export interface City {
  readonly code: DivisionCode;
  readonly name: string;
}

const citiesFile = fileURLToPath(new URL('../../data/cities.csv', import.meta.url));

/**
 * The statistics split a municipality (直辖市) into 市辖区 and 县, and gather the counties that stand directly under a
 * province in one row. These names say nothing alone, so the municipality's or the province's name takes their place.
 */
const namesInFull: Readonly<Record<string, string>> = {
  1101: '北京市',
  1201: '天津市',
  3101: '上海市',
  4190: '河南省直辖县级行政区划',
  4290: '湖北省直辖县级行政区划',
  4690: '海南省直辖县级行政区划',
  5001: '重庆市',
  5002: '重庆市（县）',
  6590: '新疆维吾尔自治区直辖县级行政区划',
};

/** `city` is `2301` or `230100`. Throws `DIVISION_CODE_INVALID`, or `DIVISION_NOT_FOUND` with the cities near by. */
export async function findCity(city: string): Promise<City> {
  const digits = /^(\d{4})(?:00)?$/.exec(city)?.[1];
  if (digits === undefined) {
    throw new ClientError(
      'DIVISION_CODE_INVALID',
      `${quotedExcerpt(city)} is not a city code. It takes 4 digits, such as 2301 for 哈尔滨市.`,
    );
  }
  const names = await readCityNames();
  const name = names.get(digits);
  if (name !== undefined) return { code: parseDivisionCode(`${digits}00`), name };
  const near = [...names]
    .filter(([code]) => code.startsWith(digits.slice(0, 2)))
    .map(([code, name]) => `${code} ${name}`);
  const hint =
    near.length > 0 ? `Cities of this province: ${near.join(', ')}.` : 'No province has a code that begins like this.';
  throw new ClientError('DIVISION_NOT_FOUND', `No city has the code ${digits}. ${hint}`);
}

async function readCityNames(): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for await (const line of physicalLines(citiesFile)) {
    const row = parseCsvLine(line.text);
    if ('fault' in row) throw new Error(`${citiesFile}:${line.number}: ${row.fault}`);
    const [code = '', name = ''] = row.values;
    names.set(code, namesInFull[code] ?? name);
  }
  return names;
}
