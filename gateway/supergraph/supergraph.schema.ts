import { Kind, parse, type DirectiveNode, type DocumentNode, type GraphQLSchema } from 'graphql';
import type { SubgraphEndpoint } from '../transport/subgraph-endpoint.ts';
import { buildApiSchema } from './api-schema.ts';
import { linkedOf } from './linked-specification.ts';
import { readEnumValues, readPossibleTypes, type TypeTest } from './possible-types.ts';

/** What the gateway reads out of one supergraph. */
export interface SupergraphSchema {
  readonly supergraphSdl: string;
  /** What clients see: without federation's own types and without what is @inaccessible. */
  readonly apiSchema: GraphQLSchema;
  /** Subgraphs by their name in plans. */
  readonly endpoints: ReadonlyMap<string, SubgraphEndpoint>;
  readonly isTypeOf: TypeTest;
  /** Whether an enum has a value, also one that is @inaccessible. */
  readonly isValueOf: TypeTest;
  /** Directives of the graph that say who may read what: the gateway holds nobody to them, the subgraphs have to. */
  readonly unenforced: readonly string[];
}

const accessDirectives = ['authenticated', 'requiresScopes', 'policy'];

/** Throws where `supergraphSdl` is not GraphQL, or shows clients nothing to query. */
export function readSupergraph(supergraphSdl: string): SupergraphSchema {
  const document = parse(supergraphSdl, { noLocation: true });
  return {
    supergraphSdl,
    apiSchema: buildApiSchema(document),
    endpoints: readEndpoints(document),
    isTypeOf: readPossibleTypes(document),
    isValueOf: readEnumValues(document),
    unenforced: linkedOf(document, accessDirectives).map((name) => `@${name}`),
  };
}

/**
 * A supergraph with @authenticated or @requiresScopes says `for: SECURITY`, which Apollo's open-source libraries refuse,
 * since they do not enforce it. Here the subgraphs enforce who may read and act, so the mark is taken out for them.
 */
export function withoutSecurityPurpose(supergraphSdl: string): string {
  return supergraphSdl.replaceAll(/(@link\(url: "[^"]*"[^)]*?),\s*for: SECURITY/g, '$1');
}

function readEndpoints({ definitions }: DocumentNode): ReadonlyMap<string, SubgraphEndpoint> {
  const graphs = definitions
    .filter((definition) => definition.kind === Kind.ENUM_TYPE_DEFINITION)
    .find(({ name }) => name.value === 'join__Graph');
  const endpoints = (graphs?.values ?? []).flatMap((value) => {
    const join = value.directives?.find((directive) => directive.name.value === 'join__graph');
    return join ? [{ name: textArgument(join, 'name'), url: textArgument(join, 'url') }] : [];
  });
  return new Map(endpoints.map((endpoint) => [endpoint.name, endpoint]));
}

function textArgument(directive: DirectiveNode, name: string): string {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.STRING ? value.value : '';
}
