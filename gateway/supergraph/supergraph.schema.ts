import { Supergraph } from '@apollo/federation-internals';
import {
  isAbstractType,
  isObjectType,
  Kind,
  parse,
  type DirectiveNode,
  type EnumTypeDefinitionNode,
  type GraphQLSchema,
} from 'graphql';
import type { SubgraphEndpoint } from '../transport/subgraph-endpoint.ts';

/** What the gateway reads out of one supergraph. */
export interface SupergraphSchema {
  readonly supergraphSdl: string;
  /** What clients see: without federation's own types and without what is @inaccessible. */
  readonly apiSchema: GraphQLSchema;
  /** Subgraphs by their name in plans. */
  readonly endpoints: ReadonlyMap<string, SubgraphEndpoint>;
  /** Whether an object of type `typename` is a `condition`: the same type, or an interface or union that it belongs to. */
  readonly isTypeOf: (typename: string, condition: string) => boolean;
}

/** Throws where `supergraphSdl` is no Federation 2 supergraph. */
export function readSupergraph(supergraphSdl: string): SupergraphSchema {
  const supergraph = Supergraph.build(withoutSecurityPurpose(supergraphSdl), { validateSupergraph: false });
  const fullSchema = supergraph.schema.toGraphQLJSSchema();
  return {
    supergraphSdl,
    apiSchema: supergraph.apiSchema().toGraphQLJSSchema(),
    endpoints: readEndpoints(supergraphSdl),
    isTypeOf: (typename, condition) => {
      if (typename === condition) return true;
      const [type, abstract] = [fullSchema.getType(typename), fullSchema.getType(condition)];
      return isObjectType(type) && isAbstractType(abstract) && fullSchema.isSubType(abstract, type);
    },
  };
}

/**
 * A supergraph with @authenticated or @requiresScopes says `for: SECURITY`, which Apollo's open-source libraries refuse,
 * since they do not enforce it. Here the subgraphs enforce who may read and act, so the mark is taken out for them.
 */
export function withoutSecurityPurpose(supergraphSdl: string): string {
  return supergraphSdl.replaceAll(/(@link\(url: "[^"]*"[^)]*?),\s*for: SECURITY/g, '$1');
}

function readEndpoints(supergraphSdl: string): ReadonlyMap<string, SubgraphEndpoint> {
  const graphs = parse(supergraphSdl, { noLocation: true }).definitions.find(
    (definition): definition is EnumTypeDefinitionNode =>
      definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph',
  );
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
