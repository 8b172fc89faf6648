import type { PlanNode } from '@graphql-hive/router-query-planner';
import {
  getNullableType,
  GraphQLError,
  isAbstractType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLCompositeType,
  type GraphQLOutputType,
} from 'graphql';
import type { JsonObject } from '../transport/subgraph-answer.ts';
import type { Execution, ResponsePath } from './execution.ts';
import type { Graph } from './graph.ts';
import { createLeafTest, type LeafTest } from './leaf-value.ts';
import { originOf } from './plan.origin.ts';
import { dependsOnType, fieldsOf, type SelectedField, type SelectionContext, type SelectionSets } from './selection.ts';

/** A non-null field came out null: the parent that may be null becomes null. */
const propagate = Symbol('null propagates');

/** The value is none of its type: it becomes null, with an error. */
const misfit = Symbol('value does not fit');

/** The value is one that the graph has, but not for clients (@inaccessible): it becomes null, and nothing is said of it. */
const hidden = Symbol('value is hidden');

/** The value of a field, or of an item of its list, as the response shows it: null where null may stand, or `propagate`. */
type ValueProjection = (response: Response, value: unknown) => unknown;

/** The same for a value that is not null; also `misfit` and `hidden`. */
type PresentProjection = ValueProjection;

export type ObjectProjection = (response: Response, source: Readonly<JsonObject>) => JsonObject | symbol;

/** What it takes to show values: also what the graph has behind the schema that clients see. */
export interface ProjectionContext extends SelectionContext, Pick<Graph, 'isTypeOf' | 'isValueOf'> {}

/** One response while it is made. */
export class Response {
  readonly errors: GraphQLError[];
  /** Answers of `__schema` and `__type` by response key. */
  readonly introspection: Readonly<JsonObject>;
  readonly #plans: readonly PlanNode[];
  /** The place in the response that is worked at: one list for the whole walk, copied for an error only. */
  readonly trail: (string | number)[] = [];
  readonly #shared: ReadonlySet<unknown>;
  readonly #leftOut: readonly ResponsePath[];
  readonly #projected = new Map<unknown, Map<ObjectProjection, JsonObject>>();
  #reports = 0;

  constructor({ errors, plans, shared, leftOut }: Execution, introspection: Readonly<JsonObject>) {
    this.errors = errors;
    this.introspection = introspection;
    this.#plans = plans;
    this.#shared = shared;
    this.#leftOut = leftOut;
  }

  /** Objects that stand at several places are projected once, unless there is an error to tell of each place. */
  object(project: ObjectProjection, value: JsonObject): JsonObject | symbol {
    if (this.#shared.size === 0 || !this.#shared.has(value)) return project(this, value);
    const projections = this.#projected.get(value) ?? new Map<ObjectProjection, JsonObject>();
    const known = projections.get(project);
    if (known) return known;
    const reports = this.#reports;
    const projected = project(this, value);
    if (typeof projected === 'symbol' || reports !== this.#reports) return projected;
    this.#projected.set(value, projections.set(project, projected));
    return projected;
  }

  /** Whether something below the place that is worked at has failed. */
  hasFaultBelow(): boolean {
    return this.errors.some(({ path }) => path && path.length > this.trail.length && explains(path, this.trail));
  }

  reportNull(field: SelectedField): void {
    this.#report(`Cannot return null for non-nullable field ${fieldName(field)}.`);
  }

  /** The value is not told: it may be one that clients may not see. */
  reportMisfit(field: SelectedField, type: GraphQLOutputType): void {
    const what = isAbstractType(type) ? `is of none of the types of "${String(type)}"` : `is no "${String(type)}"`;
    this.#report(`What a subgraph answered for ${fieldName(field)} ${what}, so it is null.`);
  }

  /** Silent where an error of a subgraph already explains the null. */
  #report(message: string): void {
    this.#reports += 1;
    if (this.errors.some((error) => explains(error.path, this.trail))) return;
    if (this.#leftOut.some((path) => explains(path, this.trail))) return;
    const subgraph = originOf(this.#plans, this.trail);
    const extensions = { code: 'SUBGRAPH_ANSWER_INVALID', ...(subgraph !== undefined && { subgraph }) };
    this.errors.push(new GraphQLError(message, { path: [...this.trail], extensions }));
  }
}

function fieldName({ parent, name }: SelectedField): string {
  return `${parent.name}.${name}`;
}

function explains(errorPath: ResponsePath | undefined, path: ResponsePath): boolean {
  if (!errorPath) return true;
  const length = Math.min(errorPath.length, path.length);
  return errorPath.slice(0, length).every((segment, index) => segment === path[index]);
}

/**
 * Shows objects of `type`: the fields of the selection in its order, nothing else, nulls propagated as the spec says.
 * `type` is abstract where nothing depends on the type of the object, so that the plan did not ask for it.
 */
export function createObjectProjection(
  context: ProjectionContext,
  sets: SelectionSets,
  type: GraphQLCompositeType,
): ObjectProjection {
  // Not known to the schema: the operation was validated, so that is none of the client's.
  const fields = fieldsOf(context, sets, type).filter(({ name, type: known }) => known ?? name.startsWith('__'));
  const members = fields.map((field) => ({
    key: field.key,
    source: field.source,
    fits: leafTestOf(field),
    project: createFieldProjection(context, field),
  }));
  return (response, source) => {
    const object: JsonObject = {};
    for (const { key, source: name, fits, project } of members) {
      let value = source[name];
      // Most fields are leaves, and most of these are as they should be.
      if (!fits(value)) {
        value = project(response, value);
        if (typeof value === 'symbol') return value;
      }
      if (key === '__proto__') defineField(object, key, value);
      else object[key] = value;
    }
    return object;
  };
}

function leafTestOf({ type }: SelectedField): LeafTest {
  const present = type && getNullableType(type);
  return isLeafType(present) ? createLeafTest(present) : () => false;
}

/** Assigned, this name would set the prototype. */
function defineField(object: JsonObject, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}

function createFieldProjection(context: ProjectionContext, field: SelectedField): PresentProjection {
  const { key, name, parent, type } = field;
  if (name === '__typename') {
    const shown = isObjectType(parent) ? parent.name : misfit;
    return () => shown;
  }
  if (!type) return ({ introspection }) => introspection[key] ?? null;
  return createValueProjection(context, { field, type, segment: key });
}

interface ValueContext {
  readonly field: SelectedField;
  readonly type: GraphQLOutputType;
  /** The step that it takes in the response; undefined for an item of a list, whose step its list takes. */
  readonly segment: string | undefined;
}

/** Takes the step into a value only where it goes on below it, or has something to report of it. */
function createValueProjection(context: ProjectionContext, value: ValueContext): ValueProjection {
  const { field, type, segment } = value;
  if (isNonNullType(type)) {
    const project = createValueProjection(context, { ...value, type: type.ofType });
    return (response, source) => {
      const projected = project(response, source);
      if (projected !== null) return projected;
      at(response, segment, () => response.reportNull(field));
      return propagate;
    };
  }
  const project = createPresentProjection(context, value);
  return (response, source) => {
    // A function is what every object inherits, under an alias such as "toString": the subgraph has not answered.
    if (source === null || source === undefined || typeof source === 'function') return null;
    const projected = project(response, source);
    if (typeof projected !== 'symbol') return projected;
    if (projected === misfit) at(response, segment, () => response.reportMisfit(field, type));
    return null;
  };
}

function at(response: Response, segment: string | undefined, report: () => void): void {
  if (segment === undefined) return report();
  response.trail.push(segment);
  report();
  response.trail.pop();
}

function createPresentProjection(
  context: ProjectionContext,
  { field, type, segment }: ValueContext,
): PresentProjection {
  if (isLeafType(type)) {
    const fits = createLeafTest(type);
    return (_response, value) => {
      if (fits(value)) return value;
      return typeof value === 'string' && context.isValueOf(value, type.name) ? hidden : misfit;
    };
  }
  const project = isListType(type)
    ? createListProjection(context, field, type.ofType)
    : createCompositeProjection(context, field, type as GraphQLCompositeType);
  if (segment === undefined) return project;
  return (response, source) => {
    response.trail.push(segment);
    const projected = project(response, source);
    response.trail.pop();
    return projected;
  };
}

function createListProjection(
  context: ProjectionContext,
  field: SelectedField,
  type: GraphQLOutputType,
): PresentProjection {
  const project = createValueProjection(context, { field, type, segment: undefined });
  return (response, value) => {
    if (!Array.isArray(value)) return misfit;
    const { trail } = response;
    const items: unknown[] = [];
    const step = trail.push(0) - 1;
    for (let index = 0; index < value.length; index++) {
      trail[step] = index;
      items.push(project(response, value[index]));
      if (items[index] === propagate) break;
    }
    trail.pop();
    return items.at(-1) === propagate ? propagate : items;
  };
}

function createCompositeProjection(
  context: ProjectionContext,
  { sets }: SelectedField,
  type: GraphQLCompositeType,
): PresentProjection {
  const selection = { isRoot: false, sets };
  const projections = new Map<string | undefined, ObjectProjection>();
  /** Those of objects that have not told which of the selection's fragments are for them. */
  const unsure = new Set<ObjectProjection>();
  const isOpen = isAbstractType(type);

  function projectionOf(typename: string | undefined): ObjectProjection | undefined {
    const known = projections.get(typename);
    if (known) return known;
    const shown = shownType(context, type, typename);
    const projection = shown && createObjectProjection(context, selection, shown);
    if (projection && isAbstractType(shown) && dependsOnType(context, sets, shown)) unsure.add(projection);
    // Names that the schema does not have are a subgraph's fault, and there is no end to them.
    if (projection) projections.set(typename, projection);
    return projection;
  }

  return (response, value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return misfit;
    const object = value as JsonObject;
    const typename = isOpen ? object['__typename'] : undefined;
    const name = typeof typename === 'string' ? typename : undefined;
    const project = projectionOf(name);
    if (!project && name !== undefined && context.isTypeOf(name, type.name)) return hidden;
    // A field that failed is one that the object has: it is of a type, but none that was told.
    const isWanting = project && unsure.size > 0 && unsure.has(project) && response.hasFaultBelow();
    return project && !isWanting ? response.object(project, object) : misfit;
  };
}

/**
 * The type by which an object is shown; undefined for one that clients do not know. An interface object
 * gives the name of its interface where the plan did not need to know better.
 */
function shownType(
  { schema }: SelectionContext,
  type: GraphQLCompositeType,
  typename: string | undefined,
): GraphQLCompositeType | undefined {
  if (!isAbstractType(type) || typename === undefined || typename === type.name) return type;
  const named = schema.getType(typename);
  const isMember = (isObjectType(named) || isInterfaceType(named)) && schema.isSubType(type, named);
  return isMember ? named : undefined;
}
