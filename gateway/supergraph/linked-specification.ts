import { Kind, valueFromASTUntyped, type ConstDirectiveNode, type DocumentNode } from 'graphql';

/** A specification that a supergraph says it uses, and the names that its elements have there. */
interface LinkedSpecification {
  /** With its version, as `https://specs.apollo.dev/join/v0.3`. */
  readonly address: string;
  /** As the specification calls itself: `join`, `inaccessible`, `tag`. */
  readonly name: string;
  /** What it is called in the supergraph, which may have renamed it. */
  readonly nameInSchema: string;
  /** Names by which single elements were imported, a directive's with `@`, by their own names. */
  readonly imports: ReadonlyMap<string, string>;
}

/** Names in a supergraph that are federation's own and no part of what clients see. */
export interface SpecificationNames {
  isOfSpecification(element: { readonly name: string; readonly isDirective: boolean }): boolean;
  /** What a specification's chief directive, such as `inaccessible`, is called here. */
  directiveName(specification: string): string;
}

/** Reads `@link` (Federation 2) and `@core` (the supergraphs of Federation 1) from the schema definition. */
export function readSpecificationNames(supergraph: DocumentNode): SpecificationNames {
  const specifications = readSpecifications(supergraph);
  const prefixes = specifications.map(({ nameInSchema }) => `${nameInSchema}__`);
  const chiefs = new Set(specifications.map(({ nameInSchema }) => nameInSchema));
  const imported = new Set(specifications.flatMap(({ imports }) => [...imports.values()]));
  return {
    isOfSpecification: ({ name, isDirective }) =>
      prefixes.some((prefix) => name.startsWith(prefix)) ||
      imported.has(isDirective ? `@${name}` : name) ||
      (isDirective && chiefs.has(name)),
    directiveName: (specification) => {
      const linked = specifications.find(({ name }) => name === specification);
      return linked?.imports.get(`@${specification}`)?.slice(1) ?? linked?.nameInSchema ?? specification;
    },
  };
}

/** Whether it is the supergraph of Federation 1's own composition, which planners of today do not read. */
export function isOfFederationOne(supergraph: DocumentNode): boolean {
  return readSpecifications(supergraph).some(({ address }) => /\/join\/v0\.1\/?$/.test(address));
}

/** Which of `names`, such as `authenticated`, the supergraph says it uses. */
export function linkedOf(supergraph: DocumentNode, names: readonly string[]): readonly string[] {
  const linked = new Set(readSpecifications(supergraph).map(({ name }) => name));
  return names.filter((name) => linked.has(name));
}

function readSpecifications({ definitions }: DocumentNode): LinkedSpecification[] {
  return definitions
    .filter(({ kind }) => kind === Kind.SCHEMA_DEFINITION || kind === Kind.SCHEMA_EXTENSION)
    .flatMap((node) => ('directives' in node ? (node.directives as readonly ConstDirectiveNode[]) : []))
    .flatMap((directive) => {
      const { url, feature, as, import: imports } = argumentsOf(directive);
      const address = url ?? feature;
      if (typeof address !== 'string') return [];
      const name = nameOf(address);
      const linking = directive.name.value;
      return [
        { address, name, nameInSchema: typeof as === 'string' ? as : name, imports: importsOf(imports) },
        { address: '', name: linking, nameInSchema: linking, imports: importsOf(undefined) },
      ];
    });
}

function argumentsOf(directive: ConstDirectiveNode): Record<string, unknown> {
  return Object.fromEntries(
    directive.arguments?.map(({ name, value }) => [name.value, valueFromASTUntyped(value)]) ?? [],
  );
}

/** `join` of `https://specs.apollo.dev/join/v0.3`. */
function nameOf(address: string): string {
  const segments = address.split('/').filter(Boolean);
  const last = segments.at(-1) ?? '';
  return /^v\d+\.\d+$/.test(last) ? (segments.at(-2) ?? '') : last;
}

/** An import is a name, or `{ name, as }`. */
function importsOf(imports: unknown): ReadonlyMap<string, string> {
  const entries = (Array.isArray(imports) ? imports : []).flatMap((entry: unknown): [string, string][] => {
    if (typeof entry === 'string') return [[entry, entry]];
    const { name, as } = entry as { readonly name?: unknown; readonly as?: unknown };
    return typeof name === 'string' ? [[name, typeof as === 'string' ? as : name]] : [];
  });
  return new Map(entries);
}
