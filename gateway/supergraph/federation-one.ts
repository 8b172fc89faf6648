import { Supergraph } from '@apollo/federation-internals';
import { Kind, parse, print, visit, type ASTNode, type ConstDirectiveNode, type DocumentNode } from 'graphql';
import { readSpecificationNames } from './linked-specification.ts';
import type { SubgraphSource } from './subgraph-source.ts';

/**
 * The subgraphs that a supergraph of Federation 1 (join v0.1) was composed of, in the form of Federation 2. Planners read
 * no join v0.1, which says neither what is external nor where a type stands that has no key, so that the supergraph is
 * composed anew of these. Throws where `supergraphSdl` is not what it says it is.
 */
export function subgraphsOfFederationOne(supergraphSdl: string): SubgraphSource[] {
  const marks = readMarks(parse(supergraphSdl, { noLocation: true }));
  const subgraphs = Supergraph.build(supergraphSdl).subgraphs().values();
  return subgraphs.map((subgraph) => ({
    name: subgraph.name,
    url: subgraph.url,
    sdl: withMarks(subgraph.toString(), marks),
  }));
}

/** What a supergraph says of an element beside the subgraphs that it stands in; `@apollo/federation-internals` drops it. */
interface Marks {
  readonly description: object | undefined;
  readonly directives: readonly ConstDirectiveNode[];
}

interface MarkedNode {
  readonly kind: ASTNode['kind'];
  readonly name: { readonly value: string };
  readonly description?: object | undefined;
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

/** By coordinate, as `User`, `User.posts` and `User.posts.first`. */
function readMarks(supergraph: DocumentNode): ReadonlyMap<string, Marks> {
  const names = readSpecificationNames(supergraph);
  // As composition calls them, whatever the supergraph does.
  const kept = new Map(
    ['inaccessible', 'tag'].map((specification) => [names.directiveName(specification), specification]),
  );
  for (const builtIn of ['deprecated', 'specifiedBy']) kept.set(builtIn, builtIn);
  const marks = new Map<string, Marks>();
  visitElements(supergraph, (node, coordinate) => {
    const directives = (node.directives ?? []).flatMap((directive) => {
      const value = kept.get(directive.name.value);
      return value === undefined ? [] : [{ ...directive, name: { kind: Kind.NAME, value } } as const];
    });
    marks.set(coordinate, { description: node.description, directives });
    return undefined;
  });
  return marks;
}

function withMarks(sdl: string, marks: ReadonlyMap<string, Marks>): string {
  const marked = visitElements(parse(sdl, { noLocation: true }), (node, coordinate) => {
    const own = node.directives ?? [];
    // Composition takes what is said of a field from where it is resolved.
    if (own.some(({ name }) => name.value === 'external')) return undefined;
    const { description, directives = [] } = marks.get(coordinate) ?? {};
    const others = own.filter(({ name }) => !directives.some((mark) => mark.name.value === name.value));
    const shared = node.kind === Kind.OBJECT_TYPE_DEFINITION && node.name.value !== 'Subscription' ? [shareable] : [];
    return { ...node, description: description ?? node.description, directives: [...others, ...directives, ...shared] };
  });
  return print(marked);
}

/** Federation 1 let every field be resolved by whoever has it. */
const shareable: ConstDirectiveNode = { kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: 'shareable' } };

/** Visits types, fields, arguments and enum values; what `take` returns stands in their place. */
function visitElements(
  document: DocumentNode,
  take: (node: MarkedNode, coordinate: string) => object | undefined,
): DocumentNode {
  const path: string[] = [];
  return visit(document, {
    enter: (node) => {
      if (!isElement(node)) return undefined;
      path.push(node.name.value);
      return take(node, path.join('.')) as ASTNode | undefined;
    },
    leave: (node) => {
      if (isElement(node)) path.pop();
    },
  });
}

const elementKinds = new Set<string>([
  Kind.OBJECT_TYPE_DEFINITION,
  Kind.INTERFACE_TYPE_DEFINITION,
  Kind.UNION_TYPE_DEFINITION,
  Kind.ENUM_TYPE_DEFINITION,
  Kind.ENUM_VALUE_DEFINITION,
  Kind.SCALAR_TYPE_DEFINITION,
  Kind.INPUT_OBJECT_TYPE_DEFINITION,
  Kind.FIELD_DEFINITION,
  Kind.INPUT_VALUE_DEFINITION,
  Kind.DIRECTIVE_DEFINITION,
]);

function isElement(node: ASTNode): node is ASTNode & MarkedNode {
  return elementKinds.has(node.kind);
}
