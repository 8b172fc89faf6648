import { Kind, print, type FieldNode, type SelectionSetNode, type ValueNode } from 'graphql';

/**
 * A response without its values: at each place the types that an object may have there, as its `__typename` says, and for
 * each of them the fields that were fetched.
 */
export type Sketch = Map<string, SketchedFields>;

export type SketchedFields = Map<string, SketchedField>;

export interface SketchedField {
  /** Name and arguments: what the value really is, under whatever key it stands. */
  readonly signature: string;
  /** Undefined for a leaf. */
  readonly sketch: Sketch | undefined;
}

export const typenameKey = '__typename';
export const leaf: SketchedField = { signature: typenameKey, sketch: undefined };

/** One text for all ways to write the same arguments: a planner may write an ID as a number, and an item as its list. */
export function signatureOf({ name, arguments: given = [] }: FieldNode): string {
  const written = given.map((argument) => `${argument.name.value}: ${valueText(argument.value)}`);
  return [name.value, ...written.sort()].join(' ');
}

function valueText(node: ValueNode): string {
  switch (node.kind) {
    case Kind.INT:
    case Kind.FLOAT:
    case Kind.STRING:
      return node.value;
    case Kind.LIST:
      return node.values.length === 1 ? node.values.map(valueText).join() : `[${node.values.map(valueText).join()}]`;
    case Kind.OBJECT:
      return `{${node.fields
        .map(({ name, value }) => `${name.value}: ${valueText(value)}`)
        .sort()
        .join()}}`;
    default:
      return print(node);
  }
}

export function copySketch(sketch: Sketch): Sketch {
  return new Map([...sketch].map(([type, fields]) => [type, copyFields(fields)]));
}

export function copyFields(fields: SketchedFields): SketchedFields {
  return new Map(
    [...fields].map(([key, { signature, sketch }]) => [key, { signature, sketch: sketch && copySketch(sketch) }]),
  );
}

/** Adds what a later fetch brought. */
export function mergeFields(target: SketchedFields, source: SketchedFields): void {
  for (const [key, { signature, sketch }] of source) {
    const known = target.get(key)?.sketch;
    if (known && sketch) mergeSketch(known, sketch);
    target.set(key, { signature, sketch: known ?? sketch });
  }
}

function mergeSketch(target: Sketch, source: Sketch): void {
  for (const [type, fields] of source) {
    const known = target.get(type);
    if (known) mergeFields(known, fields);
    else target.set(type, fields);
  }
}

/** The fields under which a selection answers, each with all of its nodes; `isFor` says whether a fragment applies. */
export function collectFields(
  selection: SelectionSetNode,
  isFor: (condition: string) => boolean,
  fragments: ReadonlyMap<string, { readonly typeCondition?: unknown; readonly selectionSet: SelectionSetNode }>,
): ReadonlyMap<string, FieldNode[]> {
  const fields = new Map<string, FieldNode[]>();
  function collect(set: SelectionSetNode): void {
    for (const node of set.selections) {
      if (node.kind === Kind.FIELD) {
        const key = node.alias?.value ?? node.name.value;
        fields.set(key, [...(fields.get(key) ?? []), node]);
        continue;
      }
      const fragment = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : node;
      const condition = (fragment?.typeCondition as { readonly name: { readonly value: string } } | undefined)?.name
        .value;
      if (fragment && (condition === undefined || isFor(condition))) collect(fragment.selectionSet);
    }
  }
  collect(selection);
  return fields;
}
