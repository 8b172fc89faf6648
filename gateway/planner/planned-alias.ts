import {
  isInterfaceType,
  isObjectType,
  Kind,
  OperationTypeNode,
  print,
  visit,
  type DocumentNode,
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';

/**
 * The planner asks for keys and required fields under their own names, takes two fields with one alias for one, and ends
 * its process over two that differ in their arguments alone. So below the root every field with an alias, and every field
 * that could have arguments, gets an alias of its own before planning, which tells it from all that are not the very
 * same: `{ book { isbn: title stars } }` does not hide the key, and `size(in: CM)` stands beside the `size(in: INCH)` that
 * another field requires. Root fields keep their aliases: no key is among them, and they are all of one type.
 */
const prefix = '_as_';
const planned = /^_as_[0-9a-z]+_/;

/** Aliases that the gateway gives itself. */
const ownPrefix = 'liaison_';

/** The key under which subgraphs answer a field that does not stand at the root. */
export function plannedKey(apiSchema: GraphQLSchema, node: FieldNode): string {
  const { alias, name, arguments: given = [] } = node;
  const key = alias?.value ?? name.value;
  if (key.startsWith(ownPrefix)) return key;
  if (key === name.value && !fieldsWithArguments(apiSchema).has(key)) return key;
  const written = given.map((argument) => print(argument)).sort();
  return `${prefix}${hash([name.value, ...written].join(' ')).toString(36)}_${key}`;
}

const namesBySchema = new WeakMap<GraphQLSchema, ReadonlySet<string>>();

/** By name alone: a field may have arguments in an object that it lacks in the object's interface. */
function fieldsWithArguments(apiSchema: GraphQLSchema): ReadonlySet<string> {
  const known = namesBySchema.get(apiSchema);
  if (known) return known;
  const roots = Object.values(OperationTypeNode).map((operation) => apiSchema.getRootType(operation));
  const types = Object.values(apiSchema.getTypeMap()).filter((type) => isObjectType(type) || isInterfaceType(type));
  const fields = types
    .filter((type) => !roots.includes(type as GraphQLObjectType))
    .flatMap((type) => Object.values(type.getFields()));
  const names = new Set(fields.filter(({ args }) => args.length > 0).map(({ name }) => name));
  namesBySchema.set(apiSchema, names);
  return names;
}

/** The key under which the client knows what a subgraph answered under `key`. */
export function clientKey(key: string): string {
  return key.replace(planned, '');
}

/** Named fragments may stand anywhere: those at the root were made inline before. */
export function withPlannedAliases(apiSchema: GraphQLSchema, document: DocumentNode): DocumentNode {
  const rootFields = new Set(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION ? inlineFields(definition.selectionSet) : [],
    ),
  );
  return visit(document, {
    Field: (node) => {
      if (rootFields.has(node)) return undefined;
      // The executor reads the type by its own name, and shows it by any.
      const key = node.name.value === '__typename' ? node.name.value : plannedKey(apiSchema, node);
      return key === node.name.value ? withoutAlias(node) : { ...node, alias: { kind: Kind.NAME, value: key } };
    },
  });
}

function withoutAlias(node: FieldNode): FieldNode | undefined {
  const { alias, ...rest } = node;
  return alias && rest;
}

function inlineFields(set: SelectionSetNode): FieldNode[] {
  return set.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    return selection.kind === Kind.INLINE_FRAGMENT ? inlineFields(selection.selectionSet) : [];
  });
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}
