import {
  GraphQLError,
  isAbstractType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import { isJsonObject, type JsonObject } from '../transport/subgraph-answer.ts';
import type { ResponsePath } from './execution.ts';
import { fieldsOf, type SelectedField, type Selection, type SelectionContext } from './selection.ts';

export interface Projection extends SelectionContext {
  readonly schema: GraphQLSchema;
  readonly errors: GraphQLError[];
  /** Answers of `__schema` and `__type` by response key. */
  readonly introspection: Readonly<JsonObject>;
}

/** A non-null field came out null: the parent that may be null becomes null. */
const propagate = Symbol('null propagates');

interface Place {
  readonly field: SelectedField;
  readonly parent: GraphQLObjectType;
  readonly path: ResponsePath;
}

/** Writes the response: the fields of the selection in its order, nothing else, nulls propagated as the spec says. */
export function projectRoot(projection: Projection, root: Selection, data: Readonly<JsonObject>): JsonObject | null {
  const { schema } = projection;
  const rootType = schema.getRootType(projection.operation.operation);
  if (!rootType) throw new Error(`The schema has no type for a ${projection.operation.operation}.`);
  const object = projectObject(projection, { type: rootType, selection: root, path: [] }, data);
  return object === propagate ? null : object;
}

interface ObjectPlace {
  readonly type: GraphQLObjectType;
  readonly selection: Selection;
  readonly path: ResponsePath;
}

function projectObject(
  projection: Projection,
  { type, selection, path }: ObjectPlace,
  source: Readonly<JsonObject>,
): JsonObject | typeof propagate {
  const object = Object.create(null) as JsonObject;
  for (const field of fieldsOf(projection, selection, type)) {
    if (field.name === '__typename') object[field.key] = type.name;
    else if (field.name === '__schema' || field.name === '__type')
      object[field.key] = projection.introspection[field.key];
    else if (field.type) {
      const place = { field, parent: type, path: [...path, field.key] };
      const value = projectValue(projection, { place, type: field.type }, source[field.source]);
      if (value === propagate) return propagate;
      object[field.key] = value;
    }
  }
  return object;
}

interface Typed {
  readonly place: Place;
  readonly type: GraphQLOutputType;
}

function projectValue(projection: Projection, { place, type }: Typed, value: unknown): unknown {
  if (isNonNullType(type)) {
    const inner = projectValue(projection, { place, type: type.ofType }, value);
    if (inner === null) reportNull(projection, place);
    return inner === null ? propagate : inner;
  }
  if (value === null || value === undefined) return null;
  if (isListType(type)) return projectList(projection, { place, type: type.ofType }, value);
  if (isEnumType(type)) return typeof value === 'string' && type.getValue(value) ? value : null;
  if (isLeafType(type)) return value;
  if (!isJsonObject(value)) return null;
  const runtimeType = runtimeTypeOf(projection.schema, type, value);
  if (!runtimeType) return null;
  const object = projectObject(
    projection,
    { type: runtimeType, selection: place.field.selection, path: place.path },
    value,
  );
  return object === propagate ? null : object;
}

function projectList(projection: Projection, { place, type }: Typed, value: unknown): unknown {
  if (!Array.isArray(value)) return null;
  const items: unknown[] = [];
  for (const [index, item] of value.entries()) {
    const projected = projectValue(projection, { place: { ...place, path: [...place.path, index] }, type }, item);
    if (projected === propagate) return null;
    items.push(projected);
  }
  return items;
}

/** Undefined for a type that clients may not see (@inaccessible). */
function runtimeTypeOf(
  schema: GraphQLSchema,
  type: GraphQLOutputType,
  value: JsonObject,
): GraphQLObjectType | undefined {
  if (isObjectType(type)) return type;
  const typename = value['__typename'];
  const named = typeof typename === 'string' ? schema.getType(typename) : undefined;
  return isObjectType(named) && isAbstractType(type) && schema.isSubType(type, named) ? named : undefined;
}

/** Silent where an error of a subgraph already explains the null. */
function reportNull(projection: Projection, { parent, field, path }: Place): void {
  if (projection.errors.some((error) => explains(error.path, path))) return;
  projection.errors.push(
    new GraphQLError(`Cannot return null for non-nullable field ${parent.name}.${field.name}.`, {
      path,
      extensions: { code: 'SUBGRAPH_ANSWER_INVALID' },
    }),
  );
}

function explains(errorPath: ResponsePath | undefined, path: ResponsePath): boolean {
  if (!errorPath) return true;
  const length = Math.min(errorPath.length, path.length);
  return errorPath.slice(0, length).every((segment, index) => segment === path[index]);
}
