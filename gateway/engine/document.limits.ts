import { GraphQLError, Kind, type DocumentNode, type SelectionSetNode } from 'graphql';

/** What one document may ask for at most. */
export interface DocumentLimits {
  /** Words, numbers, texts and marks of its text, but for comments and commas. */
  readonly maxTokens: number;
  /** Levels of fields below each other. */
  readonly maxDepth: number;
  /** Fields, those of a fragment counted wherever it is spread. */
  readonly maxFields: number;
}

interface Size {
  readonly depth: number;
  readonly fields: number;
}

/** The fault of a valid document that is too deep or too large; planners would follow it to the end. */
export function documentFault(
  document: DocumentNode,
  { maxDepth, maxFields }: DocumentLimits,
): GraphQLError | undefined {
  const { depth, fields } = measureDocument(document);
  if (depth > maxDepth) {
    return tooLarge(
      `The operation nests ${depth} levels of fields; the gateway takes ${maxDepth}. Ask in several steps.`,
    );
  }
  if (fields > maxFields) {
    return tooLarge(
      `The operation has more than ${maxFields} fields, counting a fragment wherever it is spread. Ask for less at once.`,
    );
  }
  return undefined;
}

export function tooLarge(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'OPERATION_TOO_LARGE' } });
}

/** Each fragment is measured once, so that fragments in fragments, which multiply, take no longer than their text. */
function measureDocument({ definitions }: DocumentNode): Size {
  const fragments = new Map(
    definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition.selectionSet] as const] : [],
    ),
  );
  const sizes = new Map<string, Size>();

  function measureFragment(name: string): Size {
    const known = sizes.get(name);
    if (known) return known;
    const set = fragments.get(name);
    const size = set ? measure(set) : { depth: 0, fields: 0 };
    sizes.set(name, size);
    return size;
  }

  function measure({ selections }: SelectionSetNode): Size {
    let depth = 0;
    let fields = 0;
    for (const selection of selections) {
      const inner = sizeOf(selection);
      depth = Math.max(depth, inner.depth);
      fields += inner.fields;
    }
    return { depth, fields };
  }

  function sizeOf(selection: SelectionSetNode['selections'][number]): Size {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return measureFragment(selection.name.value);
    if (selection.kind === Kind.INLINE_FRAGMENT) return measure(selection.selectionSet);
    const below = selection.selectionSet ? measure(selection.selectionSet) : { depth: 0, fields: 0 };
    return { depth: below.depth + 1, fields: below.fields + 1 };
  }

  const operations = definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const sizesOfAll = operations.map(({ selectionSet }) => measure(selectionSet));
  return {
    depth: Math.max(0, ...sizesOfAll.map(({ depth }) => depth)),
    fields: Math.max(0, ...sizesOfAll.map(({ fields }) => fields)),
  };
}
