/** One district's streets and towns by kind, and its communities and villages, as the statistical codes of 2023 have them. */
export interface DivisionCounts {
  readonly code: string;
  readonly name: string;
  readonly streets: number;
  readonly towns: number;
  readonly townships: number;
  readonly ethnicTownships: number;
  readonly quasiUnits: number;
  readonly communities: number;
}

type CountsRow = [code: string, name: string, ...counts: [number, number, number, number, number, number]];

// prettier-ignore
const rows: readonly CountsRow[] = [
  ['230102', '道里区', 19,  4, 0, 0, 0, 202],
  ['230103', '南岗区', 18,  1, 0, 1, 2, 213],
  ['230104', '道外区', 23,  4, 0, 0, 2, 175],
  ['230108', '平房区',  9,  1, 0, 0, 1,  55],
  ['230109', '松北区',  7,  2, 0, 0, 0, 129],
  ['230110', '香坊区', 20,  4, 0, 0, 1, 175],
  ['230111', '呼兰区', 16,  7, 3, 0, 1, 279],
  ['230112', '阿城区', 15,  4, 0, 0, 1, 178],
  ['230113', '双城区', 10,  9, 4, 4, 0, 283],
  ['230123', '依兰县',  0,  6, 2, 1, 3, 166],
  ['230124', '方正县',  0,  4, 4, 0, 2,  92],
  ['230125', '宾县',    0, 12, 5, 0, 0, 165],
  ['230126', '巴彦县',  0, 10, 8, 0, 2, 135],
  ['230127', '木兰县',  0,  6, 2, 0, 1, 108],
  ['230128', '通河县',  0,  8, 0, 0, 3, 132],
  ['230129', '延寿县',  0,  6, 3, 0, 2, 139],
  ['230183', '尚志市',  0, 10, 7, 0, 3, 232],
  ['230184', '五常市',  0, 12, 9, 3, 1, 300],
];

export const divisionCounts: readonly DivisionCounts[] = rows.map(
  ([code, name, streets, towns, townships, ethnicTownships, quasiUnits, communities]) => ({
    code,
    name,
    streets,
    towns,
    townships,
    ethnicTownships,
    quasiUnits,
    communities,
  }),
);

/** Streets and towns that have a station: 325 of the 328, as the last quasi units have none. */
export const stationTotal = 325;
