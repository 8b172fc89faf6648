import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { EntityManager } from '../../../shared/database/open-database.ts';
import { SchemaDocumentEntity } from './registry.entities.ts';

const compress = promisify(gzip);
const decompress = promisify(gunzip);

export function hashDocument(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A text ready to be written, so that a transaction need not wait for its compression. */
export interface PackedDocument {
  readonly hash: string;
  readonly content: string;
}

export async function packDocument(text: string): Promise<PackedDocument> {
  return { hash: hashDocument(text), content: (await compress(text)).toString('base64') };
}

/** Writes what is not there yet. Acts come one after the other, so nobody writes the same meanwhile. */
export async function keepDocuments(em: EntityManager, documents: readonly PackedDocument[]): Promise<void> {
  const byHash = new Map(documents.map((document) => [document.hash, document]));
  const known = await em.find(SchemaDocumentEntity, { hash: { $in: [...byHash.keys()] } }, { fields: ['hash'] });
  for (const { hash } of known) byHash.delete(hash);
  for (const document of byHash.values()) await em.insert(SchemaDocumentEntity, document);
}

/** Schemas by their hashes. */
export async function readDocuments(
  em: EntityManager,
  hashes: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = hashes.length > 0 ? await em.find(SchemaDocumentEntity, { hash: { $in: [...new Set(hashes)] } }) : [];
  const texts = rows.map(async ({ hash, content }) => {
    const bytes = await decompress(Buffer.from(content, 'base64'));
    return [hash, bytes.toString()] as const;
  });
  return new Map(await Promise.all(texts));
}

export async function readDocument(em: EntityManager, hash: string): Promise<string> {
  const text = (await readDocuments(em, [hash])).get(hash);
  if (text === undefined) throw new Error(`The registry has lost the document ${hash}.`);
  return text;
}
