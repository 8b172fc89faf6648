import type { FetchRewrite, RequiresSelection } from '@graphql-hive/router-query-planner';
import { isJsonObject, type JsonObject } from '../transport/subgraph-answer.ts';
import type { EntityLocation } from './entity.collector.ts';
import type { Execution } from './execution.ts';
import { mergeInto } from './merge.step.ts';
import { rewrite } from './rewrite.step.ts';

/** Representations to send, each once, and for each the places of the response that its answer goes to. */
export interface RepresentationBatch {
  readonly representations: readonly JsonObject[];
  readonly targets: readonly (readonly EntityLocation[])[];
}

export interface RepresentationNeeds {
  readonly requires: readonly RequiresSelection[];
  readonly inputRewrites?: readonly FetchRewrite[] | undefined;
}

/** Entities that lack a required field (its own fetch failed) are left out: their fields stay null. */
export function buildRepresentations(
  execution: Execution,
  locations: readonly EntityLocation[],
  needs: RepresentationNeeds,
): RepresentationBatch {
  const targetsByText = new Map<string, EntityLocation[]>();
  const representations: JsonObject[] = [];
  for (const location of locations) {
    const representation = select(execution, needs.requires, location.object);
    if (!representation || typeof representation['__typename'] !== 'string') continue;
    rewrite(execution, needs.inputRewrites, representation);
    const text = JSON.stringify(representation);
    const targets = targetsByText.get(text);
    if (targets) targets.push(location);
    else {
      targetsByText.set(text, [location]);
      representations.push(representation);
    }
  }
  return { representations, targets: [...targetsByText.values()] };
}

/** Undefined where a selected field is missing in `source`. */
function select(
  execution: Execution,
  selections: readonly RequiresSelection[],
  source: Readonly<JsonObject>,
): JsonObject | undefined {
  const selected: JsonObject = {};
  for (const selection of selections) {
    if (selection.kind === 'Field') {
      const value = selectValue(execution, selection.selections, source[selection.name]);
      if (value === undefined) return undefined;
      selected[selection.alias ?? selection.name] = value;
    } else if (selection.kind === 'InlineFragment') {
      if (!applies(execution, selection, source)) continue;
      const inner = select(execution, selection.selections, source);
      if (!inner) return undefined;
      mergeInto(selected, inner);
    } else {
      throw new Error(`The plan requires the fragment "${selection.value}" by name, which it does not hold.`);
    }
  }
  return selected;
}

type Conditional = Extract<RequiresSelection, { kind: 'InlineFragment' }>;

function applies(execution: Execution, selection: Conditional, source: Readonly<JsonObject>): boolean {
  const { skipIf, includeIf, typeCondition } = selection;
  if (skipIf && execution.coercedVariables[skipIf] === true) return false;
  if (includeIf && execution.coercedVariables[includeIf] !== true) return false;
  const typename = source['__typename'];
  return typeof typename !== 'string' || execution.isTypeOf(typename, typeCondition);
}

function selectValue(
  execution: Execution,
  selections: readonly RequiresSelection[] | undefined,
  value: unknown,
): unknown {
  if (!selections?.length || value === null || value === undefined) return value;
  if (!Array.isArray(value)) return isJsonObject(value) ? select(execution, selections, value) : value;
  const items = value.map((item) => selectValue(execution, selections, item));
  return items.includes(undefined) ? undefined : items;
}
