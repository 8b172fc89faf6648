import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { gatewayVariables } from '../../gateway/config.ts';
import { levelVariables } from '../../cli/level/level-databases.ts';
import { startVariables } from '../../cli/start/start-variables.ts';
import { networkVariables } from '../../subgraphs/network/config.ts';
import { lifecycleDiagrams, opinionDiagrams } from '../../cli/command/lifecycle.command.ts';

const root = join(import.meta.dirname, '..', '..');

function readDocument(name: string): Promise<string> {
  return readFile(join(root, name), 'utf8');
}

describe('the documentation', () => {
  test('names every variable that a service reads, and no other', async () => {
    const rows = [...(await readDocument('docs/configuration.md')).matchAll(/^\| `([A-Z_]+)` \|/gm)].map(
      ([, name]) => name,
    );
    const read = Object.keys({ ...startVariables, ...levelVariables, ...gatewayVariables, ...networkVariables });
    expect([...rows].sort()).toEqual([...read].sort());
  });

  test('draws the life cycle as the table has it', async () => {
    expect(await readDocument('docs/lifecycle.md')).toContain(lifecycleDiagrams());
    expect(await readDocument('docs/opinions.md')).toContain(opinionDiagrams());
  });

  test('has every local link of both READMEs lead somewhere', async () => {
    for (const name of ['README.md', 'README.zh-CN.md']) {
      const links = [...(await readDocument(name)).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(
        ([, link]) => link ?? '',
      );
      expect(links.length).toBeGreaterThan(5);
      for (const link of links)
        await readFile(join(root, link), 'utf8').catch((error: unknown) => {
          // A folder is a good target too.
          if ((error as NodeJS.ErrnoException).code !== 'EISDIR')
            throw new Error(`${name} links to ${link}, which is not there`);
        });
    }
  });
});
