import {
  isAbstractType,
  Kind,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DefinitionNode,
  type DocumentNode,
  type FieldNode,
  type InterfaceTypeDefinitionNode,
  type ObjectTypeDefinitionNode,
  type SelectionNode,
} from 'graphql';
import type { SupergraphSchema } from '../supergraph/supergraph.schema.ts';

/** What planning has to know of the supergraph. */
export type PlannedGraph = Pick<SupergraphSchema, 'supergraphSdl' | 'apiSchema' | 'isTypeOf'>;

/** Adds `__typename` to an operation where its answer has to have it. */
export type TypenameAddition = (document: DocumentNode) => DocumentNode;

export const typenameField: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/**
 * Asks for `__typename` wherever a field gives an interface or a union: the response is written by the type that an
 * object really has, and the planner asks for it only where it needs it itself.
 */
export function createTypenameAddition(graph: PlannedGraph): TypenameAddition {
  const schema = graph.apiSchema;
  const untyped = spareableInterfaces(graph);
  return (document) => {
    const types = new TypeInfo(schema);
    const visitor = visitWithTypeInfo(types, {
      SelectionSet: (node, _key, parent) => {
        const isOfField = parent !== undefined && 'kind' in parent && parent.kind === Kind.FIELD;
        const type = types.getParentType();
        if (!isOfField || !isAbstractType(type) || untyped.has(type.name)) return undefined;
        return node.selections.some(isTypename)
          ? undefined
          : { ...node, selections: [typenameField, ...node.selections] };
      },
    });
    return visit(document, visitor);
  };
}

function isTypename(node: SelectionNode): boolean {
  return node.kind === Kind.FIELD && node.name.value === '__typename' && !node.alias && !node.directives?.length;
}

/** Interfaces that stand for their objects in some subgraph. */
export function interfaceObjects(supergraphSdl: string): ReadonlySet<string> {
  const { definitions } = parse(supergraphSdl, { noLocation: true });
  return new Set(definitions.filter(isInterfaceObject).map(({ name }) => name.value));
}

/**
 * Where an interface object stands, the type of one costs a fetch from another subgraph. It is spared where nothing
 * depends on it: no type of the interface is @inaccessible.
 */
function spareableInterfaces({ supergraphSdl, isTypeOf }: PlannedGraph): ReadonlySet<string> {
  const { definitions } = parse(supergraphSdl, { noLocation: true });
  const hidden = definitions.filter(isHiddenObject).map(({ name }) => name.value);
  const found = [...interfaceObjects(supergraphSdl)];
  return new Set(found.filter((name) => !hidden.some((type) => isTypeOf(type, name))));
}

function isHiddenObject(node: DefinitionNode): node is ObjectTypeDefinitionNode {
  return (
    node.kind === Kind.OBJECT_TYPE_DEFINITION &&
    node.directives?.some(({ name }) => name.value === 'inaccessible') === true
  );
}

function isInterfaceObject(node: DefinitionNode): node is InterfaceTypeDefinitionNode {
  if (node.kind !== Kind.INTERFACE_TYPE_DEFINITION) return false;
  const given = node.directives?.flatMap((directive) => directive.arguments ?? []) ?? [];
  return given.some(
    ({ name, value }) => name.value === 'isInterfaceObject' && 'value' in value && value.value === true,
  );
}
