import {
  isAbstractType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  type SelectionNode,
} from 'graphql';

const typename: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/**
 * Asks for `__typename` wherever a field gives an interface or a union: the response is written by the type that an
 * object really has, and the planner asks for it only where it needs it itself.
 */
export function withAbstractTypenames(schema: GraphQLSchema, document: DocumentNode): DocumentNode {
  const types = new TypeInfo(schema);
  const visitor = visitWithTypeInfo(types, {
    SelectionSet: (node, _key, parent) => {
      const isOfField = parent !== undefined && 'kind' in parent && parent.kind === Kind.FIELD;
      if (!isOfField || !isAbstractType(types.getParentType()) || node.selections.some(isTypename)) return undefined;
      return { ...node, selections: [typename, ...node.selections] };
    },
  });
  return visit(document, visitor);
}

function isTypename(node: SelectionNode): boolean {
  return node.kind === Kind.FIELD && node.name.value === '__typename' && !node.alias && !node.directives?.length;
}
