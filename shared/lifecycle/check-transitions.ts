/** A row of any table: a suggestion's, or that of a citizen's opinion. */
export interface TableRow {
  /** `NEW` is before the case exists. */
  readonly from: string;
  readonly act: string;
  readonly to: string;
  readonly by: string;
  readonly when?: string;
}

/** What a level is meant to have, said beside its table. */
export interface ExpectedTable {
  readonly statuses: readonly string[];
  /** Those out of which nothing leads. */
  readonly finalStatuses: readonly string[];
  readonly acts: readonly string[];
}

/** What is wrong with a table: states nothing leads to, states nothing leads out of, rows that can never be taken. */
export function faultsOfTransitions(table: readonly TableRow[], expected: ExpectedTable): string[] {
  const { statuses, acts } = expected;
  return [
    ...unreachable(table, statuses),
    ...deadEnds(table, expected),
    ...shadowedRows(table),
    ...acts.filter((act) => !table.some((row) => row.act === act)).map((act) => `The act ${act} has no row.`),
    ...sharedActs(table),
  ];
}

function unreachable(table: readonly TableRow[], statuses: readonly string[]): string[] {
  const reached = new Set(['NEW']);
  for (let size = 0; size !== reached.size;) {
    size = reached.size;
    for (const row of table) if (reached.has(row.from)) reached.add(row.to);
  }
  return statuses.filter((status) => !reached.has(status)).map((status) => `No chain of acts leads to ${status}.`);
}

function deadEnds(table: readonly TableRow[], { statuses, finalStatuses }: ExpectedTable): string[] {
  const faults: string[] = [];
  for (const status of statuses) {
    const isFinal = finalStatuses.includes(status);
    const leaves = table.some((row) => row.from === status && row.to !== status);
    if (!isFinal && !leaves) faults.push(`Nothing leads out of ${status}, and it is not a final state.`);
    if (isFinal && leaves) faults.push(`${status} is a final state, yet an act leads out of it.`);
  }
  return faults;
}

/** A row without a condition takes every case, so that one after it is never reached. */
function shadowedRows(table: readonly TableRow[]): string[] {
  return table.flatMap((row, index) => {
    const twins = table.slice(0, index).filter((other) => other.from === row.from && other.act === row.act);
    const isShadowed = twins.some((twin) => twin.when === undefined || twin.when === row.when);
    return isShadowed ? [`${row.from} --${row.act}--> ${row.to} is never reached: an earlier row takes it.`] : [];
  });
}

/** Who may do an act is asked before its case is read, so that it cannot depend on the state. */
function sharedActs(table: readonly TableRow[]): string[] {
  return [...Map.groupBy(table, ({ act }) => act)]
    .filter(([, rows]) => new Set(rows.map(({ by }) => by)).size > 1)
    .map(([act]) => `The act ${act} is given to more than one part.`);
}
