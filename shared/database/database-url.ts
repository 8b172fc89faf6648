import { resolve } from 'node:path';
import { z } from 'zod';

/** Where a service keeps its rows. SQLite is a file of this machine; the other two are servers. */
export type DatabaseTarget =
  | { readonly dialect: 'sqlite'; readonly file: string }
  | { readonly dialect: 'mysql' | 'mariadb'; readonly url: string; readonly name: string };

export type Dialect = DatabaseTarget['dialect'];

const takes = 'It takes sqlite:FILE, mysql://USER:PASSWORD@HOST:PORT/NAME or mariadb://USER:PASSWORD@HOST:PORT/NAME';

export function parseDatabaseUrl(text: string): DatabaseTarget | undefined {
  if (text.startsWith('sqlite:')) {
    const file = text.slice('sqlite:'.length);
    return file === '' || file.startsWith(':') ? undefined : { dialect: 'sqlite', file: resolve(file) };
  }
  if (!URL.canParse(text)) return undefined;
  const { protocol, pathname } = new URL(text);
  const dialect = protocol.slice(0, -1);
  const name = pathname.slice(1);
  if ((dialect !== 'mysql' && dialect !== 'mariadb') || !/^\w+$/.test(name)) return undefined;
  return { dialect, url: text, name };
}

/** The schema of an environment variable that holds a database; undefined where it is not set. */
export const databaseUrl = z
  .string()
  .transform((text, context) => {
    const target = parseDatabaseUrl(text);
    if (target) return target;
    context.addIssue({ code: 'custom', message: takes });
    return z.NEVER;
  })
  .optional();
