import { Kind, separateOperations, visit, type DocumentNode } from 'graphql';
import type { JsonObject } from '../../../gateway/transport/subgraph-answer.ts';

/** `document` without the fragments and variables that nothing uses any more, and the variables without their values. */
export function withoutUnused(document: DocumentNode, variables: Readonly<JsonObject>) {
  const spread = new Set(
    Object.values(separateOperations(document)).flatMap(({ definitions }) =>
      definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [node.name.value] : [])),
    ),
  );
  const definitions = document.definitions.filter(
    (node) => node.kind !== Kind.FRAGMENT_DEFINITION || spread.has(node.name.value),
  );
  const used = new Set<string>();
  visit(
    { ...document, definitions },
    {
      Variable: ({ name }, _key, parent) => {
        if (parent && 'kind' in parent && parent.kind === Kind.VARIABLE_DEFINITION) return;
        used.add(name.value);
      },
    },
  );
  const kept: DocumentNode = visit(
    { ...document, definitions },
    { VariableDefinition: ({ variable }) => (used.has(variable.name.value) ? undefined : null) },
  );
  const values = Object.fromEntries(Object.entries(variables).filter(([name]) => used.has(name)));
  return { document: kept, variables: values };
}
