import {
  isAbstractType,
  isInterfaceType,
  Kind,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DefinitionNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  type InterfaceTypeDefinitionNode,
  type ObjectTypeDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { SupergraphSchema } from '../supergraph/supergraph.schema.ts';
import type { Amendment } from './fetch-amendment.ts';
import { joinGraphOf, namedType } from './join-graph.ts';

/** What planning has to know of the supergraph. */
export type PlannedGraph = Pick<SupergraphSchema, 'supergraphSdl' | 'apiSchema' | 'isTypeOf'>;

/** The `__typename`s of an operation, and of the fetches that answer it. */
export interface Typenames {
  /** Asks for them wherever the answer has to have them: where a field gives an interface or a union. */
  add(document: DocumentNode): DocumentNode;
  /**
   * The operation as it is planned, without those that come along with any fetch. To a planner they are fields like others: it
   * may go to another subgraph for them, and then for all the rest.
   */
  spare(document: DocumentNode): DocumentNode;
  /** Adds what was spared to the fetches. */
  readonly amendment: Amendment;
}

export const typenameField: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/** The response is written by the type that an object really has; planners ask for it only where they need it themselves. */
export function createTypenames(graph: PlannedGraph): Typenames {
  const { apiSchema } = graph;
  const untyped = spareableInterfaces(graph);
  const uncertain = typesBehindInterfaceObjects(graph);
  return {
    add: (document) =>
      withSelectionsOfFields(apiSchema, document, (node, type) =>
        isAbstractType(type) && !untyped.has(type.name) ? withTypename(node) : node,
      ),
    spare: (document) =>
      withSelectionsOfFields(apiSchema, document, (node, type) => {
        const others = node.selections.filter((each) => !isTypename(each));
        const isAlong = others.some(({ kind }) => kind === Kind.FIELD) && !uncertain.has(type.name);
        return isAlong && others.length < node.selections.length ? { ...node, selections: others } : node;
      }),
    amendment: ({ subgraph, join }, selection) => {
      const [own, merged] = [namedType(join.type), namedType(join.graphType)];
      const joins = joinGraphOf(graph);
      const isKnown = joins.isObject(own) && joins.isObject(merged);
      if (isKnown || untyped.has(merged) || joins.typeOf(subgraph, own)?.isInterfaceObject) return selection;
      return withTypename(selection);
    },
  };
}

/** Changes the selection of each field that gives an object. */
function withSelectionsOfFields(
  schema: GraphQLSchema,
  document: DocumentNode,
  change: (node: SelectionSetNode, type: GraphQLCompositeType) => SelectionSetNode,
): DocumentNode {
  const types = new TypeInfo(schema);
  const visitor = visitWithTypeInfo(types, {
    SelectionSet: (node, _key, parent) => {
      const isOfField = parent !== undefined && 'kind' in parent && parent.kind === Kind.FIELD;
      const type = types.getParentType();
      if (!isOfField || !type) return undefined;
      const changed = change(node, type);
      return changed === node ? undefined : changed;
    },
  });
  return visit(document, visitor);
}

function withTypename(node: SelectionSetNode): SelectionSetNode {
  return node.selections.some(isTypename) ? node : { ...node, selections: [typenameField, ...node.selections] };
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

/** Whose type may have to be asked of another subgraph than the one that gives the object. */
function typesBehindInterfaceObjects({ supergraphSdl, apiSchema }: PlannedGraph): ReadonlySet<string> {
  const names = [...interfaceObjects(supergraphSdl)].flatMap((name) => {
    const type = apiSchema.getType(name);
    if (!isInterfaceType(type)) return [name];
    const { objects, interfaces } = apiSchema.getImplementations(type);
    return [name, ...objects.map((each) => each.name), ...interfaces.map((each) => each.name)];
  });
  return new Set(names);
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
