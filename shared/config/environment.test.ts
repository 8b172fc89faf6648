import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { ConfigurationError, readEnvironment, type Environment } from './environment.ts';
import { subgraphConfig, subgraphVariables } from './subgraph-variables.ts';
import { duration, oneOf, port, url, wholeNumber } from './variable.ts';

const shape = {
  PORT: port(4000),
  HOST: z.string().default('127.0.0.1'),
  STARTUP_TIMEOUT: duration('60s'),
  MOST: wholeNumber(5, 1, 10),
  REDIS_URL: url('redis', 'rediss').optional(),
  COLOUR: oneOf(['red', 'green'], 'red'),
  SECRET_KEY: z.string('It takes a text').describe('signs things'),
};
const good = { SECRET_KEY: 'x' };

function faultsOf(environment: Environment, families: string[] = []): readonly string[] {
  try {
    readEnvironment(shape, environment, families);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults;
    throw error;
  }
  return [];
}

describe('the environment', () => {
  test('gives what is set, as its type, and defaults for what is not', () => {
    expect(
      readEnvironment(shape, { ...good, PORT: '0', STARTUP_TIMEOUT: '250ms', MOST: '10', COLOUR: 'green' }),
    ).toEqual({
      PORT: 0,
      HOST: '127.0.0.1',
      STARTUP_TIMEOUT: 250,
      MOST: 10,
      COLOUR: 'green',
      SECRET_KEY: 'x',
    });
    expect(readEnvironment(shape, { ...good, STARTUP_TIMEOUT: '2m' }).STARTUP_TIMEOUT).toBe(120_000);
  });

  test('counts an empty variable as not set', () => {
    expect(readEnvironment(shape, { ...good, PORT: '', REDIS_URL: '', HOST: '' })).toMatchObject({
      PORT: 4000,
      HOST: '127.0.0.1',
    });
    expect(faultsOf({ SECRET_KEY: '' })).toEqual(['SECRET_KEY: is not set. It takes a text (signs things)']);
  });

  test('is told all of its faults at once, each with the name, what it got and what it takes', () => {
    const faults = faultsOf({
      PORT: '70000',
      STARTUP_TIMEOUT: 'soon',
      MOST: '11',
      REDIS_URL: 'http://x',
      COLOUR: 'blue',
    });
    expect(faults).toHaveLength(6);
    expect(faults.join('\n')).toMatchInlineSnapshot(`
      "PORT: got "70000". It takes a port from 0 to 65535
      STARTUP_TIMEOUT: got "soon". It takes a span such as 500ms, 20s or 2m
      MOST: got "11". It takes a whole number from 1 to 10
      REDIS_URL: got "http://x". It takes a URL that begins with redis:// or rediss://
      COLOUR: got "blue". It takes one of red, green
      SECRET_KEY: is not set. It takes a text (signs things)"
    `);
  });

  test.each(['-1', '65536', '80x', '0x50', ' 80', '1e3', '99999999999'])('takes no port of %j', (PORT) => {
    expect(faultsOf({ ...good, PORT })).toEqual([`PORT: got ${JSON.stringify(PORT)}. It takes a port from 0 to 65535`]);
  });

  test.each(['', '5', '5h', '-5s', '1.5s', 's'].filter(Boolean))('takes no span of %j', (STARTUP_TIMEOUT) => {
    expect(faultsOf({ ...good, STARTUP_TIMEOUT })).toHaveLength(1);
  });

  test.each([
    ['STARTUP_TIMOUT', 'STARTUP_TIMEOUT'],
    ['STARTUP_TIMEOUTS', 'STARTUP_TIMEOUT'],
    ['REDIS_URI', 'REDIS_URL'],
    ['SECRET_KYE', 'SECRET_KEY'],
    ['PROT', 'PORT'],
  ])('asks whether %s was meant to be %s', (wrong, right) => {
    expect(faultsOf({ ...good, [wrong]: 'x' })).toEqual([
      `${wrong}: is not a variable of liaison-graph. Did you mean ${right}?`,
    ]);
  });

  test('leaves the variables of others alone', () => {
    const others = {
      PATH: '/bin',
      HOME: '/root',
      PWD: '/',
      LANG: 'C',
      SHELL: 'sh',
      TERM: 'x',
      HOSTNAME: 'h',
      USER: 'u',
      npm_config_port: '1',
      POST: 'x',
      NODE_ENV: 'test',
      CITY: 'x',
    };
    expect(faultsOf({ ...good, ...others })).toEqual([]);
  });

  test('refuses an unknown variable of a family of its own', () => {
    expect(faultsOf({ ...good, CITY_COLOUR_OF_THE_TOWN_HALL: 'x', DISTRICT_X: 'y' }, ['CITY_'])).toEqual([
      'CITY_COLOUR_OF_THE_TOWN_HALL: is not a variable of liaison-graph. Take it out, or see docs/configuration.md for the names.',
    ]);
  });
});

describe("a subgraph's settings", () => {
  const variables = subgraphVariables('city', 4001);

  test('need nothing: SQLite in the data folder, keys beside it', () => {
    const values = readEnvironment(variables, {});
    expect(subgraphConfig('city', values, values.CITY_DATABASE_URL)).toEqual({
      host: '127.0.0.1',
      port: 4001,
      dataDir: './var',
      database: { dialect: 'sqlite', file: 'var/city.sqlite' },
      redisUrl: undefined,
      cursorSecret: undefined,
      jwksFile: 'var/keys/jwks.json',
      startupTimeout: 60_000,
      logLevel: 'warn',
    });
  });

  test('take a server, a secret and keys from elsewhere', () => {
    const values = readEnvironment(variables, {
      CITY_DATABASE_URL: 'mariadb://u:p@db/city',
      REDIS_URL: 'rediss://cache:6379',
      CURSOR_SECRET: '0123456789abcdef',
      AUTH_JWKS_FILE: '/etc/jwks.json',
    });
    expect(subgraphConfig('city', values, values.CITY_DATABASE_URL)).toMatchObject({
      database: { dialect: 'mariadb', name: 'city' },
      redisUrl: 'rediss://cache:6379',
      cursorSecret: '0123456789abcdef',
      jwksFile: '/etc/jwks.json',
    });
  });

  test('never show a password in a fault', () => {
    const read = () =>
      readEnvironment(variables, {
        CITY_DATABASE_URL: 'mysql://user:secret-word@host/',
        CURSOR_SECRET: 'too-short-word',
      });
    expect(read).toThrow(/CITY_DATABASE_URL/);
    expect(read).not.toThrow(/secret-word|too-short-word/);
  });
});
