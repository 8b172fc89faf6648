import { resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { databaseUrl, parseDatabaseUrl } from './database-url.ts';

describe('a database URL', () => {
  test.each([
    ['sqlite:/var/lib/city.sqlite', '/var/lib/city.sqlite'],
    ['sqlite:var/city.sqlite', resolve('var/city.sqlite')],
    ['sqlite:./a b/城市.sqlite', resolve('a b/城市.sqlite')],
  ])('%s names a file', (text, file) => {
    expect(parseDatabaseUrl(text)).toEqual({ dialect: 'sqlite', file });
  });

  test.each([
    ['mysql://user:word@host:3306/city', 'mysql', 'city'],
    ['mariadb://user:word@127.0.0.1/liaison_city', 'mariadb', 'liaison_city'],
    ['mysql://user:p%40ss%2Fword@[::1]:3307/city', 'mysql', 'city'],
  ])('%s names a server', (text, dialect, name) => {
    expect(parseDatabaseUrl(text)).toEqual({ dialect, url: text, name });
  });

  test.each([
    '',
    'city.sqlite',
    'sqlite:',
    'sqlite::memory:',
    'mysql://host',
    'mysql://host/',
    'mysql://host/two/parts',
    'mysql://host/na-me',
    'mysql://host/%60name%60',
    'mysql://host/%',
    'postgres://host/name',
    'http://host/name',
    'mysql:host/name',
  ])('%j is none', (text) => {
    expect(parseDatabaseUrl(text)).toBeUndefined();
  });

  test('that is wrong is answered with the forms that are right, and without the password', () => {
    const { error } = databaseUrl.safeParse('postgres://user:secret-word@host/name');
    expect(error?.issues[0]?.message).toMatch(/sqlite:FILE.*mysql:.*mariadb:/);
    expect(error?.issues[0]?.message).not.toContain('secret-word');
  });

  test('may be left out', () => {
    expect(databaseUrl.parse(undefined)).toBeUndefined();
  });
});
