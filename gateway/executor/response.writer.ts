import {
  GraphQLError,
  isAbstractType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLCompositeType,
  type GraphQLLeafType,
  type GraphQLOutputType,
} from 'graphql';
import type { JsonObject } from '../transport/subgraph-answer.ts';
import type { ResponsePath } from './execution.ts';
import { createLeafWriter } from './leaf.writer.ts';
import { fieldsOf, type SelectedField, type SelectionContext, type SelectionSets } from './selection.ts';

/** A non-null field came out null: the parent that may be null becomes null. */
export const propagate = Symbol('null propagates');

/** The value is none of its type: it becomes null, with an error. */
const misfit = Symbol('value does not fit');

type Written = string | typeof propagate | typeof misfit;

/** Writes the value of a field, or of an item of its list, as JSON. `null` is written where null may stand. */
type ValueWriter = (response: Response, value: unknown) => string | typeof propagate;

/** The same for a value that is not null. */
type PresentWriter = (response: Response, value: unknown) => Written;

export type ObjectWriter = (response: Response, source: Readonly<JsonObject>) => Written;

/** One response while it is written. */
export class Response {
  readonly errors: GraphQLError[];
  /** Answers of `__schema` and `__type` by response key. */
  readonly introspection: Readonly<JsonObject>;
  /** Where the writer is: one list for the whole walk, copied for an error only. */
  readonly trail: (string | number)[] = [];
  readonly #shared: ReadonlySet<unknown>;
  readonly #texts = new Map<unknown, Map<ObjectWriter, string>>();
  #reports = 0;

  constructor(parts: Pick<Response, 'errors' | 'introspection'>, shared: ReadonlySet<unknown>) {
    this.errors = parts.errors;
    this.introspection = parts.introspection;
    this.#shared = shared;
  }

  /** Objects that stand at several places are written once, unless there is an error to tell of each place. */
  object(write: ObjectWriter, value: JsonObject): Written {
    if (this.#shared.size === 0 || !this.#shared.has(value)) return write(this, value);
    const texts = this.#texts.get(value) ?? new Map<ObjectWriter, string>();
    const known = texts.get(write);
    if (known !== undefined) return known;
    const reports = this.#reports;
    const written = write(this, value);
    if (typeof written !== 'string' || reports !== this.#reports) return written;
    this.#texts.set(value, texts.set(write, written));
    return written;
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
    const extensions = { code: 'SUBGRAPH_ANSWER_INVALID' };
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
 * Writes objects of `type`: the fields of the selection in its order, nothing else, nulls propagated as the spec says.
 * `type` is abstract where nothing depends on the type of the object, so that the plan did not ask for it.
 */
export function createObjectWriter(
  context: SelectionContext,
  sets: SelectionSets,
  type: GraphQLCompositeType,
): ObjectWriter {
  // Not known to the schema: the operation was validated, so that is none of the client's.
  const fields = fieldsOf(context, sets, type).filter(
    ({ name, type: fieldType }) => fieldType ?? name.startsWith('__'),
  );
  const members = fields.map((field, index) => ({
    opening: `${index === 0 ? '{' : ','}${JSON.stringify(field.key)}:`,
    source: field.source,
    write: createFieldWriter(context, field),
  }));
  if (members.length === 0) return () => '{}';
  return (response, source) => {
    let text = '';
    for (const { opening, source: key, write } of members) {
      const written = write(response, source[key]);
      if (typeof written !== 'string') return written;
      text += opening + written;
    }
    return `${text}}`;
  };
}

function createFieldWriter(context: SelectionContext, field: SelectedField): PresentWriter {
  const { key, name, parent, type } = field;
  if (name === '__typename') {
    const written = isObjectType(parent) ? `"${parent.name}"` : misfit;
    return () => written;
  }
  if (!type) return ({ introspection }) => JSON.stringify(introspection[key] ?? null);
  return createValueWriter(context, { field, type, segment: key });
}

interface ValueContext {
  readonly field: SelectedField;
  readonly type: GraphQLOutputType;
  /** The step that it takes in the response; undefined for an item of a list, whose step its list takes. */
  readonly segment: string | undefined;
}

/** Takes the step into a value only where something is written about the place, or goes on below it. */
function createValueWriter(context: SelectionContext, value: ValueContext): ValueWriter {
  const { field, type, segment } = value;
  if (isNonNullType(type)) {
    const write = createValueWriter(context, { ...value, type: type.ofType });
    return (response, source) => {
      const written = write(response, source);
      if (written !== 'null') return written;
      at(response, segment, () => response.reportNull(field));
      return propagate;
    };
  }
  const write = createPresentWriter(context, value);
  return (response, source) => {
    if (source === null || source === undefined) return 'null';
    const written = write(response, source);
    if (typeof written === 'string') return written;
    if (written === misfit) at(response, segment, () => response.reportMisfit(field, type));
    return 'null';
  };
}

function at(response: Response, segment: string | undefined, report: () => void): void {
  if (segment === undefined) return report();
  response.trail.push(segment);
  report();
  response.trail.pop();
}

function createPresentWriter(context: SelectionContext, { field, type, segment }: ValueContext): PresentWriter {
  if (isLeafType(type)) return createLeaf(type);
  const write = isListType(type)
    ? createListWriter(context, field, type.ofType)
    : createCompositeWriter(context, field, type as GraphQLCompositeType);
  if (segment === undefined) return write;
  return (response, source) => {
    response.trail.push(segment);
    const written = write(response, source);
    response.trail.pop();
    return written;
  };
}

function createLeaf(type: GraphQLLeafType): PresentWriter {
  const write = createLeafWriter(type);
  return (_response, value) => write(value) ?? misfit;
}

function createListWriter(context: SelectionContext, field: SelectedField, type: GraphQLOutputType): PresentWriter {
  const write = createValueWriter(context, { field, type, segment: undefined });
  return (response, value) => {
    if (!Array.isArray(value)) return misfit;
    const { trail } = response;
    let text = '[';
    const step = trail.push(0) - 1;
    for (let index = 0; index < value.length; index++) {
      trail[step] = index;
      const written = write(response, value[index]);
      if (typeof written !== 'string') {
        trail.pop();
        return written;
      }
      text += index === 0 ? written : `,${written}`;
    }
    trail.pop();
    return `${text}]`;
  };
}

function createCompositeWriter(
  context: SelectionContext,
  { sets }: SelectedField,
  type: GraphQLCompositeType,
): PresentWriter {
  const selection = { isRoot: false, sets };
  const writers = new Map<string | undefined, ObjectWriter>();
  const isOpen = isAbstractType(type);

  function writerOf(typename: string | undefined): ObjectWriter | undefined {
    const known = writers.get(typename);
    if (known) return known;
    const shown = shownType(context, type, typename);
    const writer = shown && createObjectWriter(context, selection, shown);
    // Names that the schema does not have are a subgraph's fault, and there is no end to them.
    if (writer) writers.set(typename, writer);
    return writer;
  }

  return (response, value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return misfit;
    const object = value as JsonObject;
    const typename = isOpen ? object['__typename'] : undefined;
    const write = writerOf(typeof typename === 'string' ? typename : undefined);
    return write ? response.object(write, object) : misfit;
  };
}

/**
 * The type by which an object is shown; undefined for one that clients may not see (@inaccessible). An interface object
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
