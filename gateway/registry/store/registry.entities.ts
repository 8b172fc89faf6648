import { defineEntity, p, type InferEntity } from '@mikro-orm/core';

/**
 * The registry's tables. Times are ISO 8601 in UTC as text; lists are JSON. Rows of versions, documents, checks and the
 * audit log are written once and never changed.
 */

/** 16 MiB on servers; SQLite takes any length. */
const longText = () => p.text().columnType('mediumtext');

/** The one row that every act locks, so that acts come one after the other. Gateways look here for what is new. */
export const RegistryHeadEntity = defineEntity({
  name: 'RegistryHead',
  tableName: 'registry_head',
  properties: {
    id: p.integer().primary().autoincrement(false),
    /** Names this registry for ever; a URL that answers with it leads back to a gateway of this registry. */
    installation: p.string().length(36),
    /** The graph version in service; 0 before the first publish. */
    graphVersion: p.integer(),
  },
});

/** Schemas by the sha256 of their text, compressed: many versions share one. */
export const SchemaDocumentEntity = defineEntity({
  name: 'SchemaDocument',
  tableName: 'schema_document',
  properties: {
    hash: p.string().length(64).primary(),
    /** gzip, in base64. */
    content: longText(),
  },
});

/** What was published for one endpoint of a subgraph. */
export const SubgraphVersionEntity = defineEntity({
  name: 'SubgraphVersion',
  tableName: 'subgraph_version',
  properties: {
    id: p.integer().primary(),
    subgraph: p.string().length(64),
    /** Codes with commas between them; the empty text is the subgraph's default endpoint. */
    partitionCodes: p.string().length(2000),
    /** Counts the versions of this subgraph from 1, those of all its partitions together. */
    number: p.integer(),
    documentHash: p.string().length(64),
    url: p.string().length(2000),
    actor: p.string().length(100),
    message: p.text().nullable(),
    publishedAt: p.string().length(24),
  },
  uniques: [{ name: 'subgraph_version_number', properties: ['subgraph', 'number'] }],
});

export type SubgraphVersionRow = InferEntity<typeof SubgraphVersionEntity>;

/** One composition that went into service. */
export const GraphVersionEntity = defineEntity({
  name: 'GraphVersion',
  tableName: 'graph_version',
  properties: {
    number: p.integer().primary().autoincrement(false),
    act: p.string().length(16).$type<GraphAct>(),
    /** What the act changed, as `GraphChange[]`. */
    changes: longText(),
    /** Ids of the subgraph versions that it was composed of. */
    members: longText(),
    supergraphHash: p.string().length(64),
    publicHash: p.string().length(64),
    /** Hints of the composition and warnings of the policies, as `Finding[]`. */
    hints: longText(),
    actor: p.string().length(100),
    message: p.text().nullable(),
    createdAt: p.string().length(24),
  },
});

export type GraphVersionRow = InferEntity<typeof GraphVersionEntity>;
export type GraphAct = 'publish' | 'remove' | 'rollback';

export const SchemaCheckEntity = defineEntity({
  name: 'SchemaCheck',
  tableName: 'schema_check',
  properties: {
    id: p.integer().primary(),
    subgraphs: p.text(),
    /** The graph version that was in service. */
    graphVersion: p.integer(),
    isPassed: p.boolean(),
    report: longText(),
    actor: p.string().length(100),
    createdAt: p.string().length(24),
  },
});

export const RegistryTokenEntity = defineEntity({
  name: 'RegistryToken',
  tableName: 'registry_token',
  properties: {
    id: p.integer().primary(),
    /** sha256 of the token in hex; the token itself is shown once and kept nowhere. */
    hash: p.string().length(64),
    label: p.string().length(100),
    isAdmin: p.boolean(),
    /** JSON list; null allows all. */
    subgraphs: p.text().nullable(),
    /** JSON list of partition codes; null allows all and the default endpoint. */
    partitions: p.text().nullable(),
    createdBy: p.string().length(100),
    createdAt: p.string().length(24),
    revokedAt: p.string().length(24).nullable(),
  },
  uniques: [{ name: 'registry_token_hash', properties: ['hash'] }],
});

export type RegistryTokenRow = InferEntity<typeof RegistryTokenEntity>;

export const AuditEntryEntity = defineEntity({
  name: 'AuditEntry',
  tableName: 'audit_entry',
  properties: {
    id: p.integer().primary(),
    occurredAt: p.string().length(24),
    actor: p.string().length(100),
    act: p.string().length(32),
    /** What it was done to. */
    subject: p.text(),
    /** `done`, or the code of the error that refused it. */
    outcome: p.string().length(64),
    detail: p.text().nullable(),
  },
});

export type AuditEntryRow = InferEntity<typeof AuditEntryEntity>;

/** Operations of clients as they were seen, without any values. */
export const SeenOperationEntity = defineEntity({
  name: 'SeenOperation',
  tableName: 'seen_operation',
  properties: {
    hash: p.string().length(64).primary(),
    name: p.string().length(200).nullable(),
    text: longText(),
  },
});

/** How often a client asked for an operation on one day (UTC). */
export const OperationUseEntity = defineEntity({
  name: 'OperationUse',
  tableName: 'operation_use',
  properties: {
    operationHash: p.string().length(64).primary(),
    client: p.string().length(100).primary(),
    day: p.string().length(10).primary(),
    count: p.integer(),
    lastSeen: p.string().length(24),
  },
  indexes: [{ name: 'operation_use_day', properties: ['day'] }],
});

export const registryEntities = [
  RegistryHeadEntity,
  SchemaDocumentEntity,
  SubgraphVersionEntity,
  GraphVersionEntity,
  SchemaCheckEntity,
  RegistryTokenEntity,
  AuditEntryEntity,
  SeenOperationEntity,
  OperationUseEntity,
];
