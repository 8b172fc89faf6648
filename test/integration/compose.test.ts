import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { levelVariables } from '../../cli/level/level-databases.ts';
import { seedVariables } from '../../cli/start/start-variables.ts';
import { gatewayVariables } from '../../gateway/config.ts';
import { readEnvironment, type VariableShape } from '../../shared/config/environment.ts';
import { cityVariables } from '../../subgraphs/city/config.ts';
import { districtVariables } from '../../subgraphs/district/config.ts';
import { networkVariables } from '../../subgraphs/network/config.ts';
import { townshipVariables } from '../../subgraphs/township/config.ts';

const composeFile = z.object({
  services: z.record(
    z.string(),
    z.object({
      command: z.array(z.string()).optional(),
      environment: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
      healthcheck: z.object({ test: z.array(z.string()).optional(), disable: z.boolean().optional() }).optional(),
      volumes: z.array(z.string()).default([]),
      depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
    }),
  ),
  volumes: z.record(z.string(), z.unknown()),
});

const compose = composeFile.parse(parse(await readRootFile('docker-compose.yml'), { merge: true }));
const example = await readRootFile('.env.example');

const variables: Record<string, VariableShape> = {
  city: cityVariables,
  district: districtVariables,
  township: townshipVariables,
  network: networkVariables,
  gateway: gatewayVariables,
};

/** What stands in .env where a test needs whole values. */
const settings: Record<string, string> = {
  MYSQL_PASSWORD: 'of-the-test-only',
  CURSOR_SECRET: 'of-the-test-only'.repeat(4),
};

/** One-shot containers run a command of the liaison program. */
const commands: Record<string, VariableShape> = {
  seed: { ...levelVariables, ...seedVariables },
};

test.each(Object.keys(commands))('the %s container sets only variables that its command reads', (name) => {
  expect(Object.keys(commands[name]!)).toEqual(expect.arrayContaining(Object.keys(service(name).environment)));
});

describe.each(Object.keys(variables))('the %s container', (name) => {
  test('sets only variables that the service reads', () => {
    expect(Object.keys(variables[name]!)).toEqual(expect.arrayContaining(Object.keys(service(name).environment)));
  });

  test('gives values that the service takes', () => {
    const environment = Object.entries(service(name).environment).map(([key, value]) => [key, fillIn(String(value))]);
    expect(() => readEnvironment(variables[name]!, Object.fromEntries(environment))).not.toThrow();
  });

  test('starts a file of its own room', () => {
    expect(service(name).command).toEqual([name === 'gateway' ? 'gateway/main.ts' : `subgraphs/${name}/main.ts`]);
  });

  test('waits until the key is there', () => {
    expect(service(name).depends_on['keys']).toEqual({ condition: 'service_completed_successfully' });
  });
});

test('every container that keeps running has a health check', () => {
  const unchecked = Object.keys(compose.services).filter((name) => !service(name).healthcheck?.test);
  expect(unchecked).toEqual(['keys', 'seed']);
});

test('only the services that sign tokens see the private key', () => {
  const holders = Object.keys(compose.services).filter((name) =>
    service(name).volumes.some((it) => it.startsWith('keys:')),
  );
  expect(holders).toEqual(['keys', 'city', 'district', 'township', 'network']);
});

test('a container waits only for containers that exist, and for health only where it is checked', () => {
  for (const { depends_on } of Object.values(compose.services)) {
    for (const [name, { condition }] of Object.entries(depends_on)) {
      const expected = service(name).healthcheck?.test ? 'service_healthy' : 'service_completed_successfully';
      expect(`${name}: ${condition}`).toBe(`${name}: ${expected}`);
    }
  }
});

test('no password or secret is written into the file', () => {
  const secrets = Object.values(compose.services).flatMap(({ environment }) =>
    Object.entries(environment).filter(
      ([key]) => /(PASSWORD|SECRET)$/.test(key) && key !== 'MYSQL_RANDOM_ROOT_PASSWORD',
    ),
  );
  expect(secrets.map(([, value]) => value)).not.toHaveLength(0);
  for (const [key, value] of secrets) expect(`${key}: ${value}`).toMatch(/: \$\{\w+:\?[^}]+\}$/);

  const passwordsInUrls = JSON.stringify(compose).matchAll(/:\/\/[^/@"]*:([^/@"]*)@/g);
  for (const [, password] of passwordsInUrls) expect(password).toMatch(/^\$\{\w+\}$/);
});

test('.env.example names every setting of the file, and fills in no secret', async () => {
  const used = (await readRootFile('docker-compose.yml')).matchAll(/(?<!\$)\$\{(\w+)/g);
  const named = [...example.matchAll(/^(\w+)=/gm)].map(([, name]) => name);
  expect(named.toSorted()).toEqual([...new Set([...used].map(([, name]) => name))].toSorted());
  expect(example).toMatch(/^MYSQL_PASSWORD=$/m);
  expect(example).toMatch(/^CURSOR_SECRET=$/m);
});

function service(name: string) {
  const found = compose.services[name];
  if (!found) throw new Error(`docker-compose.yml has no service ${name}`);
  return found;
}

/** Replaces `${NAME}`, `${NAME:-default}` and `${NAME:?message}` as Compose does. */
function fillIn(text: string): string {
  return text.replaceAll(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_, name: string, mark?: string, rest?: string) => {
    const value = settings[name] ?? (mark === '-' ? rest : undefined);
    if (value === undefined) throw new Error(`${name} needs a value here`);
    return value;
  });
}

function readRootFile(name: string): Promise<string> {
  return readFile(new URL(`../../${name}`, import.meta.url), 'utf8');
}
