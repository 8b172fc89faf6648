/** What an import did on one level. `closed` were valid until now and are no longer in the file. */
export interface LevelCounts {
  readonly level: 'district' | 'township' | 'community';
  readonly added: number;
  readonly changed: number;
  readonly closed: number;
  readonly unchanged: number;
}

const nouns: Readonly<Record<LevelCounts['level'], string>> = {
  district: 'districts',
  township: 'townships',
  community: 'communities',
};

/**
 * One line a level, such as `district: 18 districts, 18 added, 0 changed, 0 closed, 0 unchanged`, where the first
 * number counts the divisions that are valid after the import; then one that says if the import changed anything.
 */
export function formatImportReport(levels: readonly LevelCounts[]): string {
  const isUnchanged = levels.every(({ added, changed, closed }) => added + changed + closed === 0);
  const conclusion = isUnchanged
    ? 'Nothing changed: these divisions were here already.'
    : 'The divisions are imported.';
  return [...levels.map(formatLevel), conclusion].join('\n');
}

function formatLevel({ level, added, changed, closed, unchanged }: LevelCounts): string {
  const valid = added + changed + unchanged;
  const counts = Object.entries({ added, changed, closed, unchanged }).map(
    ([name, count]) => `${grouped(count)} ${name}`,
  );
  return `${level}: ${grouped(valid)} ${nouns[level]}, ${counts.join(', ')}`;
}

function grouped(count: number): string {
  return count.toLocaleString('en-US');
}
