import type { FetchRewrite, RequiresSelection } from '@graphql-hive/router-query-planner';
import { isJsonObject, type JsonObject } from '../transport/subgraph-answer.ts';
import type { TypeRelation } from './entity-path.ts';
import type { Execution } from './execution.ts';
import { quote } from './json-text.ts';
import { mergeInto } from './merge.step.ts';
import { compileRewrites, rewriteNothing } from './rewrite.step.ts';

/** Writes entities as JSON, as they are sent to a subgraph. Entities with one text are one for the subgraph. */
export interface RepresentationWriter {
  /** Undefined where an entity takes more than fields that stand for themselves, or has no type. */
  plainOf(entity: JsonObject): PlainRepresentation | undefined;
  /** Undefined for an entity that lacks a required field (its own fetch failed): its fields stay null. */
  write(execution: Execution, entity: JsonObject): string | undefined;
}

/** The representation of one type whose required fields are all leaves under their own names. */
export interface PlainRepresentation {
  readonly fields: readonly string[];
  /** The one field that tells entities of the type apart; undefined where it takes several. */
  readonly key: string | undefined;
}

export interface RepresentationNeeds {
  readonly requires: readonly RequiresSelection[];
  readonly inputRewrites?: readonly FetchRewrite[] | undefined;
}

export function compileRepresentation(isTypeOf: TypeRelation, needs: RepresentationNeeds): RepresentationWriter {
  const byType = new Map<string, PlainRepresentation>();
  const writeAny = compileAny(isTypeOf, needs);
  const isRewritten = (needs.inputRewrites?.length ?? 0) > 0;

  function plainOf(entity: JsonObject): PlainRepresentation | undefined {
    const typename = entity['__typename'];
    if (typeof typename !== 'string' || isRewritten) return undefined;
    const known = byType.get(typename);
    if (known) return known;
    const fields = plainFields(isTypeOf, needs.requires, typename);
    if (!fields) return undefined;
    const keys = fields.filter((name) => name !== '__typename');
    const plain = { fields, key: keys.length === 1 ? keys[0] : undefined };
    byType.set(typename, plain);
    return plain;
  }

  return {
    plainOf,
    write: (execution, entity) => {
      const plain = plainOf(entity);
      return (plain && writePlain(plain, entity)) ?? writeAny(execution, entity);
    },
  };
}

/** Whether an entity that has the fields of its representation has no others: it says all that is known of it so far. */
export function isWhole({ fields }: PlainRepresentation, entity: JsonObject): boolean {
  let count = 0;
  // An object that was read from JSON has no keys but its own.
  for (const _key in entity) count += 1;
  return count === fields.length;
}

/** The fields of a selection for one type; undefined where it has more than fields that stand for themselves. */
function plainFields(
  isTypeOf: TypeRelation,
  selections: readonly RequiresSelection[],
  typename: string,
): readonly string[] | undefined {
  const names = new Set<string>();
  for (const selection of selections) {
    if (selection.kind === 'Field') {
      if (selection.selections?.length || (selection.alias ?? selection.name) !== selection.name) return undefined;
      names.add(selection.name);
    } else if (selection.kind === 'InlineFragment') {
      if (selection.skipIf || selection.includeIf) return undefined;
      if (!isTypeOf(typename, selection.typeCondition)) continue;
      const inner = plainFields(isTypeOf, selection.selections, typename);
      if (!inner) return undefined;
      for (const name of inner) names.add(name);
    } else return undefined;
  }
  return names.has('__typename') ? [...names] : undefined;
}

/** Undefined where a field is missing or is none of a leaf. */
function writePlain({ fields }: PlainRepresentation, entity: JsonObject): string | undefined {
  let text = '';
  for (const name of fields) {
    const value = entity[name];
    let written: string;
    if (typeof value === 'string') written = quote(value);
    else if (typeof value === 'number' || typeof value === 'boolean' || value === null) written = String(value);
    else return undefined;
    text += `${text === '' ? '{' : ','}"${name}":${written}`;
  }
  return `${text}}`;
}

function compileAny(
  isTypeOf: TypeRelation,
  { requires, inputRewrites }: RepresentationNeeds,
): RepresentationWriter['write'] {
  const rewrite = inputRewrites?.length ? compileRewrites(isTypeOf, inputRewrites) : rewriteNothing;
  return ({ coercedVariables }, entity) => {
    const selected = select({ isTypeOf, coercedVariables }, requires, entity);
    if (!selected || typeof selected['__typename'] !== 'string') return undefined;
    rewrite(selected);
    return JSON.stringify(selected);
  };
}

interface SelectContext {
  readonly isTypeOf: TypeRelation;
  readonly coercedVariables: Readonly<JsonObject>;
}

/** Undefined where a selected field is missing in `source`. */
function select(
  context: SelectContext,
  selections: readonly RequiresSelection[],
  source: Readonly<JsonObject>,
): JsonObject | undefined {
  const selected: JsonObject = {};
  for (const selection of selections) {
    if (selection.kind === 'Field') {
      const value = selectValue(context, selection.selections, source[selection.name]);
      if (value === undefined) return undefined;
      selected[selection.alias ?? selection.name] = value;
    } else if (selection.kind === 'InlineFragment') {
      if (!applies(context, selection, source)) continue;
      const inner = select(context, selection.selections, source);
      if (!inner) return undefined;
      mergeInto(selected, inner);
    } else {
      throw new Error(`The plan requires the fragment "${selection.value}" by name, which it does not hold.`);
    }
  }
  return selected;
}

type Conditional = Extract<RequiresSelection, { kind: 'InlineFragment' }>;

function applies(context: SelectContext, selection: Conditional, source: Readonly<JsonObject>): boolean {
  const { skipIf, includeIf, typeCondition } = selection;
  if (skipIf && context.coercedVariables[skipIf] === true) return false;
  if (includeIf && context.coercedVariables[includeIf] !== true) return false;
  const typename = source['__typename'];
  return typeof typename !== 'string' || context.isTypeOf(typename, typeCondition);
}

function selectValue(
  context: SelectContext,
  selections: readonly RequiresSelection[] | undefined,
  value: unknown,
): unknown {
  if (!selections?.length || value === null || value === undefined) return value;
  if (!Array.isArray(value)) return isJsonObject(value) ? select(context, selections, value) : value;
  const items = value.map((item) => selectValue(context, selections, item));
  return items.includes(undefined) ? undefined : items;
}
