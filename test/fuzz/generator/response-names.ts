/** A field as it stands under one response key. */
export interface NamedField {
  readonly name: string;
  /** Printed. */
  readonly args: string;
  /** Printed type of its values. */
  readonly type: string;
  readonly parent: string;
  readonly isParentObject: boolean;
}

/** A field and where it stands: the response keys from some starting point down to it. */
export interface PlacedField {
  readonly path: readonly string[];
  readonly field: NamedField;
}

/**
 * Which fields stand where in the response, so that those under one key can be merged (section 5.3.2 of the GraphQL spec):
 * one field with equal arguments; or different ones of different object types, of one type.
 */
export class ResponseNames {
  readonly #fields = new Map<string, NamedField[]>();

  canTake({ path, field }: PlacedField): boolean {
    return this.at(path).every((other) => canMerge(other, field));
  }

  take({ path, field }: PlacedField): void {
    this.#fields.set(path.join('/'), [...this.at(path), field]);
  }

  at(path: readonly string[]): readonly NamedField[] {
    return this.#fields.get(path.join('/')) ?? [];
  }

  /** The keys that are taken right below `path`. */
  keysBelow(path: readonly string[]): string[] {
    const start = [...path, ''].join('/');
    return [...this.#fields.keys()]
      .filter((key) => key.startsWith(start) && !key.includes('/', start.length))
      .map((key) => key.slice(start.length));
  }
}

function canMerge(left: NamedField, right: NamedField): boolean {
  if (left.type !== right.type) return false;
  if (left.name === right.name && left.args === right.args) return true;
  return left.isParentObject && right.isParentObject && left.parent !== right.parent;
}
