import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  Kind,
  visit,
  type DirectiveNode,
  type DocumentNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { JsonObject } from '../transport/subgraph-answer.ts';
import { typenameField } from './abstract-typename.ts';

/** Values of the variables that an operation's @skip and @include look at. */
export type Conditions = Readonly<Record<string, boolean>>;

const conditional = new Set([GraphQLSkipDirective.name, GraphQLIncludeDirective.name]);

/** The names of those variables. */
export function conditionVariables(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Directive: (node) => {
      const value = isConditional(node) ? node.arguments?.[0]?.value : undefined;
      if (value?.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}

/**
 * The operation as it is under `conditions`: without what is left out, and without directives on what is left in, since
 * those of the graph's own (@composeDirective) are for clients and what stands before the gateway. A field whose whole
 * selection is left out asks for its type: whether it is there is still asked. Undefined where nothing is left.
 */
export function decideConditions(document: DocumentNode, conditions: Conditions): DocumentNode | undefined {
  const decided = visit(document, {
    Field: (node) => (isIncluded(node, conditions) ? undefined : null),
    FragmentSpread: (node) => (isIncluded(node, conditions) ? undefined : null),
    InlineFragment: {
      enter: (node) => (isIncluded(node, conditions) ? undefined : null),
      leave: (node) => (node.selectionSet.selections.length === 0 ? null : undefined),
    },
    Directive: () => null,
    SelectionSet: {
      leave: (node, _key, parent) => {
        if (node.selections.length > 0 || parent === undefined || !('kind' in parent)) return undefined;
        const isNeeded = parent.kind === Kind.FIELD || parent.kind === Kind.FRAGMENT_DEFINITION;
        return isNeeded ? { ...node, selections: [typenameField] } : undefined;
      },
    },
  });
  return isEmpty(decided) ? undefined : decided;
}

function isConditional({ name }: DirectiveNode): boolean {
  return conditional.has(name.value);
}

function isIncluded(node: SelectionNode, conditions: Conditions): boolean {
  if (!node.directives?.some(isConditional)) return true;
  const values: JsonObject = conditions;
  if (getDirectiveValues(GraphQLSkipDirective, node, values)?.['if'] === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, node, values)?.['if'] !== false;
}

function isEmpty({ definitions }: DocumentNode): boolean {
  const isBare = ({ selections }: SelectionSetNode) => selections.length === 0;
  return definitions.every((node) => node.kind !== Kind.OPERATION_DEFINITION || isBare(node.selectionSet));
}
