import {
  buildASTSchema,
  DirectiveLocation,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  Kind,
  type ConstDirectiveNode,
  type DefinitionNode,
  type DirectiveDefinitionNode,
  type DocumentNode,
  type GraphQLSchema,
  type InputObjectTypeDefinitionNode,
  type InputObjectTypeExtensionNode,
  type InputValueDefinitionNode,
  type TypeDefinitionNode,
  type TypeExtensionNode,
  type TypeNode,
} from 'graphql';
import { readSpecificationNames } from './linked-specification.ts';

type TypeNodeOfSchema = TypeDefinitionNode | TypeExtensionNode;

/**
 * What clients see of a supergraph: nothing of federation's own and nothing that is `@inaccessible`. Composition refuses
 * a graph in which something visible names something hidden; here such a thing is hidden with it, so that nothing leaks
 * from a supergraph that was made elsewhere. Directives that clients may write in operations are shown whatever
 * specification they are of (`@composeDirective`). Throws where no query is left.
 */
export function buildApiSchema(supergraph: DocumentNode): GraphQLSchema {
  const names = readSpecificationNames(supergraph);
  const inaccessible = names.directiveName('inaccessible');
  const isVisible = ({ directives }: { readonly directives?: readonly ConstDirectiveNode[] | undefined }) =>
    !directives?.some(({ name }) => name.value === inaccessible);
  const types = supergraph.definitions.filter(isTypeNode);
  const directives = supergraph.definitions
    .filter(isDirectiveDefinition)
    .filter((node) => isExecutable(node) || !names.isOfSpecification({ name: node.name.value, isDirective: true }));
  const taken = typesTaken(types, directives.filter(isExecutable));
  const isShown = (type: TypeNodeOfSchema) =>
    isVisible(type) &&
    (taken.has(type.name.value) || !names.isOfSpecification({ name: type.name.value, isDirective: false }));

  const hidden = new Set(types.filter((type) => !isShown(type)).map(({ name }) => name.value));
  const shown = withoutHidden(types, { hidden, isVisible });
  const roots = supergraph.definitions.filter(({ kind }) => kind === Kind.SCHEMA_DEFINITION);
  const definitions = [...roots.flatMap((root) => withoutRoots(root, hidden)), ...directives, ...shown];
  const schema = buildASTSchema({ kind: Kind.DOCUMENT, definitions }, { assumeValidSDL: true });
  if (!schema.getQueryType()) throw new Error('The supergraph has no field of Query that clients may see.');
  return withoutSyntax(schema);
}

const executableLocations = new Set<string>([
  DirectiveLocation.QUERY,
  DirectiveLocation.MUTATION,
  DirectiveLocation.SUBSCRIPTION,
  DirectiveLocation.FIELD,
  DirectiveLocation.FRAGMENT_DEFINITION,
  DirectiveLocation.FRAGMENT_SPREAD,
  DirectiveLocation.INLINE_FRAGMENT,
  DirectiveLocation.VARIABLE_DEFINITION,
]);

function isExecutable({ locations }: DirectiveDefinitionNode): boolean {
  return locations.some(({ value }) => executableLocations.has(value));
}

/** Types of what may be given to `directives`, also inside of input objects. */
function typesTaken(
  types: readonly TypeNodeOfSchema[],
  directives: readonly DirectiveDefinitionNode[],
): ReadonlySet<string> {
  const taken = new Set<string>();
  const take = (values: readonly InputValueDefinitionNode[]): void => {
    for (const { type } of values) {
      const name = namedTypeOf(type);
      if (taken.has(name)) continue;
      taken.add(name);
      for (const node of types) if (node.name.value === name && isInputNode(node)) take(node.fields ?? []);
    }
  };
  for (const directive of directives) take(directive.arguments ?? []);
  return taken;
}

function isInputNode(node: TypeNodeOfSchema): node is InputObjectTypeDefinitionNode | InputObjectTypeExtensionNode {
  return node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION || node.kind === Kind.INPUT_OBJECT_TYPE_EXTENSION;
}

interface Visibility {
  /** Names of types; grows while what only they could show falls away. */
  readonly hidden: Set<string>;
  readonly isVisible: (node: { readonly directives?: readonly ConstDirectiveNode[] | undefined }) => boolean;
}

/** Again until nothing changes: a type that lost its last field hides what names it. */
function withoutHidden(types: readonly TypeNodeOfSchema[], visibility: Visibility): TypeNodeOfSchema[] {
  for (;;) {
    const { hidden } = visibility;
    const before = hidden.size;
    const shown = types.filter(({ name }) => !hidden.has(name.value)).map((type) => withVisibleParts(type, visibility));
    for (const name of emptyTypes(shown)) hidden.add(name);
    if (hidden.size === before) return shown;
  }
}

function withVisibleParts(node: TypeNodeOfSchema, { hidden, isVisible }: Visibility): TypeNodeOfSchema {
  const isShown = (type: TypeNode) => !hidden.has(namedTypeOf(type));
  switch (node.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.OBJECT_TYPE_EXTENSION:
    case Kind.INTERFACE_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_EXTENSION:
      return {
        ...node,
        interfaces: (node.interfaces ?? []).filter(isShown),
        fields: (node.fields ?? []).flatMap((field) => {
          if (!isVisible(field) || !isShown(field.type)) return [];
          const visible = (field.arguments ?? []).filter((argument) => isVisible(argument) && isShown(argument.type));
          return [{ ...field, arguments: visible }];
        }),
      };
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
    case Kind.INPUT_OBJECT_TYPE_EXTENSION:
      return { ...node, fields: (node.fields ?? []).filter((field) => isVisible(field) && isShown(field.type)) };
    case Kind.ENUM_TYPE_DEFINITION:
    case Kind.ENUM_TYPE_EXTENSION:
      return { ...node, values: (node.values ?? []).filter(isVisible) };
    case Kind.UNION_TYPE_DEFINITION:
    case Kind.UNION_TYPE_EXTENSION:
      return { ...node, types: (node.types ?? []).filter(isShown) };
    default:
      return node;
  }
}

/** Types without anything in them, in all of their parts; scalars have nothing to lose. */
function emptyTypes(types: readonly TypeNodeOfSchema[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const type of types) if (sizeOf(type) === 0) names.add(type.name.value);
  for (const type of types) if (sizeOf(type) > 0) names.delete(type.name.value);
  return names;
}

function sizeOf(type: TypeNodeOfSchema): number {
  if ('fields' in type) return type.fields.length;
  if ('values' in type) return type.values.length;
  if ('types' in type) return type.types.length;
  return 1;
}

function withoutRoots(node: DefinitionNode, hidden: ReadonlySet<string>): DefinitionNode[] {
  if (node.kind !== Kind.SCHEMA_DEFINITION) return [];
  const operationTypes = node.operationTypes.filter(({ type }) => !hidden.has(type.name.value));
  return [{ ...node, directives: [], operationTypes }];
}

interface Described {
  astNode: unknown;
  extensionASTNodes?: readonly unknown[];
}

/** A schema keeps the syntax that it was built from, which is most of its weight; nothing here reads it again. */
function withoutSyntax(schema: GraphQLSchema): GraphQLSchema {
  const forget = (element: Described) => {
    element.astNode = undefined;
    if (element.extensionASTNodes) element.extensionASTNodes = [];
  };
  const forgetAll = (elements: readonly Described[]) => elements.forEach(forget);
  forget(schema);
  for (const directive of schema.getDirectives()) forgetAll([directive, ...directive.args]);
  for (const type of Object.values(schema.getTypeMap())) {
    forget(type);
    if (isEnumType(type)) forgetAll(type.getValues());
    else if (isInputObjectType(type)) forgetAll(Object.values(type.getFields()));
    else if (isObjectType(type) || isInterfaceType(type)) {
      for (const field of Object.values(type.getFields())) forgetAll([field, ...field.args]);
    }
  }
  return schema;
}

function namedTypeOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedTypeOf(type.type);
}

function isDirectiveDefinition(node: DefinitionNode): node is DirectiveDefinitionNode {
  return node.kind === Kind.DIRECTIVE_DEFINITION;
}

function isTypeNode(node: DefinitionNode): node is TypeNodeOfSchema {
  return /^(?:Scalar|Object|Interface|Union|Enum|InputObject)Type(?:Definition|Extension)$/.test(node.kind);
}
