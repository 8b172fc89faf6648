import { Kind, type ConstDirectiveNode, type ConstListValueNode, type DocumentNode } from 'graphql';

/** How a subgraph's schema names what it takes from the federation specification. */
export interface FederationLink {
  /** The name of one of its directives in this schema: `inaccessible`, or `federation__inaccessible`. */
  nameOf(directive: string): string;
}

const federation = 'specs.apollo.dev/federation/';

/** A schema without the link is one of Federation 1, which knows the directives by their own names. */
export function readFederationLink(document: DocumentNode): FederationLink {
  const link = findLink(document);
  if (!link) return { nameOf: (directive) => directive };
  const prefix = textOf(link, 'as') ?? 'federation';
  const imported = new Map(importsOf(link).map(({ name, as }) => [name, as]));
  return { nameOf: (directive) => imported.get(`@${directive}`)?.slice(1) ?? `${prefix}__${directive}` };
}

/** `document` with what `others` import of federation imported as well, so that their definitions hold in it. */
export function withImportsOf(document: DocumentNode, others: readonly DocumentNode[]): DocumentNode {
  return withImports(
    document,
    others.flatMap((other) => importListOf(findLink(other))?.values ?? []),
  );
}

/** `document` with a directive such as `@inaccessible` under its own name, where it links federation at all. */
export function withImport(document: DocumentNode, name: string): DocumentNode {
  return withImports(document, [{ kind: Kind.STRING, value: name }]);
}

function withImports(document: DocumentNode, values: ConstListValueNode['values']): DocumentNode {
  const link = findLink(document);
  if (!link) return document;
  const own = new Set(importsOf(link).map(({ name }) => name));
  const missing = values.filter((value) => {
    const name = importName(value);
    return name !== undefined && !own.has(name) && own.add(name);
  });
  if (missing.length === 0) return document;
  const widened = widen(link, missing);
  const definitions = document.definitions.map((definition) =>
    definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION
      ? { ...definition, directives: (definition.directives ?? []).map((one) => (one === link ? widened : one)) }
      : definition,
  );
  return { ...document, definitions };
}

function widen(link: ConstDirectiveNode, more: ConstListValueNode['values']): ConstDirectiveNode {
  const values = [...(importListOf(link)?.values ?? []), ...more];
  const others = (link.arguments ?? []).filter(({ name }) => name.value !== 'import');
  const name = { kind: Kind.NAME, value: 'import' } as const;
  return {
    ...link,
    arguments: [...others, { kind: Kind.ARGUMENT, name, value: { kind: Kind.LIST, values } }],
  };
}

function findLink({ definitions }: DocumentNode): ConstDirectiveNode | undefined {
  return definitions
    .flatMap((definition) =>
      definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION
        ? (definition.directives ?? [])
        : [],
    )
    .find((directive) => directive.name.value === 'link' && textOf(directive, 'url')?.includes(federation));
}

function textOf(directive: ConstDirectiveNode, argument: string): string | undefined {
  const value = directive.arguments?.find(({ name }) => name.value === argument)?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
}

function importListOf(link: ConstDirectiveNode | undefined): ConstListValueNode | undefined {
  const value = link?.arguments?.find(({ name }) => name.value === 'import')?.value;
  return value?.kind === Kind.LIST ? value : undefined;
}

/** Written as "@key" or as { name: "@key", as: "@primaryKey" }. */
function importsOf(link: ConstDirectiveNode): { name: string; as: string }[] {
  return (importListOf(link)?.values ?? []).flatMap((value) => {
    const name = importName(value);
    if (name === undefined) return [];
    const alias =
      value.kind === Kind.OBJECT ? value.fields.find((field) => field.name.value === 'as')?.value : undefined;
    return { name, as: alias?.kind === Kind.STRING ? alias.value : name };
  });
}

function importName(value: ConstListValueNode['values'][number]): string | undefined {
  if (value.kind === Kind.STRING) return value.value;
  if (value.kind !== Kind.OBJECT) return undefined;
  const name = value.fields.find((field) => field.name.value === 'name')?.value;
  return name?.kind === Kind.STRING ? name.value : undefined;
}
