import { Kind, type DocumentNode } from 'graphql';

/** Whether an object of type `typename` is a `condition`: the same type, or an interface or union that it belongs to. */
export type TypeTest = (typename: string, condition: string) => boolean;

/** Of a whole supergraph, also of what clients do not see. */
export function readPossibleTypes({ definitions }: DocumentNode): TypeTest {
  const typesOf = new Map<string, Set<string>>();
  const add = (abstract: string, object: string) => {
    const types = typesOf.get(abstract) ?? new Set();
    typesOf.set(abstract, types.add(object));
  };
  for (const node of definitions) {
    if (node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION) {
      for (const { name } of node.interfaces ?? []) add(name.value, node.name.value);
    } else if (node.kind === Kind.UNION_TYPE_DEFINITION || node.kind === Kind.UNION_TYPE_EXTENSION) {
      for (const { name } of node.types ?? []) add(node.name.value, name.value);
    }
  }
  return (typename, condition) => typename === condition || typesOf.get(condition)?.has(typename) === true;
}

/** Whether an enum has a value, by their names. Of a whole supergraph, also of what clients do not see. */
export function readEnumValues({ definitions }: DocumentNode): TypeTest {
  const valuesOf = new Map<string, Set<string>>();
  for (const node of definitions) {
    if (node.kind !== Kind.ENUM_TYPE_DEFINITION && node.kind !== Kind.ENUM_TYPE_EXTENSION) continue;
    const values = valuesOf.get(node.name.value) ?? new Set();
    for (const { name } of node.values ?? []) values.add(name.value);
    valuesOf.set(node.name.value, values);
  }
  return (value, type) => valuesOf.get(type)?.has(value) === true;
}
