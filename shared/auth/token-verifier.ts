import { readFile } from 'node:fs/promises';
import { createLocalJWKSet, errors, jwtVerify, type JSONWebKeySet, type JWTPayload } from 'jose';
import { z } from 'zod';
import { ClientError } from '../errors/client-error.ts';
import type { Actor, MaybeActor } from './actor.ts';
import { roles, type Role } from './role.ts';
import { tokenIssuer } from './token-issuer.ts';

/** Checks an `Authorization` header. Undefined or empty is an anonymous reader; a bad token is an error, never anonymous. */
export type TokenVerifier = (authorization: string | undefined) => Promise<MaybeActor>;

/** Those who speak for an organ or institution, which the token names. */
const rolesOfOrgans: readonly Role[] = ['handling-organ', 'third-party-evaluator'];

const claims = z
  .object({
    sub: z.string().min(1),
    name: z.string().min(1),
    role: z.enum(roles),
    divisionCode: z.string().regex(/^(\d{6}|\d{9}|\d{12})$/),
    deputyId: z.string().min(1).optional(),
    organ: z.string().min(1).optional(),
    exp: z.number().int(),
  })
  .refine((token) => token.role !== 'deputy' || token.deputyId, { path: ['deputyId'], error: 'role deputy needs it' })
  .refine((token) => !rolesOfOrgans.includes(token.role) || token.organ, {
    path: ['organ'],
    error: `roles ${rolesOfOrgans.join(' and ')} need it`,
  });

/** Verified tokens are remembered by their text until they expire, so that each is checked once a process. */
const rememberedTokens = 10_000;

export function createTokenVerifier(jwksFile: string): TokenVerifier {
  const remembered = new Map<string, Actor>();
  let keys: Promise<KeySet> | undefined;

  /** A file that cannot be read now may be whole a moment later: only a good one is kept. */
  async function currentKeys(): Promise<KeySet> {
    keys ??= loadKeys(jwksFile);
    try {
      return await keys;
    } catch (error) {
      keys = undefined;
      throw error;
    }
  }

  async function verify(token: string): Promise<Actor> {
    try {
      return toActor(await verifySignature(await currentKeys(), token));
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw toClientError(error);
      keys = undefined;
    }
    try {
      return toActor(await verifySignature(await currentKeys(), token));
    } catch (error) {
      throw toClientError(error);
    }
  }

  return async (authorization) => {
    if (!authorization) return undefined;
    const token = bearerToken(authorization);
    const known = remembered.get(token);
    if (known) {
      if (known.expiresAt * 1000 > Date.now()) return known;
      remembered.delete(token);
    }
    const actor = await verify(token);
    if (remembered.size >= rememberedTokens) remembered.delete(remembered.keys().next().value ?? '');
    remembered.set(token, actor);
    return actor;
  };
}

type KeySet = ReturnType<typeof createLocalJWKSet>;

async function loadKeys(jwksFile: string): Promise<KeySet> {
  return createLocalJWKSet(JSON.parse(await readFile(jwksFile, 'utf8')) as JSONWebKeySet);
}

async function verifySignature(keys: KeySet, token: string): Promise<JWTPayload> {
  const { payload } = await jwtVerify(token, keys, { algorithms: ['ES256'], issuer: tokenIssuer });
  return payload;
}

function bearerToken(authorization: string): string {
  const match = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization.trim());
  if (match?.[1]) return match[1];
  throw new ClientError('TOKEN_MALFORMED', 'The Authorization header must read "Bearer <token>" with a signed JWT.');
}

function toActor(payload: JWTPayload): Actor {
  const parsed = claims.safeParse(payload);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    throw new ClientError('TOKEN_MALFORMED', `The token's claims are not those of this product: ${faults}.`);
  }
  const { sub, name, role, divisionCode, deputyId, organ, exp } = parsed.data;
  return { subject: sub, name, role, divisionCode, deputyId, organ, expiresAt: exp };
}

function isMissingFile(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}

function toClientError(error: unknown): unknown {
  if (error instanceof errors.JWTExpired) {
    return new ClientError('TOKEN_EXPIRED', 'The token has expired. Ask for a new one and repeat the request.');
  }
  if (error instanceof errors.JWTClaimValidationFailed) {
    return new ClientError(
      'TOKEN_MALFORMED',
      `The token's claim "${error.claim}" does not hold here: ${error.reason}.`,
    );
  }
  // A key set that is none is the operator's fault, and goes to the log.
  if (error instanceof errors.JWKSInvalid) return error;
  if (error instanceof errors.JOSEError || isMissingFile(error)) {
    return new ClientError(
      'TOKEN_SIGNATURE_INVALID',
      'The token was not signed with a key of this installation. Ask its operator for a token.',
    );
  }
  return error;
}
