import type {
  FetchNode,
  FetchRewrite,
  FlattenNodePathSegment,
  PlanNode,
  RequiresSelection,
} from '@graphql-hive/router-query-planner';
import { Kind, type SelectionNode, type SelectionSetNode } from 'graphql';
import { FetchSketcher, type TypeTest } from './fetch.sketcher.ts';
import type { JoinGraph } from '../join-graph.ts';
import { toldType } from '../told-type.ts';
import { PlanFault } from './plan.fault.ts';
import {
  copyFields,
  mergeFields,
  signatureOf,
  typenameKey,
  type Sketch,
  type SketchedField,
  type SketchedFields,
} from './sketch.ts';

export interface SketchContext {
  readonly graph: JoinGraph;
  readonly isTypeOf: TypeTest;
}

type Path = readonly FlattenNodePathSegment[];

/** One type of what may stand at one place. */
interface Place {
  readonly sketch: Sketch;
  readonly type: string;
  readonly fields: SketchedFields;
}

/** Fields of an entity as they are told to a subgraph. */
interface Told {
  readonly typename: string;
  readonly fields: ReadonlyMap<string, ToldField>;
}

interface ToldField {
  readonly signature: string;
  /** By type; undefined for a leaf. */
  readonly types: ReadonlyMap<string, ReadonlyMap<string, ToldField>> | undefined;
}

/** Runs a plan without data: `response` becomes what an answer would hold. Throws PlanFault. */
export class PlanSketcher {
  readonly response: Sketch;
  readonly #context: SketchContext;

  constructor(context: SketchContext, rootType: string) {
    this.#context = context;
    this.response = new Map([[rootType, new Map<string, SketchedField>()]]);
  }

  /** Steps that may run side by side are run in order: none of them may need what another brings. */
  run(node: PlanNode, scope: Path = []): void {
    switch (node.kind) {
      case 'Fetch':
        if (node.requires)
          this.#runEntities(node, { ...node, alias: '_entities', paths: [scope], requires: node.requires });
        else this.#runRoot(node, scope);
        return;
      case 'BatchFetch':
        for (const alias of node.entityBatch.aliases) this.#runEntities(node, alias);
        return;
      case 'Flatten':
        this.run(node.node, [...scope, ...node.path]);
        return;
      case 'Sequence':
      case 'Parallel':
        for (const each of node.nodes) this.run(each, scope);
        return;
      case 'Subscription':
        this.#runRoot(node.primary, scope);
        return;
      case 'Condition':
      case 'Defer':
        throw new PlanFault(`a part for operations with directives (${node.kind})`);
    }
  }

  #runRoot(node: FetchNode, scope: Path): void {
    const fetch = this.#fetch(node);
    for (const { type, fields } of this.#placesAt(scope)) {
      fetch.checkShapes(fetch.root, type);
      mergeFields(fields, renamed(node.outputRewrites, fetch.sketch(fetch.root, type)));
    }
  }

  #fetch(node: { readonly serviceName: string; readonly operation: string }): FetchSketcher {
    return new FetchSketcher(this.#context.graph, this.#context.isTypeOf, node);
  }

  #runEntities(node: { readonly serviceName: string; readonly operation: string }, join: EntityJoin): void {
    const fetch = this.#fetch(node);
    const selection = fetch.entities(join.alias);
    fetch.checkShapes(selection, '');
    // Entities of one fetch are all told before any of them is answered.
    const told = join.paths
      .flatMap((path) => this.#placesAt(path))
      .flatMap((place) => {
        const fields = this.#tell(join.requires, place);
        const typename = fields && toldType(this.#context.isTypeOf, join.inputRewrites, place.type);
        return fields?.has(typenameKey) && typename !== undefined ? [{ place, entity: { typename, fields } }] : [];
      });
    for (const { place, entity } of told) {
      this.#checkKey(node.serviceName, entity);
      this.#answer(fetch, selection, { place, entity, rewrites: join.outputRewrites });
    }
  }

  /** Undefined where a required field was not fetched: the executor leaves such an entity out. */
  #tell(
    requires: readonly RequiresSelection[],
    { type, fields }: Pick<Place, 'type' | 'fields'>,
  ): Map<string, ToldField> | undefined {
    const told = new Map<string, ToldField>();
    for (const selection of requires) {
      if (selection.kind === 'FragmentSpread') throw new PlanFault('a representation with a named fragment');
      if (selection.kind === 'InlineFragment') {
        if (fields.has(typenameKey) && !this.#context.isTypeOf(type, selection.typeCondition)) continue;
        const inner = this.#tell(selection.selections, { type, fields });
        if (!inner) return undefined;
        for (const [key, value] of inner) told.set(key, value);
        continue;
      }
      const field = fields.get(selection.name);
      if (!field) return undefined;
      const types = this.#tellBelow(selection.selections ?? [], field.sketch);
      if (types === null) return undefined;
      told.set(selection.alias ?? selection.name, { signature: field.signature, types });
    }
    return told;
  }

  /** Null where a required field was not fetched. */
  #tellBelow(requires: readonly RequiresSelection[], sketch: Sketch | undefined): ToldField['types'] | null {
    if (!sketch) return undefined;
    const types = new Map<string, ReadonlyMap<string, ToldField>>();
    for (const [type, fields] of sketch) {
      const inner = this.#tell(requires, { type, fields });
      if (!inner) return null;
      types.set(type, inner);
    }
    return types;
  }

  #checkKey(subgraph: string, { typename, fields }: Told): void {
    const keys = this.#context.graph.typeOf(subgraph, typename)?.keys ?? [];
    if (!keys.some((key) => this.#isTold(key, typename, fields))) {
      throw new PlanFault(`${subgraph} is asked for a ${typename} by what is no key of it`);
    }
  }

  /** Whether `fields` has all of a selection, with the same arguments. */
  #isTold({ selections }: SelectionSetNode, type: string, fields: ReadonlyMap<string, ToldField>): boolean {
    return selections.every((node: SelectionNode) => {
      if (node.kind === Kind.INLINE_FRAGMENT) {
        const condition = node.typeCondition?.name.value ?? type;
        return !this.#context.isTypeOf(type, condition) || this.#isTold(node.selectionSet, type, fields);
      }
      if (node.kind !== Kind.FIELD || node.name.value === typenameKey) return true;
      const field = fields.get(node.name.value);
      if (field?.signature !== signatureOf(node)) return false;
      const { selectionSet } = node;
      if (!selectionSet || !field.types) return true;
      return [...field.types].every(([below, inner]) => this.#isTold(selectionSet, below, inner));
    });
  }

  #answer(fetch: FetchSketcher, selection: SelectionSetNode, { place, entity, rewrites }: Answered): void {
    const { sketch, type, fields } = place;
    const isTold = (needed: SelectionSetNode) => this.#isTold(needed, type, entity.fields);
    const possible = fetch.possibleTypes(entity.typename).filter((each) => this.#mayBe(type, each));
    const answers = new Map(
      possible.map((each) => [each, renamed(rewrites, fetch.sketch(selection, each, { isTold }))]),
    );
    const [only] = possible;
    if (possible.length === 1 && only !== undefined && (only === type || !answers.get(only)?.has(typenameKey))) {
      mergeFields(fields, answers.get(only) ?? new Map<string, SketchedField>());
      return;
    }
    if ([...answers.values()].every((answer) => answer.has(typenameKey))) {
      // Now it is known what the entity really is.
      sketch.delete(type);
      for (const [each, answer] of answers) {
        const known = sketch.get(each) ?? new Map<string, SketchedField>();
        const whole = copyFields(fields);
        mergeFields(whole, answer);
        mergeFields(whole, known);
        sketch.set(each, whole);
      }
      return;
    }
    const [first, ...others] = answers.values();
    const common = new Map([...(first ?? [])].filter(([key]) => others.every((other) => other.has(key))));
    mergeFields(fields, common);
  }

  /** Whether an entity that is said to be a `type` may turn out to be an `each`. */
  #mayBe(type: string, each: string): boolean {
    return type === each || this.#context.isTypeOf(each, type) || this.#context.isTypeOf(type, each);
  }

  #placesAt(path: Path): Place[] {
    const { isTypeOf } = this.#context;
    let sketches: Sketch[] = [this.response];
    let conditions: readonly string[][] = [];
    const entries = () =>
      sketches.flatMap((sketch) =>
        [...sketch]
          .filter(
            ([type, fields]) =>
              !fields.has(typenameKey) ||
              conditions.every((each) => each.some((condition) => isTypeOf(type, condition))),
          )
          .map(([type, fields]) => ({ sketch, type, fields })),
      );
    for (const segment of path) {
      if (segment === '@') continue;
      if ('TypeCondition' in segment) {
        conditions = [...conditions, segment.TypeCondition];
        continue;
      }
      const fields = entries();
      sketches = fields.flatMap((place) => place.fields.get(segment.Field)?.sketch ?? []);
      conditions = [];
    }
    return entries();
  }
}

interface EntityJoin {
  readonly alias: string;
  readonly paths: readonly Path[];
  readonly requires: readonly RequiresSelection[];
  readonly inputRewrites?: readonly FetchRewrite[];
  readonly outputRewrites?: readonly FetchRewrite[];
}

interface Answered {
  readonly place: Place;
  readonly entity: Told;
  readonly rewrites: readonly FetchRewrite[] | undefined;
}

/** Keys of an answer get the names by which the client knows them. */
function renamed(rewrites: readonly FetchRewrite[] | undefined, fields: SketchedFields): SketchedFields {
  const result = copyFields(fields);
  for (const rewrite of rewrites ?? []) {
    if ('KeyRenamer' in rewrite) renameAt(rewrite.KeyRenamer.path, rewrite.KeyRenamer.renameKeyTo, [['', result]]);
  }
  return result;
}

type FetchPath = readonly ({ readonly TypenameEquals: readonly string[] } | { readonly Key: string })[];

function renameAt(
  [segment, ...rest]: FetchPath,
  name: string,
  entries: readonly (readonly [string, SketchedFields])[],
): void {
  if (!segment) return;
  for (const [type, fields] of entries) {
    if ('TypenameEquals' in segment) {
      if (type === '' || segment.TypenameEquals.includes(type)) renameAt(rest, name, [[type, fields]]);
      continue;
    }
    const field = fields.get(segment.Key);
    if (!field) continue;
    if (rest.length > 0) renameAt(rest, name, [...(field.sketch ?? [])]);
    else {
      fields.delete(segment.Key);
      fields.set(name, field);
    }
  }
}
