import { Kind, parse, type ConstDirectiveNode } from 'graphql';

export interface TypeDirectives {
  readonly ofTypes: ReadonlyMap<string, readonly ConstDirectiveNode[]>;
  /** By `Type.field`. */
  readonly ofFields: ReadonlyMap<string, readonly ConstDirectiveNode[]>;
}

/** The directives of object and interface types, definitions and extensions taken together. */
export function typeDirectives(sdl: string): TypeDirectives {
  const ofTypes = new Map<string, ConstDirectiveNode[]>();
  const ofFields = new Map<string, readonly ConstDirectiveNode[]>();
  for (const node of parse(sdl, { noLocation: true }).definitions) {
    if (
      node.kind !== Kind.OBJECT_TYPE_DEFINITION &&
      node.kind !== Kind.OBJECT_TYPE_EXTENSION &&
      node.kind !== Kind.INTERFACE_TYPE_DEFINITION &&
      node.kind !== Kind.INTERFACE_TYPE_EXTENSION
    ) {
      continue;
    }
    ofTypes.set(node.name.value, [...(ofTypes.get(node.name.value) ?? []), ...(node.directives ?? [])]);
    for (const field of node.fields ?? [])
      ofFields.set(`${node.name.value}.${field.name.value}`, field.directives ?? []);
  }
  return { ofTypes, ofFields };
}
