import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { adminToken, notesSdl, shopSdl, startRegistryFixture, type RegistryFixture } from './registry.fixture.ts';

const root = join(import.meta.dirname, '..', '..', '..');

interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

let fixture: RegistryFixture;
let folder: string;
beforeAll(async () => {
  fixture = await startRegistryFixture();
  folder = await mkdtemp(join(tmpdir(), 'registry-command-'));
  await writeFile(join(folder, 'shop.graphql'), shopSdl);
  await writeFile(join(folder, 'notes.graphql'), notesSdl);
});
afterAll(async () => {
  await fixture[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

function startLiaison(args: string[], environment: Record<string, string>) {
  const { NODE_OPTIONS: _options, ...inherited } = process.env;
  return spawn('sh', [join(root, 'cli', 'liaison'), ...args], { cwd: folder, env: { ...inherited, ...environment } });
}

/** Runs the command as a shell would, with the admin's token unless `environment` says otherwise. */
async function liaison(args: string[], environment: Record<string, string> = {}, input = ''): Promise<Run> {
  const child = startLiaison(args, {
    LIAISON_REGISTRY: new URL('/', fixture.gateway.url).href,
    LIAISON_TOKEN: adminToken,
    ...environment,
  });
  child.stdin.end(input);
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code: Number(code), out, err };
}

describe('the stand-alone gateway', () => {
  test('serves the graph of a registry where no supergraph file is named, and says so where there is neither', async () => {
    const nothing = await liaison(['gateway', '--port', '0']);
    expect(nothing.code).toBe(1);
    expect(nothing.err).toMatch(/--supergraph.*GATEWAY_DATABASE_URL/);
    expect(nothing.err).not.toMatch(/^\s+at /m);
    const child = startLiaison(['gateway', '--port', '0'], {
      DATA_DIR: folder,
      GATEWAY_DATABASE_URL: fixture.database.url,
      GATEWAY_REGISTRY_ADMIN_TOKEN: adminToken,
    });
    try {
      const lines = createInterface({ input: child.stdout });
      const [line] = (await once(lines, 'line')) as [string];
      const url = line.replace('ready ', '');
      const answer = await fetch(new URL('/registry', url), {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${adminToken}` },
        body: JSON.stringify({ query: '{ subgraphs { subgraph } }' }),
      });
      expect(await answer.json()).toEqual({ data: { subgraphs: [] } });
    } finally {
      child.kill();
      await once(child, 'exit');
    }
  });
});

describe('the command over the registry', () => {
  test('checks, publishes from a file, standard input and a URL, and lists in columns that fit Chinese', async () => {
    const nothing = await liaison(['list']);
    expect(nothing).toMatchObject({ code: 0, out: expect.stringContaining('Nothing has been published yet') });
    const check = await liaison(['check', 'shop', '--schema', 'shop.graphql']);
    expect(check).toMatchObject({ code: 0, out: expect.stringContaining('PASSED') });
    const shop = ['publish', 'shop', '--url', fixture.shop.url, '--message', '第一次发布'];
    const first = await liaison([...shop, '--schema', '-', '--json'], {}, shopSdl);
    expect(first.code).toBe(0);
    expect(JSON.parse(first.out)).toMatchObject({ changed: true, version: { number: 1, message: '第一次发布' } });
    expect(await liaison(['publish', 'notes', '--url', fixture.notes.url])).toMatchObject({
      code: 0,
      out: expect.stringContaining('+ notes (version 1)'),
    });
    const { out } = await liaison(['history']);
    const lines = out.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^VERSION +WHEN +ACT +BY +CHANGES +MESSAGE$/);
    expect(lines.at(-1)).toMatch(/第一次发布$/);
    expect((await liaison(['diff', '1', '2'])).out).toContain('+ notes (version 1)');
    expect((await liaison(['supergraph', '--version', '1'])).out).toContain('@join__graph(name: "shop"');
  });

  test('says by its exit code what became of it', async () => {
    await writeFile(join(folder, 'broken.graphql'), 'type Query {\n  a: Nowhere\n}');
    const publish = (more: string[]) => liaison(['publish', 'x', '--no-probe', ...more]);
    const broken = await publish(['--schema', 'broken.graphql', '--url', 'http://127.0.0.1:9/']);
    expect(broken).toMatchObject({ code: 1, err: expect.stringContaining('x:2 Query.a') });
    expect((await liaison(['check', 'x', '--schema', 'broken.graphql'])).code).toBe(1);
    expect((await publish(['--schema', 'nowhere.graphql', '--url', 'http://127.0.0.1:9/'])).code).toBe(2);
    expect((await publish(['--schema', 'broken.graphql'])).code).toBe(2);
    const loop = await publish(['--url', fixture.gateway.url, '--json']);
    expect(loop.code).toBe(2);
    expect(JSON.parse(loop.out)).toMatchObject({ error: { code: 'SUBGRAPH_URL_LOOP' } });
    expect((await liaison(['publish', '--nonsense'])).code).toBe(2);
    expect((await liaison(['list'], { LIAISON_TOKEN: 'wrong' })).code).toBe(4);
    expect((await liaison(['list'], { LIAISON_REGISTRY: 'http://127.0.0.1:9/' })).code).toBe(3);
    const graph = await liaison(['list'], { LIAISON_REGISTRY: fixture.gateway.url });
    expect(graph).toMatchObject({ code: 3, err: expect.stringContaining('is no registry') });
    await writeFile(join(folder, 'huge.graphql'), `type Query { a: Int }\n#${'x'.repeat(50 * 1024 * 1024)}`);
    const huge = await publish(['--schema', 'huge.graphql', '--url', 'http://127.0.0.1:9/', '--json']);
    expect(huge.code).toBe(1);
    expect(JSON.parse(huge.out)).toMatchObject({ error: { code: 'SDL_TOO_LARGE' } });
    const json = await liaison(['rollback', '--to', '99', '--json']);
    expect(json.code).toBe(1);
    expect(JSON.parse(json.out)).toMatchObject({ error: { code: 'VERSION_NOT_FOUND' } });
  });

  test('publishes a manifest as a whole, and refuses one with a wrong field', async () => {
    const manifest = async (lines: string[]) => {
      await writeFile(join(folder, 'manifest.yaml'), lines.join('\n'));
      return liaison(['publish', '--file', 'manifest.yaml', '--no-probe', '--json']);
    };
    const url = 'http://127.0.0.1:9/graphql';
    await writeFile(join(folder, 'more.graphql'), 'type Query { more: Int }');
    const entry = ['  - name: more', '    schema: more.graphql', `    url: ${url}`];
    const wrong = await manifest(['subgraphs:', ...entry, '    partitions: 230103']);
    expect(wrong.code).toBe(2);
    expect(JSON.parse(wrong.out)).toMatchObject({ error: { code: 'MANIFEST_INVALID' } });
    expect(wrong.out).toContain('manifest.yaml:5:17 subgraphs.0: Unrecognized key: \\"partitions\\"');
    expect((await manifest(['subgraphs:', '  - name: [more'])).out).toContain('manifest.yaml:2:');
    const shop = ['  - name: shop', '    schema: shop.graphql', '    partition: 230103', `    url: ${url}/nangang`];
    const good = await manifest(['message: together', 'subgraphs:', ...entry, ...shop]);
    expect(good.code).toBe(0);
    expect(JSON.parse(good.out).version).toMatchObject({
      message: 'together',
      changes: [
        { subgraph: 'more', partition: [], kind: 'ADDED' },
        { subgraph: 'shop', partition: ['230103'], kind: 'ADDED' },
      ],
    });
  });

  test('makes registry tokens, also on the database itself, and users’ tokens as before', async () => {
    const made = await liaison(['token', 'create', '--name', 'shop', '--partition', '230103', '--json']);
    const { id, token } = JSON.parse(made.out);
    expect(JSON.parse(made.out)).toMatchObject({ label: 'shop@230103', subgraphs: ['shop'], partitions: ['230103'] });
    const other = ['publish', 'shop', '--no-probe', '--schema', 'shop.graphql', '--url', 'http://127.0.0.1:9/x'];
    const refused = await liaison([...other, '--partition', '230104'], { LIAISON_TOKEN: token });
    expect(refused).toMatchObject({ code: 4, err: expect.stringContaining('230104') });
    expect((await liaison(['token', 'revoke', String(id)])).code).toBe(0);
    expect(await liaison(['token', 'revoke', 'x'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('of a token'),
    });
    expect((await liaison(['list'], { LIAISON_TOKEN: token })).code).toBe(4);
    const direct = { LIAISON_REGISTRY: '', LIAISON_TOKEN: '', GATEWAY_DATABASE_URL: fixture.database.url };
    const admin = await liaison(['token', 'create', '--admin', '--label', '管理员'], direct);
    expect(admin.code).toBe(0);
    const list = await liaison(['token', 'list'], { LIAISON_TOKEN: admin.out.trim() });
    expect(list.out).toMatch(/管理员 +everything/);
    const check = await liaison(['check', 'more', '--schema', 'more.graphql'], direct);
    expect(check).toMatchObject({ code: 0, out: expect.stringContaining('PASSED') });
    const user = await liaison(['token', '--division', '230100']);
    expect(user.err).toContain("required option '--role <role>' not specified");
  });
});
