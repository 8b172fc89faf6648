import {
  Kind,
  parseType,
  type ArgumentNode,
  type ConstValueNode,
  type DirectiveNode,
  type FieldNode,
  type InlineFragmentNode,
  type NamedTypeNode,
  type NameNode,
  type SelectionNode,
  type SelectionSetNode,
  type TypeNode,
  type ValueNode,
  type VariableNode,
} from 'graphql';

/** Nodes of GraphQL documents, without places in a text. */

export function nameNode(value: string): NameNode {
  return { kind: Kind.NAME, value };
}

export function namedType(name: string): NamedTypeNode {
  return { kind: Kind.NAMED_TYPE, name: nameNode(name) };
}

export function typeNode(text: string): TypeNode {
  return parseType(text, { noLocation: true });
}

export function selectionSet(selections: readonly SelectionNode[]): SelectionSetNode {
  return { kind: Kind.SELECTION_SET, selections };
}

export function variableNode(name: string): VariableNode {
  return { kind: Kind.VARIABLE, name: nameNode(name) };
}

export function argument(name: string, value: ValueNode): ArgumentNode {
  return { kind: Kind.ARGUMENT, name: nameNode(name), value };
}

export function directive(name: string, value: ValueNode): DirectiveNode {
  return { kind: Kind.DIRECTIVE, name: nameNode(name), arguments: [argument('if', value)] };
}

export interface FieldParts {
  readonly name: string;
  /** Response key. */
  readonly key: string;
  readonly args?: readonly ArgumentNode[];
  readonly directives?: readonly DirectiveNode[];
  readonly selections?: readonly SelectionNode[] | undefined;
}

export function fieldNode({ name, key, args = [], directives = [], selections }: FieldParts): FieldNode {
  return {
    kind: Kind.FIELD,
    name: nameNode(name),
    arguments: args,
    directives,
    ...(key !== name && { alias: nameNode(key) }),
    ...(selections && { selectionSet: selectionSet(selections) }),
  };
}

export interface FragmentParts {
  /** Undefined: that of the place where it stands. */
  readonly type: string | undefined;
  readonly directives: readonly DirectiveNode[];
  readonly selections: readonly SelectionNode[];
}

export function inlineFragment({ type, directives, selections }: FragmentParts): InlineFragmentNode {
  const typeCondition = type === undefined ? undefined : namedType(type);
  return {
    kind: Kind.INLINE_FRAGMENT,
    directives,
    selectionSet: selectionSet(selections),
    ...(typeCondition && { typeCondition }),
  };
}

/** A literal of what a JSON value means; texts in `enumNames` are names of enum values. */
export function literal(value: unknown, isEnum = false): ConstValueNode {
  if (value === null) return { kind: Kind.NULL };
  if (typeof value === 'boolean') return { kind: Kind.BOOLEAN, value };
  if (typeof value === 'number') {
    return { kind: Number.isInteger(value) ? Kind.INT : Kind.FLOAT, value: String(value) };
  }
  if (typeof value === 'string') return isEnum ? { kind: Kind.ENUM, value } : { kind: Kind.STRING, value };
  if (Array.isArray(value)) return { kind: Kind.LIST, values: value.map((item) => literal(item)) };
  const fields = Object.entries(value as object).map(([name, item]) => ({
    kind: Kind.OBJECT_FIELD as const,
    name: nameNode(name),
    value: literal(item),
  }));
  return { kind: Kind.OBJECT, fields };
}
