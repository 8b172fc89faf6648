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

/** Writes the response: the fields of the selection in its order, nothing else, nulls propagated as the spec says. */
export function projectRoot(projection: Projection, root: Selection, data: Readonly<JsonObject>): JsonObject | null {
  const { schema, operation } = projection;
  const rootType = schema.getRootType(operation.operation);
  if (!rootType) throw new Error(`The schema has no type for a ${operation.operation}.`);
  const object = new Projector(projection).object(rootType, root, data);
  return typeof object === 'symbol' ? null : object;
}

class Projector {
  readonly #projection: Projection;
  /** Where in the response the projector is: one list for the whole walk, copied for an error only. */
  readonly #trail: (string | number)[] = [];

  constructor(projection: Projection) {
    this.#projection = projection;
  }

  /** `type` is abstract where nothing depends on the type of the object, so that the plan did not ask for it. */
  object(
    type: GraphQLCompositeType,
    selection: Selection,
    source: Readonly<JsonObject>,
  ): JsonObject | typeof propagate | typeof misfit {
    const object: JsonObject = {};
    for (const field of fieldsOf(this.#projection, selection, type)) {
      const value = this.#field(field, source);
      if (value === propagate || value === misfit) return value;
      if (value === undefined) continue;
      if (field.key === '__proto__') defineField(object, field.key, value);
      else object[field.key] = value;
    }
    return object;
  }

  /** Undefined for a field that the schema does not have: the operation was validated, so that is none of the client's. */
  #field(field: SelectedField, values: Readonly<JsonObject>): unknown {
    const { name, key, parent, type } = field;
    if (name === '__typename') return isObjectType(parent) ? parent.name : misfit;
    if (name === '__schema' || name === '__type') return this.#projection.introspection[key] ?? null;
    if (!type) return undefined;
    this.#trail.push(key);
    const value = this.#value(field, type, values[field.source]);
    this.#trail.pop();
    return value;
  }

  #value(field: SelectedField, type: GraphQLOutputType, value: unknown): unknown {
    if (isNonNullType(type)) {
      const inner = this.#value(field, type.ofType, value);
      if (inner !== null) return inner;
      this.#report(`Cannot return null for non-nullable field ${fieldName(field)}.`);
      return propagate;
    }
    if (value === null || value === undefined) return null;
    const projected = this.#nonNull(field, type, value);
    if (projected === misfit) this.#reportMisfit(field, type);
    return projected === misfit || projected === propagate ? null : projected;
  }

  #nonNull(field: SelectedField, type: GraphQLOutputType, value: unknown): unknown {
    if (isListType(type)) return this.#list(field, type.ofType, value);
    if (isLeafType(type)) return fitsLeafType(type, value) ? value : misfit;
    const objectType = isJsonObject(value) ? typeOf(this.#projection.schema, type, value) : undefined;
    return objectType ? this.object(objectType, field.selection, value as JsonObject) : misfit;
  }

  #list(field: SelectedField, type: GraphQLOutputType, value: unknown): unknown {
    if (!Array.isArray(value)) return misfit;
    const items: unknown[] = [];
    for (let index = 0; index < value.length; index++) {
      this.#trail.push(index);
      const projected = this.#value(field, type, value[index]);
      this.#trail.pop();
      if (projected === propagate) return propagate;
      items.push(projected);
    }
    return items;
  }

  /** The value is not told: it may be one that clients may not see. */
  #reportMisfit(field: SelectedField, type: GraphQLOutputType): void {
    const what = isAbstractType(type) ? `is of none of the types of "${String(type)}"` : `is no "${String(type)}"`;
    this.#report(`What a subgraph answered for ${fieldName(field)} ${what}, so it is null.`);
  }

  /** Silent where an error of a subgraph already explains the null. */
  #report(message: string): void {
    const { errors } = this.#projection;
    if (errors.some((error) => explains(error.path, this.#trail))) return;
    errors.push(new GraphQLError(message, { path: [...this.#trail], extensions: { code: 'SUBGRAPH_ANSWER_INVALID' } }));
  }
}

/** Assigned, this name would set the prototype. */
function defineField(object: JsonObject, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
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

function fieldName({ parent, name }: SelectedField): string {
  return `${parent.name}.${name}`;
}

function explains(errorPath: ResponsePath | undefined, path: ResponsePath): boolean {
  if (!errorPath) return true;
  const length = Math.min(errorPath.length, path.length);
  return errorPath.slice(0, length).every((segment, index) => segment === path[index]);
}
