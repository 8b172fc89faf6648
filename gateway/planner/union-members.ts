import { Kind, type DocumentNode, type FieldNode, type SelectionNode, type SelectionSetNode } from 'graphql';
import { typenameField } from './abstract-typename.ts';
import { collectFields } from './check/sketch.ts';
import type { Amendment, ResponseKeys } from './fetch-amendment.ts';
import { namedType, type JoinGraph } from './join-graph.ts';

export interface MemberContext {
  readonly joins: JoinGraph;
  readonly isTypeOf: (typename: string, condition: string) => boolean;
}

/**
 * Asks for the objects that only some of a field's subgraphs may answer. Where several may answer it, planners expect of each
 * what all of them know; the one that is asked then leaves the others' objects without fields. So a fetch is given what the
 * operation asks of these, as far as its own subgraph has it.
 */
export function createMemberAddition({ joins, isTypeOf }: MemberContext, document: DocumentNode): Amendment {
  const fragments = new Map(
    document.definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [])),
  );
  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  const fieldsIn = (sets: readonly SelectionSetNode[], isFor: (condition: string) => boolean) =>
    collectFields(
      { kind: Kind.SELECTION_SET, selections: sets.flatMap(({ selections }) => selections) },
      isFor,
      fragments,
    );

  function askedAt(path: ResponseKeys): readonly SelectionSetNode[] {
    const root = operation ? [operation.selectionSet] : [];
    return path.reduce((sets, key) => below(fieldsIn(sets, () => true).get(key) ?? []), root);
  }

  function fieldsOf(subgraph: string, type: string, sets: readonly SelectionSetNode[]): SelectionNode[] {
    return [...fieldsIn(sets, (condition) => isTypeOf(type, condition)).values()].flatMap((nodes) => {
      const [node] = nodes;
      const join = node && joins.fieldOf(subgraph, type, node.name.value);
      if (!join || join.requires || join.isExternal) return [];
      const inner = namedType(join.type);
      if (!node.selectionSet) return [node];
      const selections = [typenameField, ...membersOf(subgraph, joins.possibleTypes(subgraph, inner), below(nodes))];
      return [{ ...node, selectionSet: { kind: Kind.SELECTION_SET, selections } }];
    });
  }

  function membersOf(subgraph: string, types: readonly string[], sets: readonly SelectionSetNode[]): SelectionNode[] {
    return types.flatMap((type) => {
      const selections = fieldsOf(subgraph, type, sets);
      return selections.length > 0 ? [fragmentOn(type, selections)] : [];
    });
  }

  return ({ subgraph, owner, name, join, paths }, selection) => {
    const shared = joins.sharedTypes(subgraph, owner, name);
    const own = joins.possibleTypes(subgraph, namedType(join.type)).filter((type) => !shared.includes(type));
    if (own.length === 0) return selection;
    const added = membersOf(subgraph, own, paths.flatMap(askedAt));
    return added.length > 0 ? { ...selection, selections: [...selection.selections, ...added] } : selection;
  };
}

function below(nodes: readonly FieldNode[]): SelectionSetNode[] {
  return nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
}

function fragmentOn(type: string, selections: readonly SelectionNode[]): SelectionNode {
  return {
    kind: Kind.INLINE_FRAGMENT,
    typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type } },
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  };
}
