import {
  Kind,
  type DefinitionNode,
  type DocumentNode,
  type EnumTypeDefinitionNode,
  type FieldDefinitionNode,
  type InputObjectTypeDefinitionNode,
  type InputValueDefinitionNode,
  type ObjectTypeDefinitionNode,
  type TypeDefinitionNode,
  type TypeExtensionNode,
  type TypeNode,
  type UnionTypeDefinitionNode,
} from 'graphql';

export type TypeNodes = TypeDefinitionNode | TypeExtensionNode;
export type MemberField = FieldDefinitionNode | InputValueDefinitionNode;

/** A type of one schema: its definition and all of its extensions together. */
export interface TypeEntry {
  readonly name: string;
  /** `Object`, `Interface`, `InputObject`, `Enum`, `Union` or `Scalar`. */
  readonly kind: string;
  readonly nodes: readonly TypeNodes[];
  readonly fields: ReadonlyMap<string, MemberField>;
}

export function isTypeNode(definition: DefinitionNode): definition is TypeNodes {
  return 'name' in definition && /Type(?:Definition|Extension)$/.test(definition.kind);
}

/** Every type of a schema by its name. */
export function tableOfTypes({ definitions }: DocumentNode): ReadonlyMap<string, TypeEntry> {
  const nodes = new Map<string, TypeNodes[]>();
  for (const definition of definitions) {
    if (!isTypeNode(definition)) continue;
    const name = definition.name.value;
    nodes.set(name, [...(nodes.get(name) ?? []), definition]);
  }
  return new Map([...nodes].map(([name, ofType]) => [name, entryOf(name, ofType)]));
}

function entryOf(name: string, nodes: readonly TypeNodes[]): TypeEntry {
  const kind = (nodes[0]?.kind ?? '').replace(/Type(?:Definition|Extension)$/, '');
  const fields = nodes.flatMap((node) => fieldsOf(node)).map((field) => [field.name.value, field] as const);
  return { name, kind, nodes, fields: new Map(fields) };
}

export function fieldsOf(node: TypeNodes): readonly MemberField[] {
  switch (node.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.OBJECT_TYPE_EXTENSION:
    case Kind.INTERFACE_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_EXTENSION:
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
    case Kind.INPUT_OBJECT_TYPE_EXTENSION:
      return (node as ObjectTypeDefinitionNode | InputObjectTypeDefinitionNode).fields ?? [];
    default:
      return [];
  }
}

export function valuesOf(node: TypeNodes): NonNullable<EnumTypeDefinitionNode['values']> {
  return node.kind === Kind.ENUM_TYPE_DEFINITION || node.kind === Kind.ENUM_TYPE_EXTENSION ? (node.values ?? []) : [];
}

export function unionMembersOf(node: TypeNodes): NonNullable<UnionTypeDefinitionNode['types']> {
  return node.kind === Kind.UNION_TYPE_DEFINITION || node.kind === Kind.UNION_TYPE_EXTENSION ? (node.types ?? []) : [];
}

/** The type that stands under all lists and exclamation marks. */
export function namedTypeOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedTypeOf(type.type);
}

/** `[String]` for `[String!]!`: what stays of a type without its exclamation marks. */
export function shapeOf(type: TypeNode): string {
  if (type.kind === Kind.NAMED_TYPE) return type.name.value;
  return type.kind === Kind.LIST_TYPE ? `[${shapeOf(type.type)}]` : shapeOf(type.type);
}
