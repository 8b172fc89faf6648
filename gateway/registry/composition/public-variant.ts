import {
  Kind,
  visit,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
} from 'graphql';
import { readFederationLink, withImport, type FederationLink } from './federation-link.ts';
import {
  fieldsOf,
  isTypeNode,
  namedTypeOf,
  tableOfTypes,
  unionMembersOf,
  valuesOf,
  type TypeEntry,
  type TypeNodes,
} from './type-table.ts';

/** A subgraph's schema under its name. */
export interface NamedDocument {
  readonly name: string;
  readonly document: DocumentNode;
}

/** What the public does not see, by coordinate: `Station`, `Station.phone`, `Query.station(code:)`, `Kind.SECRET`. */
type Hidden = Set<string>;

interface Tagged {
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

/**
 * The schemas with everything marked @inaccessible that bears one of the tags, and what is left without a meaning by
 * that: types without a field, fields without their type. Undefined where nothing bears such a tag.
 */
export function hideTagged(
  documents: readonly NamedDocument[],
  tags: readonly string[],
): readonly NamedDocument[] | undefined {
  const hidden: Hidden = new Set();
  for (const { document } of documents) collectTagged(document, tags, hidden);
  if (hidden.size === 0) return undefined;
  const tables = documents.map(({ document }) => tableOfTypes(document));
  for (let before = -1; before !== hidden.size;) {
    before = hidden.size;
    for (const types of tables) for (const type of types.values()) hideFieldsOfHidden(type, hidden);
    hideEmptied(tables, hidden);
  }
  return documents.map(({ name, document }) => ({ name, document: markHidden(document, hidden) }));
}

function collectTagged(document: DocumentNode, tags: readonly string[], hidden: Hidden): void {
  const tag = readFederationLink(document).nameOf('tag');
  const isTagged = ({ directives }: Tagged) =>
    directives?.some(
      ({ name, arguments: given }) =>
        name.value === tag && given?.some(({ value }) => value.kind === Kind.STRING && tags.includes(value.value)),
    );
  eachElement(document, (coordinate, node) => {
    if (isTagged(node)) hidden.add(coordinate);
  });
}

/** Calls `look` with every element of a schema that may bear @tag. */
function eachElement(document: DocumentNode, look: (coordinate: string, node: Tagged) => void): void {
  for (const definition of document.definitions) {
    if (!isTypeNode(definition)) continue;
    const type = definition.name.value;
    look(type, definition);
    for (const value of valuesOf(definition)) look(`${type}.${value.name.value}`, value);
    for (const field of fieldsOf(definition)) {
      look(`${type}.${field.name.value}`, field);
      for (const argument of argumentsOf(field)) look(argumentCoordinate(type, field, argument), argument);
    }
  }
}

function argumentsOf(field: FieldDefinitionNode | InputValueDefinitionNode): readonly InputValueDefinitionNode[] {
  return field.kind === Kind.FIELD_DEFINITION ? (field.arguments ?? []) : [];
}

function argumentCoordinate(type: string, field: { name: { value: string } }, argument: InputValueDefinitionNode) {
  return `${type}.${field.name.value}(${argument.name.value}:)`;
}

function hideFieldsOfHidden({ name, fields }: TypeEntry, hidden: Hidden): void {
  for (const field of fields.values()) {
    if (hidden.has(namedTypeOf(field.type))) hidden.add(`${name}.${field.name.value}`);
    for (const argument of argumentsOf(field)) {
      if (hidden.has(namedTypeOf(argument.type))) hidden.add(argumentCoordinate(name, field, argument));
    }
  }
}

/** A type is hidden with the last of its fields, values or members, looked for in all schemas. */
function hideEmptied(tables: readonly ReadonlyMap<string, TypeEntry>[], hidden: Hidden): void {
  const parts = new Map<string, string[]>();
  for (const types of tables) {
    for (const { name, nodes, fields } of types.values()) {
      const own = [
        ...[...fields.keys()].map((field) => `${name}.${field}`),
        ...nodes.flatMap(valuesOf).map((value) => `${name}.${value.name.value}`),
        ...nodes.flatMap(unionMembersOf).map((member) => member.name.value),
      ];
      parts.set(name, [...(parts.get(name) ?? []), ...own]);
    }
  }
  for (const [name, own] of parts) {
    if (name !== 'Query' && own.length > 0 && own.every((part) => hidden.has(part))) hidden.add(name);
  }
}

function markHidden(published: DocumentNode, hidden: Hidden): DocumentNode {
  const document = withImport(published, '@inaccessible');
  const link = readFederationLink(document);
  const marked = new Set<Tagged>();
  const types = new Set<string>();
  eachElement(document, (coordinate, node) => {
    if (!hidden.has(coordinate) || isInaccessible(node, link)) return;
    // One mark a type: its extensions are the same type.
    if (!coordinate.includes('.')) {
      if (types.has(coordinate)) return;
      types.add(coordinate);
    }
    marked.add(node);
  });
  const mark: ConstDirectiveNode = {
    kind: Kind.DIRECTIVE,
    name: { kind: Kind.NAME, value: link.nameOf('inaccessible') },
  };
  return visit(document, {
    enter: (node) => {
      if (!marked.has(node as Tagged)) return undefined;
      return { ...node, directives: [...((node as TypeNodes).directives ?? []), mark] };
    },
  });
}

function isInaccessible({ directives }: Tagged, link: FederationLink): boolean {
  return directives?.some(({ name }) => name.value === link.nameOf('inaccessible')) ?? false;
}
