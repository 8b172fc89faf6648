import { expect, test } from '@jest/globals';
import { formatImportReport } from './import-report.ts';

test('an import is told level by level', () => {
  const report = formatImportReport([
    { level: 'district', added: 18, changed: 0, closed: 0, unchanged: 0 },
    { level: 'township', added: 2, changed: 1, closed: 8, unchanged: 325 },
    { level: 'community', added: 0, changed: 0, closed: 0, unchanged: 3158 },
  ]);
  expect(report).toBe(
    'district: 18 districts, 18 added, 0 changed, 0 closed, 0 unchanged\n' +
      'township: 328 townships, 2 added, 1 changed, 8 closed, 325 unchanged\n' +
      'community: 3,158 communities, 0 added, 0 changed, 0 closed, 3,158 unchanged\n' +
      'The divisions are imported.',
  );
});

test('a second import says that it changed nothing', () => {
  expect(formatImportReport([{ level: 'district', added: 0, changed: 0, closed: 0, unchanged: 18 }])).toMatch(
    /0 changed.*\nNothing changed/,
  );
});
