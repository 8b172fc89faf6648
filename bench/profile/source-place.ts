import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SelfTime } from './cpu-profile.ts';

const root = join(import.meta.dirname, '..', '..');

/** Where a function stands, from the root of the repository or from node_modules. */
export function placeOf({ functionName, url, line }: SelfTime): string {
  if (!url.startsWith('file:')) return url || 'native';
  const file = fileURLToPath(url);
  const shown = relative(root, file).replace(/^.*node_modules\//, '');
  // What ran is TypeScript without its types, printed anew: its lines are not those of the source.
  return `${shown}:${file.endsWith('.ts') ? lineOfDeclaration(file, functionName) : line}`;
}

/** The package, the folder of the product, or what else the time goes to. */
export function ownerOf({ functionName, url }: SelfTime): string {
  if (url.startsWith('node:')) return 'node';
  if (!url.startsWith('file:')) return functionName.startsWith('(') ? functionName : 'native';
  const path = relative(root, fileURLToPath(url));
  const inPackages = path.split('node_modules/').at(-1) ?? path;
  const [first = '', second = ''] = inPackages.split('/');
  return path.includes('node_modules') && !first.startsWith('@') ? first : `${first}/${second}`;
}

function lineOfDeclaration(file: string, functionName: string): string {
  const name = functionName.replace(/[^\w]/g, '');
  const lines = readFileSync(file, 'utf8').split('\n');
  const index = lines.findIndex((line) =>
    new RegExp(`(function|const) ${name}\\b|^\\s+(async )?${name}(\\(.*\\{$|: )`).test(line),
  );
  return name === '' || index < 0 ? '?' : String(index + 1);
}
