import { Kind, parse, type ConstDirectiveNode, type SelectionSetNode } from 'graphql';

/** What federation's directives say of the object and interface types of one subgraph, extensions included. */
export interface TypeDirectives {
  readonly ofTypes: ReadonlyMap<string, readonly ConstDirectiveNode[]>;
  /** By `Type.field`. */
  readonly ofFields: ReadonlyMap<string, readonly ConstDirectiveNode[]>;
}

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
    const type = node.name.value;
    const own = node.directives ?? [];
    ofTypes.set(type, [...(ofTypes.get(type) ?? []), ...own]);
    // Said of a type, @external means each of its fields.
    const inherited = directivesNamed(own, 'external');
    for (const { name, directives = [] } of node.fields ?? []) {
      ofFields.set(`${type}.${name.value}`, [...directives, ...inherited]);
    }
  }
  return { ofTypes, ofFields };
}

/** Those that are named `name`, be it imported or not. */
export function directivesNamed(directives: readonly ConstDirectiveNode[] = [], name: string): ConstDirectiveNode[] {
  return directives.filter((each) => each.name.value === name || each.name.value === `federation__${name}`);
}

export function textArgument(directive: ConstDirectiveNode, name: string): string | undefined {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
}

/** The field set of a @key, @requires or @provides. */
export function fieldSet(directive: ConstDirectiveNode): SelectionSetNode {
  const [definition] = parse(`{ ${textArgument(directive, 'fields')} }`, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`@${directive.name.value} has no field set.`);
  return definition.selectionSet;
}
