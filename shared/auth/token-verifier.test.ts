import { createHmac } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SignJWT, exportSPKI, importJWK, type JWK } from 'jose';
import { ensureSigningKey, readSigningKey, type KeyFiles, type SigningKey } from './signing-key.ts';
import { issueToken, tokenIssuer, type TokenSubject } from './token-issuer.ts';
import { createTokenVerifier, type TokenVerifier } from './token-verifier.ts';

const clerk: TokenSubject = { subject: 'u1', name: '王秘书', role: 'city-clerk', divisionCode: '230100' };

let folder: string;
let files: KeyFiles;
let signing: SigningKey;
let verify: TokenVerifier;

async function newKeys(name: string): Promise<KeyFiles> {
  const keys = { privateKeyFile: join(folder, name, 'private.jwk'), jwksFile: join(folder, name, 'jwks.json') };
  await ensureSigningKey(keys);
  return keys;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'token-'));
  files = await newKeys('own');
  signing = await readSigningKey(files.privateKeyFile);
  verify = createTokenVerifier(files.jwksFile);
});
afterAll(() => rm(folder, { recursive: true }));

const codeOf = (header: string | undefined, by: TokenVerifier = verify) =>
  by(header).then(
    (actor) => actor?.subject ?? 'anonymous',
    (error: unknown) => (error as { code?: string }).code ?? String(error),
  );
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const claims = {
  name: 'x',
  role: 'city-clerk',
  divisionCode: '230100',
  iss: tokenIssuer,
  sub: 'u1',
  exp: 4_000_000_000,
};

function signed(payload: Record<string, unknown>): Promise<string> {
  return new SignJWT(payload).setProtectedHeader({ alg: 'ES256', kid: signing.keyId }).sign(signing.key);
}

describe('a token', () => {
  test('of this installation gives its actor', async () => {
    const deputy: TokenSubject = { ...clerk, role: 'deputy', deputyId: '230100-D000001' };
    expect(await verify(`Bearer ${await issueToken(signing, deputy, 60)}`)).toMatchObject(deputy);
    const organ: TokenSubject = { ...clerk, role: 'handling-organ', organ: '市住建局' };
    expect(await verify(`bearer   ${await issueToken(signing, organ, 60)}`)).toMatchObject(organ);
  });

  test.each([undefined, ''])('that is missing (%j) leaves the reader anonymous', async (header) => {
    expect(await verify(header)).toBeUndefined();
  });

  test.each(['Bearer', 'Bearer ', 'Bearer x', 'Bearer a.b', 'Basic dTpw', 'Bearer a.b.c.d', 'Bearer a.b.ü', ' '])(
    'is not what %j holds',
    async (header) => {
      expect(await codeOf(header)).toBe('TOKEN_MALFORMED');
    },
  );

  test('that has expired is told as such, also one that was good a moment ago', async () => {
    expect(await codeOf(`Bearer ${await issueToken(signing, clerk, -1)}`)).toBe('TOKEN_EXPIRED');
    const brief = `Bearer ${await issueToken(signing, clerk, 1)}`;
    expect(await codeOf(brief)).toBe('u1');
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(await codeOf(brief)).toBe('TOKEN_EXPIRED');
  });

  test('with a changed payload or signature is refused, though the good one is remembered', async () => {
    const good = await issueToken(signing, clerk, 60);
    expect(await codeOf(`Bearer ${good}`)).toBe('u1');
    const [header, , signature] = good.split('.') as [string, string, string];
    const forged = `${header}.${encode({ ...claims, role: 'system' })}.${signature}`;
    expect(await codeOf(`Bearer ${forged}`)).toBe('TOKEN_SIGNATURE_INVALID');
    const flipped = `${good.slice(0, -5)}${good.at(-5) === 'A' ? 'B' : 'A'}${good.slice(-4)}`;
    expect(await codeOf(`Bearer ${flipped}`)).toBe('TOKEN_SIGNATURE_INVALID');
  });

  test('without a signature (alg none) is refused, with an empty third part or a made-up one', async () => {
    const unsigned = `${encode({ alg: 'none', kid: signing.keyId })}.${encode(claims)}`;
    expect(await codeOf(`Bearer ${unsigned}.`)).toBe('TOKEN_MALFORMED');
    expect(await codeOf(`Bearer ${unsigned}.AAAA`)).toBe('TOKEN_SIGNATURE_INVALID');
  });

  test('signed by HMAC with the public key as its secret is refused', async () => {
    const { keys } = JSON.parse(await readFile(files.jwksFile, 'utf8')) as { keys: [JWK] };
    const key = await importJWK({ ...keys[0], ext: true }, 'ES256');
    for (const secret of [
      JSON.stringify(keys[0]),
      await exportSPKI(key as Parameters<typeof exportSPKI>[0]),
      keys[0].x ?? '',
    ]) {
      const text = `${encode({ alg: 'HS256', kid: signing.keyId })}.${encode(claims)}`;
      const token = `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
      expect(await codeOf(`Bearer ${token}`)).toBe('TOKEN_SIGNATURE_INVALID');
    }
  });

  test('of another installation is refused, even with this one’s key id', async () => {
    const other = await readSigningKey((await newKeys('other')).privateKeyFile);
    expect(await codeOf(`Bearer ${await issueToken(other, clerk, 60)}`)).toBe('TOKEN_SIGNATURE_INVALID');
    const posing = { ...other, keyId: signing.keyId };
    expect(await codeOf(`Bearer ${await issueToken(posing, clerk, 60)}`)).toBe('TOKEN_SIGNATURE_INVALID');
  });

  test.each([
    ['another issuer', { iss: 'somebody-else' }],
    ['no issuer', { iss: undefined }],
    ['no subject', { sub: undefined }],
    ['an empty subject', { sub: '' }],
    ['no name', { name: undefined }],
    ['no role', { role: undefined }],
    ['a role that does not exist', { role: 'mayor' }],
    ['no division', { divisionCode: undefined }],
    ['a division of five digits', { divisionCode: '23010' }],
    ['a division that is a number', { divisionCode: 230100 }],
    ['no expiry', { exp: undefined }],
    ['a time before which it is not good', { nbf: 4_000_000_000 }],
    ['the role deputy but no deputy', { role: 'deputy' }],
    ['the role handling-organ but no organ', { role: 'handling-organ' }],
  ])('with %s is refused as malformed', async (_what, changes) => {
    const payload = Object.fromEntries(
      Object.entries({ ...claims, ...changes }).filter(([, value]) => value !== undefined),
    );
    expect(await codeOf(`Bearer ${await signed(payload)}`)).toBe('TOKEN_MALFORMED');
  });
});

describe('the key set', () => {
  test('is read again when a token names a key that is not in it', async () => {
    const own = await newKeys('rotating');
    const verifyOwn = createTokenVerifier(own.jwksFile);
    const old = await issueToken(await readSigningKey(own.privateKeyFile), clerk, 60);
    expect(await codeOf(`Bearer ${old}`, verifyOwn)).toBe('u1');
    const next = await newKeys('next');
    const token = `Bearer ${await issueToken(await readSigningKey(next.privateKeyFile), clerk, 60)}`;
    expect(await codeOf(token, verifyOwn)).toBe('TOKEN_SIGNATURE_INVALID');
    const [before, added] = await Promise.all(
      [own, next].map(async ({ jwksFile }) => JSON.parse(await readFile(jwksFile, 'utf8')) as { keys: JWK[] }),
    );
    await writeFile(own.jwksFile, JSON.stringify({ keys: [...(before?.keys ?? []), ...(added?.keys ?? [])] }));
    expect(await codeOf(token, verifyOwn)).toBe('u1');
    expect(await codeOf(`Bearer ${old}`, verifyOwn)).toBe('u1');
  });

  test('may come after the service has started', async () => {
    const keys = { privateKeyFile: join(folder, 'late', 'private.jwk'), jwksFile: join(folder, 'late', 'jwks.json') };
    const verifyLate = createTokenVerifier(keys.jwksFile);
    expect(await codeOf(`Bearer ${await issueToken(signing, clerk, 60)}`, verifyLate)).toBe('TOKEN_SIGNATURE_INVALID');
    await ensureSigningKey(keys);
    const token = await issueToken(await readSigningKey(keys.privateKeyFile), clerk, 60);
    expect(await codeOf(`Bearer ${token}`, verifyLate)).toBe('u1');
  });

  test.each(['', '{', '[]', '{ "keys": 5 }', '{ "keys": [] }'])(
    'that reads %j for a while is read again',
    async (broken) => {
      const own = await newKeys(`broken-${Buffer.from(broken).toString('hex')}`);
      const good = await readFile(own.jwksFile, 'utf8');
      await writeFile(own.jwksFile, broken);
      const verifyOwn = createTokenVerifier(own.jwksFile);
      const token = `Bearer ${await issueToken(await readSigningKey(own.privateKeyFile), clerk, 60)}`;
      expect(await codeOf(token, verifyOwn)).not.toBe('u1');
      await writeFile(own.jwksFile, good);
      expect(await codeOf(token, verifyOwn)).toBe('u1');
    },
  );
});
