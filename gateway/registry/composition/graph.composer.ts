import { composeServices } from '@apollo/composition';
import type { DefinitionNode, GraphQLError } from 'graphql';
import { policyWarnings } from '../check/policies.ts';
import { apiSchemaOf, changesBetween, type SchemaChange } from '../check/schema-change.ts';
import type { SeenOperation } from '../store/usage.rows.ts';
import type { Finding } from './finding.ts';
import { placeOf, type Remark } from './finding.place.ts';
import { missingInLive } from './live-schema.ts';
import { labelOf, type Member } from './member.ts';
import { mergePartitions } from './partition.merge.ts';
import { hideTagged, type NamedDocument } from './public-variant.ts';
import { parseMember, UnfitSchema, type ParsedMember } from './subgraph-document.ts';
import { isTypeNode, tableOfTypes } from './type-table.ts';

export interface CompositionTask {
  readonly members: readonly Member[];
  /** Labels of the members that are new: findings prefer places in their schemas. */
  readonly changed: readonly string[];
  /** What the new members' endpoints tell of themselves, by label. */
  readonly live?: ReadonlyMap<string, string> | undefined;
  /** The supergraph in service, to tell what changes; undefined before the first. */
  readonly before?: string | undefined;
  /** What clients asked for. */
  readonly operations?: readonly SeenOperation[] | undefined;
  /** What bears one of these tags is not public. */
  readonly internalTags: readonly string[];
}

export interface ComposedGraph {
  readonly supergraphSdl: string;
  /** The same text where nothing is hidden from the public. */
  readonly publicSdl: string;
  readonly hints: readonly Finding[];
  /** What the changed schemas should keep to, and do not. */
  readonly warnings: readonly Finding[];
  /** What changes for clients. */
  readonly changes: readonly SchemaChange[];
}

export type CompositionOutcome = ComposedGraph | { readonly faults: readonly Finding[] };

/** Composes members, partitions merged, into the graph and its public variant. Never throws for what is in a schema. */
export async function composeGraph(task: CompositionTask): Promise<CompositionOutcome> {
  const parsed: ParsedMember[] = [];
  const unfit: Finding[] = [];
  for (const member of task.members) {
    try {
      parsed.push(parseMember(member));
    } catch (error) {
      if (!(error instanceof UnfitSchema)) throw error;
      unfit.push(error.finding);
    }
  }
  if (unfit.length > 0) return { faults: unfit };
  const composed = composeParsed(parsed, task);
  if ('faults' in composed) return composed;
  const { before, operations, changed } = task;
  const partitioned = new Set(parsed.filter(({ codes }) => codes.length > 0).map(({ subgraph }) => subgraph));
  return {
    ...composed,
    warnings: parsed
      .filter(({ label }) => changed.includes(label))
      .flatMap((member) => policyWarnings(member, partitioned.has(member.subgraph))),
    changes:
      before === undefined
        ? []
        : await changesBetween(apiSchemaOf(before), apiSchemaOf(composed.supergraphSdl), operations),
  };
}

type Composed = Omit<ComposedGraph, 'warnings' | 'changes'>;

interface Service extends NamedDocument {
  readonly url: string;
}

function composeParsed(
  members: readonly ParsedMember[],
  { changed, live, internalTags }: CompositionTask,
): Composed | { readonly faults: readonly Finding[] } {
  const preferred = new Set(changed);
  const findingOf = (remark: Remark, code: string): Finding => ({
    code,
    message: remark.message,
    ...placeOf(remark, members, preferred),
  });
  const bySubgraph = Map.groupBy(members, ({ subgraph }) => subgraph);
  const merged = [...bySubgraph].map(([name, parts]) => ({ name, url: urlOf(parts), ...mergePartitions(parts) }));
  const unfit = [
    ...merged.flatMap(({ faults }) => faults),
    ...partitionsWithoutKey(bySubgraph),
    ...members.flatMap((member) => {
      const liveSdl = live?.get(member.label);
      return liveSdl === undefined ? [] : missingInLive(member, liveSdl);
    }),
  ];
  if (unfit.length > 0) return { faults: unfit };

  const composed = compose(merged);
  if (composed.errors) {
    const faults = composed.errors.map((error) => findingOf(remarkOf(error), codeOf(error)));
    return { faults: [...faults, ...missingKeys(members, preferred)] };
  }
  const hints = ownFirst(
    composed.hints.map((hint) => findingOf(hint, hint.definition.code)),
    preferred,
  );
  const { supergraphSdl } = composed;
  const hidden = hideTagged(merged, internalTags);
  if (!hidden) return { supergraphSdl, publicSdl: supergraphSdl, hints };
  const forPublic = compose(merged.map((service, index) => ({ ...service, ...hidden[index] })));
  if (!forPublic.errors) return { supergraphSdl, publicSdl: forPublic.supergraphSdl, hints };
  const faults = forPublic.errors.map((error) => {
    const finding = findingOf(remarkOf(error), codeOf(error));
    return { ...finding, message: `In the public variant: ${finding.message}` };
  });
  return { faults };
}

/** Whoever publishes looks for what is said of the schema that is published; the others' were there before. */
function ownFirst(findings: readonly Finding[], changed: ReadonlySet<string>): Finding[] {
  const isOwn = ({ subgraph, partition }: Finding): boolean =>
    subgraph !== null && changed.has(labelOf({ subgraph, codes: partition?.split(',') ?? [] }));
  return [...findings.filter(isOwn), ...findings.filter((finding) => !isOwn(finding))];
}

/** What routers without partitions of their own would call: the default endpoint, or else that of the first partition. */
function urlOf(parts: readonly Member[]): string {
  return (parts.find(({ codes }) => codes.length === 0) ?? parts[0])?.url ?? '';
}

function compose(services: readonly Service[]) {
  return composeServices(services.map(({ name, url, document }) => ({ name, url, typeDefs: document })));
}

function remarkOf(error: GraphQLError): Remark {
  return { message: error.message, nodes: error.nodes };
}

function codeOf({ extensions }: GraphQLError): string {
  return typeof extensions['code'] === 'string' ? extensions['code'] : 'COMPOSITION_FAILED';
}

/** Requests find their partition by the keys of entities. */
function partitionsWithoutKey(bySubgraph: ReadonlyMap<string, readonly ParsedMember[]>): Finding[] {
  return [...bySubgraph.values()].flatMap((parts) =>
    parts
      .filter(({ codes, document }) => codes.length > 0 && !document.definitions.some(hasKey))
      .map(({ subgraph, codes, label }) => ({
        code: 'KEY_MISSING',
        message: `${label} is a partition and none of its types has a @key, so that nothing can be routed to it.`,
        ...{ subgraph, partition: codes.join(), type: null, field: null, line: null, column: null },
      })),
  );
}

/** Where the graph does not compose, a type that is an entity elsewhere and has no key here is the usual reason. */
function missingKeys(members: readonly ParsedMember[], changed: ReadonlySet<string>): Finding[] {
  const tables = members.map((member) => ({ member, types: tableOfTypes(member.document) }));
  const keyed = new Map<string, string>();
  for (const { member, types } of tables) {
    for (const [name, { nodes }] of types) if (nodes.some(hasKey)) keyed.set(name, member.label);
  }
  return tables
    .filter(({ member }) => changed.has(member.label))
    .flatMap(({ member: { subgraph, codes }, types }) =>
      [...types.values()]
        .filter(({ name, kind, nodes }) => kind === 'Object' && keyed.has(name) && !nodes.some(hasKey))
        .map(({ name, nodes }) => ({
          code: 'KEY_MISSING',
          message: `${name} has no @key here, and is an entity in ${keyed.get(name)}: give it the same @key.`,
          subgraph,
          partition: codes.length === 0 ? null : codes.join(),
          type: name,
          field: null,
          line: nodes[0]?.loc?.startToken.line ?? null,
          column: nodes[0]?.loc?.startToken.column ?? null,
        })),
    );
}

function hasKey(node: DefinitionNode): boolean {
  return isTypeNode(node) && (node.directives ?? []).some(({ name }) => /^(?:.*__)?key$/.test(name.value));
}
