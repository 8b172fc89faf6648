import {
  GraphQLError,
  isAbstractType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLCompositeType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import { isJsonObject, type JsonObject } from '../transport/subgraph-answer.ts';
import type { ResponsePath } from './execution.ts';
import { fitsLeafType } from './leaf-value.ts';
import { fieldsOf, type SelectedField, type Selection, type SelectionContext } from './selection.ts';

export interface Projection extends SelectionContext {
  readonly schema: GraphQLSchema;
  readonly errors: GraphQLError[];
  /** Answers of `__schema` and `__type` by response key. */
  readonly introspection: Readonly<JsonObject>;
}

/** A non-null field came out null: the parent that may be null becomes null. */
const propagate = Symbol('null propagates');

/** The value is none of its type: it becomes null, with an error. */
const misfit = Symbol('value does not fit');

interface Place {
  readonly field: SelectedField;
  readonly parent: GraphQLCompositeType;
  readonly path: ResponsePath;
}

/** Writes the response: the fields of the selection in its order, nothing else, nulls propagated as the spec says. */
export function projectRoot(projection: Projection, root: Selection, data: Readonly<JsonObject>): JsonObject | null {
  const { schema } = projection;
  const rootType = schema.getRootType(projection.operation.operation);
  if (!rootType) throw new Error(`The schema has no type for a ${projection.operation.operation}.`);
  const object = projectObject(projection, { type: rootType, selection: root, path: [] }, data);
  return typeof object === 'symbol' ? null : object;
}

interface ObjectPlace {
  /** Abstract where nothing depends on the type of the object, so that the plan did not ask for it. */
  readonly type: GraphQLCompositeType;
  readonly selection: Selection;
  readonly path: ResponsePath;
}

function projectObject(
  projection: Projection,
  { type, selection, path }: ObjectPlace,
  source: Readonly<JsonObject>,
): JsonObject | typeof propagate | typeof misfit {
  const object = Object.create(null) as JsonObject;
  for (const field of fieldsOf(projection, selection, type)) {
    if (field.name === '__typename') {
      if (!isObjectType(type)) return misfit;
      object[field.key] = type.name;
    } else if (field.name === '__schema' || field.name === '__type')
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
  const projected = projectNonNull(projection, { place, type }, value);
  if (projected === misfit) reportMisfit(projection, { place, type });
  return projected === misfit || projected === propagate ? null : projected;
}

function projectNonNull(projection: Projection, { place, type }: Typed, value: unknown): unknown {
  if (isListType(type)) return projectList(projection, { place, type: type.ofType }, value);
  if (isLeafType(type)) return fitsLeafType(type, value) ? value : misfit;
  const objectType = isJsonObject(value) ? typeOf(projection.schema, type, value) : undefined;
  if (!objectType) return misfit;
  const { field, path } = place;
  return projectObject(projection, { type: objectType, selection: field.selection, path }, value as JsonObject);
}

function projectList(projection: Projection, { place, type }: Typed, value: unknown): unknown {
  if (!Array.isArray(value)) return misfit;
  const items: unknown[] = [];
  for (const [index, item] of value.entries()) {
    const projected = projectValue(projection, { place: { ...place, path: [...place.path, index] }, type }, item);
    if (projected === propagate) return propagate;
    items.push(projected);
  }
  return items;
}

/**
 * The type by which an object is shown; undefined for one that clients may not see (@inaccessible). An interface object
 * gives the name of its interface where the plan did not need to know better.
 */
function typeOf(schema: GraphQLSchema, type: GraphQLOutputType, value: JsonObject): GraphQLCompositeType | undefined {
  if (isObjectType(type)) return type;
  if (!isAbstractType(type)) return undefined;
  const typename = value['__typename'];
  if (typeof typename !== 'string' || typename === type.name) return type;
  const named = schema.getType(typename);
  const isMember = (isObjectType(named) || isInterfaceType(named)) && schema.isSubType(type, named);
  return isMember ? named : undefined;
}

function reportNull(projection: Projection, place: Place): void {
  report(projection, place, `Cannot return null for non-nullable field ${fieldName(place)}.`);
}

/** The value is not told: it may be one that clients may not see. */
function reportMisfit(projection: Projection, { place, type }: Typed): void {
  const what = isAbstractType(type) ? `is of none of the types of "${String(type)}"` : `is no "${String(type)}"`;
  report(projection, place, `What a subgraph answered for ${fieldName(place)} ${what}, so it is null.`);
}

function fieldName({ parent, field }: Place): string {
  return `${parent.name}.${field.name}`;
}

/** Silent where an error of a subgraph already explains the null. */
function report({ errors }: Projection, { path }: Place, message: string): void {
  if (errors.some((error) => explains(error.path, path))) return;
  errors.push(new GraphQLError(message, { path, extensions: { code: 'SUBGRAPH_ANSWER_INVALID' } }));
}

function explains(errorPath: ResponsePath | undefined, path: ResponsePath): boolean {
  if (!errorPath) return true;
  const length = Math.min(errorPath.length, path.length);
  return errorPath.slice(0, length).every((segment, index) => segment === path[index]);
}
