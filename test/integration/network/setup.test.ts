import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { ConfigurationError, readEnvironment } from '../../../shared/config/environment.ts';
import { createLogger } from '../../../shared/telemetry/logger.ts';
import { networkConfig, networkFamilies, networkVariables } from '../../../subgraphs/network/config.ts';
import { startNetwork } from '../../../subgraphs/network/app.ts';
import { openReadModel } from '../../../subgraphs/network/projection/open-read-model.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import { startTestNetwork, until } from './network-harness.ts';

const logger = createLogger('network', 'silent');

describe('the database', () => {
  test('stands after the migrations as the entities say', async () => {
    await using testDatabase = await createTestDatabase('network_drift');
    const database = await openReadModel({ database: testDatabase.target, startupTimeout: 10_000 }, logger);
    try {
      expect(await database.orm.schema.getUpdateSchemaSQL()).toBe('');
    } finally {
      await database.close();
    }
  });

  test('keeps its head when it is opened again', async () => {
    await using testDatabase = await createTestDatabase('network_head');
    const heads: unknown[] = [];
    for (const _ of [1, 2]) {
      const database = await openReadModel({ database: testDatabase.target, startupTimeout: 10_000 }, logger);
      heads.push(await database.fork().execute('select * from network_head'));
      await database.close();
    }
    expect(heads[0]).toHaveLength(1);
    expect(heads[1]).toEqual(heads[0]);
  });
});

describe('the configuration', () => {
  const read = (environment: Record<string, string>) =>
    networkConfig(readEnvironment(networkVariables, environment, networkFamilies));

  test('has a feed of each level by default', () => {
    expect(read({ DATA_DIR: '/data' })).toMatchObject({
      port: 4004,
      privateKeyFile: join('/data', 'keys', 'private.jwk'),
      database: { dialect: 'sqlite', file: join('/data', 'network.sqlite') },
      feeds: [
        { level: 'CITY', url: 'ws://127.0.0.1:4001/graphql' },
        { level: 'DISTRICT', url: 'ws://127.0.0.1:4002/graphql' },
        { level: 'TOWNSHIP', url: 'ws://127.0.0.1:4003/graphql' },
      ],
    });
  });

  test('takes feeds in any order', () => {
    const { feeds } = read({ NETWORK_FEEDS: 'township=wss://t/g, city=ws://c/g, district=ws://d/g' });
    expect(feeds).toEqual([
      { level: 'CITY', url: 'ws://c/g' },
      { level: 'DISTRICT', url: 'ws://d/g' },
      { level: 'TOWNSHIP', url: 'wss://t/g' },
    ]);
  });

  test.each([
    'city=ws://c/g,district=ws://d/g',
    'city=ws://c/g,city=ws://c/g,district=ws://d/g,township=ws://t/g',
    'city=http://c/g,district=ws://d/g,township=ws://t/g',
    'city=ws://c/g,district=ws://d/g,township=ws://t/g,province=ws://p/g',
    'city',
  ])('refuses the feeds %s', (feeds) => {
    expect(() => read({ NETWORK_FEEDS: feeds })).toThrow(
      /NETWORK_FEEDS: got .*It takes each of city, district, township/,
    );
  });

  test('tells all faults at once', () => {
    expect(() => read({ NETWORK_FEEDS: 'x', PORT: 'y', NETWORK_FEED: 'z' })).toThrow(/3 faults/);
  });
});

describe('a start', () => {
  test('without the key says what is missing and leaves nothing behind', async () => {
    await using network = await startTestNetwork();
    const config = { ...network.config, privateKeyFile: join(network.config.dataDir, 'none.jwk') };
    await expect(startNetwork(config, { logger })).rejects.toThrow(ConfigurationError);
    await expect(startNetwork(config, { logger })).rejects.toThrow(/AUTH_PRIVATE_KEY_FILE.*keys create/);
  });

  test('on a taken port fails and leaves nothing behind', async () => {
    await using network = await startTestNetwork();
    const config = { ...network.config, port: network.service.port };
    await expect(startNetwork(config, { logger })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  test('with a key of another installation serves, is not ready, and says why', async () => {
    const lines: string[] = [];
    await using network = await startTestNetwork();
    await network.service.caughtUp();
    await network.stop();
    await writeFile(network.config.jwksFile, JSON.stringify({ keys: [] }));
    for (const stub of Object.values(network.stubs)) {
      await stub.stop();
      await stub.start();
    }
    await network.start({ logger: pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) }) });
    await until(() => lines.length >= 3);
    expect(lines.join()).toMatch(/TOKEN_SIGNATURE_INVALID/);
    expect(await network.isReady()).toBe(false);
  });
});
