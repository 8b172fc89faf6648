import { CriticalityLevel, diff, type Change } from '@graphql-inspector/core';
import { parse, validate, type DocumentNode, type GraphQLSchema } from 'graphql';
import { buildApiSchema } from '../../supergraph/api-schema.ts';
import type { ClientUse, SeenOperation } from '../store/usage.rows.ts';
import { coordinatesOf, parseOperation, type Coordinates } from './coordinates.ts';

export type Criticality = 'BREAKING' | 'DANGEROUS' | 'SAFE';

/** One difference between what clients saw and what they will see. */
export interface SchemaChange {
  readonly criticality: Criticality;
  readonly message: string;
  /** Such as `Station.name`; null where it is of no one place. */
  readonly path: string | null;
  /** Operations really seen that it breaks; only for BREAKING. */
  readonly operations: readonly AffectedOperation[];
}

export interface AffectedOperation {
  readonly hash: string;
  readonly name: string | null;
  readonly text: string;
  readonly clients: readonly ClientUse[];
}

/** What clients see of a supergraph. */
export function apiSchemaOf(supergraphSdl: string): GraphQLSchema {
  return buildApiSchema(parse(supergraphSdl, { noLocation: true }));
}

const levels: Readonly<Record<CriticalityLevel, Criticality>> = {
  [CriticalityLevel.Breaking]: 'BREAKING',
  [CriticalityLevel.Dangerous]: 'DANGEROUS',
  [CriticalityLevel.NonBreaking]: 'SAFE',
};

const order: readonly Criticality[] = ['BREAKING', 'DANGEROUS', 'SAFE'];

/** The differences between two API schemas, breaking ones first, with the operations that each breaks. */
export async function changesBetween(
  before: GraphQLSchema,
  after: GraphQLSchema,
  operations: readonly SeenOperation[] = [],
): Promise<SchemaChange[]> {
  const changes = await diff(before, after);
  const seen = operations.flatMap((operation) => readSeen(before, operation));
  const told = changes.map((change): SchemaChange => {
    const criticality = levels[change.criticality.level];
    const affected =
      criticality === 'BREAKING'
        ? seen.filter(({ used }) => isAffected(change as Pick<Change, 'path'> & { type: string }, used))
        : [];
    return {
      criticality,
      message: change.message,
      path: change.path ?? null,
      operations: affected.map(({ operation }) => operation),
    };
  });
  const named = new Set(told.flatMap((change) => change.operations.map(({ hash }) => hash)));
  const others = seen
    .filter(({ operation }) => !named.has(operation.hash))
    .flatMap((one) => brokenOtherwise(after, one));
  return [...told, ...others].sort((left, right) => order.indexOf(left.criticality) - order.indexOf(right.criticality));
}

interface ReadOperation {
  readonly operation: SeenOperation;
  readonly document: DocumentNode;
  readonly used: Coordinates;
}

/** None for what was broken before. */
function readSeen(before: GraphQLSchema, operation: SeenOperation): ReadOperation[] {
  const document = parseOperation(operation.text);
  if (!document || validate(before, document).length > 0) return [];
  return [{ operation, document, used: coordinatesOf(before, document) }];
}

/** What is added and required breaks those who use the place that it is added to. */
function isAffected({ path, type }: { readonly path?: string; readonly type: string }, used: Coordinates): boolean {
  if (path === undefined) return false;
  return used.has(type.endsWith('_ADDED') ? path.slice(0, path.lastIndexOf('.')) : path);
}

/** Whatever the differences say: an operation that is not valid any more is broken. */
function brokenOtherwise(after: GraphQLSchema, { operation, document }: ReadOperation): SchemaChange[] {
  const [fault] = validate(after, document);
  if (!fault) return [];
  const message = `${operation.name ?? 'An operation'} is not valid any more: ${fault.message}`;
  return [{ criticality: 'BREAKING', message, path: null, operations: [operation] }];
}
