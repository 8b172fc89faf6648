import { print, separateOperations, stripIgnoredCharacters, type DocumentNode } from 'graphql';

/** One text for all spellings of an operation: only `operationName` and the fragments it uses, no comments or spaces. */
export function normaliseOperation(document: DocumentNode, operationName: string | undefined): string {
  const operations = separateOperations(document);
  const chosen = operations[operationName ?? ''] ?? Object.values(operations)[0] ?? document;
  return stripIgnoredCharacters(print(chosen));
}
