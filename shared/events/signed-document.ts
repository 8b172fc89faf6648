import { readFile } from 'node:fs/promises';
import { createLocalJWKSet, errors, FlattenedSign, flattenedVerify, type JSONWebKeySet } from 'jose';
import type { SigningKey } from '../auth/signing-key.ts';
import { canonicalJson } from './event-hash.ts';

/**
 * A document that everybody can read, beside its signature: a JSON Web Signature (RFC 7515) with detached payload, made
 * with ES256 over the UTF-8 bytes of the document's JSON without blanks and with the keys of every object sorted.
 */
export interface SignedDocument<Document> {
  readonly document: Document;
  readonly signature: { readonly protected: string; readonly signature: string };
}

export async function signDocument<Document extends object>(
  { key, keyId }: SigningKey,
  document: Document,
): Promise<SignedDocument<Document>> {
  const jws = await new FlattenedSign(bytesOf(document))
    .setProtectedHeader({ alg: 'ES256', kid: keyId, typ: 'JOSE+JSON' })
    .sign(key);
  if (jws.protected === undefined) throw new Error('The signature has no protected header.');
  return { document, signature: { protected: jws.protected, signature: jws.signature } };
}

/** What is wrong with the signature, in words; undefined where a key of the set made it over this very document. */
export async function faultOfSignature(
  { document, signature }: SignedDocument<object>,
  jwksFile: string,
): Promise<string | undefined> {
  const keys = JSON.parse(await readFile(jwksFile, 'utf8')) as JSONWebKeySet;
  const payload = bytesOf(document).toString('base64url');
  try {
    await flattenedVerify({ ...signature, payload }, createLocalJWKSet(keys), { algorithms: ['ES256'] });
    return undefined;
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed) return 'the document was changed after it was signed';
    if (error instanceof errors.JWKSNoMatchingKey) return `none of the keys in ${jwksFile} signed it`;
    if (error instanceof errors.JOSEError) return `its signature is none: ${error.message}`;
    throw error;
  }
}

function bytesOf(document: object): Buffer {
  return Buffer.from(canonicalJson(document), 'utf8');
}
