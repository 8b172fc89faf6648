import {
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  type FieldNode,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type ValueNode,
} from 'graphql';

/** An argument of a root field whose value says which division it is about. */
export interface KeyArgument {
  readonly name: string;
  /** As the operation gives it. */
  readonly value: ValueNode;
  /** The argument's type as it is written. */
  readonly type: string;
  readonly isList: boolean;
  /** Where in an input object the key stands; undefined: the argument is the key. */
  readonly member: string | undefined;
}

/** Texts of such names are taken for keys. */
export const keyName = /^(?:code|id|codes|ids)$|(?:code|Code|codes|Codes)$/;

/** The arguments that may say whom to ask, those first that say it best: division codes before ids, single ones before lists. */
export function keyArgumentsOf(
  definition: GraphQLField<unknown, unknown> | undefined,
  node: FieldNode,
): readonly KeyArgument[] {
  const given = (definition?.args ?? []).flatMap((argument) => {
    const value = node.arguments?.find(({ name }) => name.value === argument.name)?.value;
    return value ? keysIn(argument, value) : [];
  });
  return given.sort((left, right) => left.rank - right.rank).map(({ key }) => key);
}

interface RankedKey {
  readonly key: KeyArgument;
  readonly rank: number;
}

function keysIn(argument: GraphQLArgument, value: ValueNode): readonly RankedKey[] {
  const named = getNamedType(argument.type);
  const key = { name: argument.name, value, type: String(argument.type), isList: isList(argument), member: undefined };
  const rank = rankOf(argument);
  if (rank !== undefined) return [{ key, rank }];
  if (!isInputObjectType(named) || key.isList) return [];
  return Object.values(named.getFields()).flatMap((field) => {
    const inner = rankOf(field);
    return inner === undefined ? [] : [{ key: { ...key, isList: isList(field), member: field.name }, rank: inner + 4 }];
  });
}

/** The lower, the better; undefined for what is no key. */
function rankOf(input: GraphQLArgument | GraphQLInputField): number | undefined {
  const named = getNamedType(input.type).name;
  const many = isList(input) ? 2 : 0;
  if (named === 'DivisionCode') return many;
  if (named === 'ID' || (named === 'String' && keyName.test(input.name))) return many + 1;
  return undefined;
}

function isList({ type }: GraphQLArgument | GraphQLInputField): boolean {
  return isListType(getNullableType(type));
}

/** A key, or undefined for what cannot be one: keys begin with the six digits of a district. */
export function readKey(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && /^\d{6}/.test(text) ? text : undefined;
}

/** The key of an entity: its `code` or `id`, else the first value in it that can be one. */
export function keyOfRepresentation(representation: Readonly<Record<string, unknown>>): string | undefined {
  const own = readKey(representation['code']) ?? readKey(representation['id']);
  if (own !== undefined) return own;
  for (const [name, value] of Object.entries(representation)) {
    if (name === '__typename') continue;
    const isNested = typeof value === 'object' && value !== null && !Array.isArray(value);
    const key = isNested ? keyOfRepresentation(value as Record<string, unknown>) : readKey(value);
    if (key !== undefined) return key;
  }
  return undefined;
}
