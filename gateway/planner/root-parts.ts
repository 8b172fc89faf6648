import { Kind, OperationTypeNode, type DocumentNode, type SelectionNode, type SelectionSetNode } from 'graphql';

/**
 * A query as one query for each key of its root, or undefined where it has only one. Fragments at the root were made
 * inline before.
 */
export function rootParts(document: DocumentNode): DocumentNode[] | undefined {
  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (operation?.operation !== OperationTypeNode.QUERY) return undefined;
  const keys = rootKeys(operation.selectionSet);
  if (keys.size < 2) return undefined;
  return [...keys].map((key) => ({
    ...document,
    definitions: document.definitions.map((node) =>
      node === operation ? { ...node, selectionSet: onlyKey(operation.selectionSet, key) } : node,
    ),
  }));
}

function rootKeys({ selections }: SelectionSetNode): Set<string> {
  const keys = selections.flatMap((node) => {
    if (node.kind === Kind.FIELD) return [keyOf(node)];
    return node.kind === Kind.INLINE_FRAGMENT ? [...rootKeys(node.selectionSet)] : [];
  });
  return new Set(keys);
}

function onlyKey({ kind, selections }: SelectionSetNode, key: string): SelectionSetNode {
  const kept = selections.flatMap((node): SelectionNode[] => {
    if (node.kind === Kind.FIELD) return keyOf(node) === key ? [node] : [];
    if (node.kind === Kind.FRAGMENT_SPREAD) return [];
    const selectionSet = onlyKey(node.selectionSet, key);
    return selectionSet.selections.length > 0 ? [{ ...node, selectionSet }] : [];
  });
  return { kind, selections: kept };
}

function keyOf({ alias, name }: Extract<SelectionNode, { kind: Kind.FIELD }>): string {
  return alias?.value ?? name.value;
}
