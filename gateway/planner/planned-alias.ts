import { Kind, visit, type DocumentNode, type FieldNode, type SelectionSetNode } from 'graphql';

/**
 * The planner asks for keys and required fields under their own names. An alias of the client that takes such a name for
 * another field (`{ book { isbn: title stars } }`) would stand in its place, so below the root every alias gets a name
 * of its own before planning. Root fields keep theirs: no key is among them.
 */
const prefix = '_as_';

/** Aliases that the gateway gives itself. */
const ownPrefix = 'liaison_';

/** The key under which subgraphs answer a field that does not stand at the root. */
export function plannedKey({ alias, name }: FieldNode): string {
  if (!alias || alias.value === name.value) return name.value;
  return alias.value.startsWith(ownPrefix) ? alias.value : prefix + alias.value;
}

/** The key under which the client knows what a subgraph answered under `key`. */
export function clientKey(key: string): string {
  return key.startsWith(prefix) ? key.slice(prefix.length) : key;
}

/** Named fragments may stand anywhere: those at the root were made inline before. */
export function withPlannedAliases(document: DocumentNode): DocumentNode {
  const rootFields = new Set(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION ? inlineFields(definition.selectionSet) : [],
    ),
  );
  return visit(document, {
    Field: (node) => {
      if (!node.alias || rootFields.has(node)) return undefined;
      // The executor reads the type by its own name, and shows it by any.
      if (node.name.value === '__typename') return { ...node, alias: undefined };
      return { ...node, alias: { ...node.alias, value: plannedKey(node) } };
    },
  });
}

function inlineFields(set: SelectionSetNode): FieldNode[] {
  return set.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    return selection.kind === Kind.INLINE_FRAGMENT ? inlineFields(selection.selectionSet) : [];
  });
}
