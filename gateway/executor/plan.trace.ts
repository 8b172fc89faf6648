import type { BatchFetchNode, FetchNode, FlattenNodePathSegment, PlanNode } from '@graphql-hive/router-query-planner';
import { Kind, parse, type DocumentNode, type SelectionSetNode } from 'graphql';

/** Where objects stand in the response. */
export type Path = readonly FlattenNodePathSegment[];

/** One root fetch, or one `_entities` field of another fetch. */
export interface Trace {
  readonly node: FetchNode | BatchFetchNode;
  readonly alias: string | undefined;
  /** Where its entities stand; the root for a root fetch. */
  readonly paths: readonly Path[];
  /** Every place that it writes, as fields from the root such as "/a/b". */
  readonly fields: ReadonlySet<string>;
  /** Those of them where it writes an object or a list of objects. */
  readonly objects: ReadonlySet<string>;
}

/** What each fetch of a plan writes. */
export function* tracesOf(node: PlanNode, scope: Path = []): Generator<Trace> {
  switch (node.kind) {
    case 'Fetch':
      yield traceOf(node, node.requires ? '_entities' : undefined, [scope]);
      return;
    case 'BatchFetch':
      for (const { alias, paths } of node.entityBatch.aliases) yield traceOf(node, alias, paths);
      return;
    case 'Flatten':
      yield* tracesOf(node.node, [...scope, ...node.path]);
      return;
    case 'Subscription':
      yield traceOf(node.primary, undefined, [[]]);
      return;
    case 'Sequence':
    case 'Parallel':
      for (const each of node.nodes) yield* tracesOf(each, scope);
      return;
    case 'Condition':
    case 'Defer':
      return;
  }
}

function traceOf(node: FetchNode | BatchFetchNode, alias: string | undefined, paths: readonly Path[]): Trace {
  const below = selectedFields(node.operation, alias);
  const place = (fields: readonly string[]) => paths.flatMap((path) => fields.map((field) => fieldsOf(path) + field));
  return { node, alias, paths, fields: new Set(place(below.fields)), objects: new Set(place(below.objects)) };
}

interface SelectedFields {
  readonly fields: readonly string[];
  /** Those that have a selection. */
  readonly objects: readonly string[];
}

/** The fields of an operation, as paths such as "/a/b", from the root or from its field `alias`. */
function selectedFields(operation: string, alias: string | undefined): SelectedFields {
  const document = parse(operation, { noLocation: true });
  const fields: string[] = [];
  const objects: string[] = [];

  function walk(set: SelectionSetNode, prefix: string): void {
    for (const selection of set.selections) {
      if (selection.kind !== Kind.FIELD) {
        const inner = selection.kind === Kind.FRAGMENT_SPREAD ? fragmentOf(document, selection.name.value) : selection;
        walk(inner.selectionSet, prefix);
        continue;
      }
      const path = `${prefix}/${selection.alias?.value ?? selection.name.value}`;
      fields.push(path);
      if (!selection.selectionSet) continue;
      objects.push(path);
      walk(selection.selectionSet, path);
    }
  }

  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) walk(definition.selectionSet, '');
  }
  if (alias === undefined) return { fields, objects };
  const prefix = `/${alias}/`;
  const below = (paths: readonly string[]) =>
    paths.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length - 1));
  return { fields: below(fields), objects: below(objects) };
}

function fragmentOf({ definitions }: DocumentNode, name: string): { readonly selectionSet: SelectionSetNode } {
  const fragment = definitions.find(
    (definition) => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name,
  );
  if (fragment?.kind !== Kind.FRAGMENT_DEFINITION)
    throw new Error(`A fetch uses the fragment "${name}" that it lacks.`);
  return fragment;
}

/** A path as fields from the root, such as "/a/b". */
export function fieldsOf(path: Path): string {
  return path.map((segment) => (segment !== '@' && 'Field' in segment ? `/${segment.Field}` : '')).join('');
}
