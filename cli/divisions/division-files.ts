import { findCity, type City } from './city-name.ts';
import { FaultList } from './division-file-error.ts';
import { readDivisionFile } from './division-file.ts';
import { areaLayout, streetLayout, villageLayout } from './division-layout.ts';
import type { DivisionRow } from './division-row.ts';
import type { ReadProgress } from './physical-line.ts';

export interface DivisionFiles {
  /** The first four digits of the city's divisions, such as `2301`; `230100` is taken as well. */
  readonly city: string;
  /** Paths of the files, shown in faults as they are written here. */
  readonly areas: string;
  readonly streets: string;
  readonly villages: string;
}

export interface ReadDivisionOptions {
  /** Called for every piece of a file that was read, one file after the other. */
  readonly onProgress?: (progress: ReadProgress) => void;
}

/** All divisions of one city, in the order of the files, parents before what lies in them. */
export interface DivisionSet {
  readonly city: City;
  readonly areas: readonly DivisionRow[];
  readonly streets: readonly DivisionRow[];
  readonly villages: readonly DivisionRow[];
}

/**
 * Reads and checks the three files of a city; `data/README.md` describes their form. Either every row is right or none
 * is returned: throws `DivisionFileError` with all faults of all files. An unknown city is a `ClientError` before that.
 */
export async function readDivisionFiles(files: DivisionFiles, options: ReadDivisionOptions = {}): Promise<DivisionSet> {
  const city = await findCity(files.city);
  const faults = new FaultList();
  const common = { city: city.code, faults, onProgress: options.onProgress };
  const areas = await readDivisionFile({ ...common, file: files.areas, layout: areaLayout });
  const streets = await readDivisionFile({
    ...common,
    file: files.streets,
    layout: streetLayout,
    parents: { file: files.areas, codes: areas.codes },
  });
  const villages = await readDivisionFile({
    ...common,
    file: files.villages,
    layout: villageLayout,
    parents: { file: files.streets, codes: streets.codes },
  });
  faults.throwIfAny();
  return { city, areas: areas.rows, streets: streets.rows, villages: villages.rows };
}
