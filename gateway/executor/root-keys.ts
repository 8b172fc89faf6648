import { Kind, parse, type SelectionSetNode } from 'graphql';

/** The response keys at the root of an operation that the gateway wrote itself: where its failure shows. */
export function rootKeys(operation: string): string[] {
  const document = parse(operation, { noLocation: true });
  const root = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);

  function keysOf(set: SelectionSetNode | undefined): string[] {
    return (set?.selections ?? []).flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return [selection.alias?.value ?? selection.name.value];
      if (selection.kind === Kind.INLINE_FRAGMENT) return keysOf(selection.selectionSet);
      const fragment = document.definitions.find(
        (definition) => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === selection.name.value,
      );
      return fragment?.kind === Kind.FRAGMENT_DEFINITION ? keysOf(fragment.selectionSet) : [];
    });
  }

  return [...new Set(keysOf(root?.selectionSet))];
}
