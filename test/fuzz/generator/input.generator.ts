import {
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
  Kind,
  type ArgumentNode,
  type ConstValueNode,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
  type ObjectFieldNode,
  type ValueNode,
} from 'graphql';
import type { Random } from '../../../cli/seed/text/seeded-random.ts';
import { argument, literal, nameNode } from './syntax.ts';
import type { VariablePool } from './variable.pool.ts';

const likelihood = { optional: 0.5, null: 0.12, variable: 0.35, loneItem: 0.1 };
const deepestInput = 3;

/** Arguments and other input values: literals, variables, and literals with variables in them. */
export class InputGenerator {
  readonly #random: Random;
  readonly #variables: VariablePool;

  constructor(random: Random, variables: VariablePool) {
    this.#random = random;
    this.#variables = variables;
  }

  arguments(args: readonly GraphQLArgument[]): ArgumentNode[] {
    const given = args.filter((arg) => isRequiredArgument(arg) || this.#random.chance(likelihood.optional));
    return this.#random.shuffle(given).map(({ name, type }) => argument(name, this.value(type)));
  }

  /** `depth` counts the input objects around it. */
  value(type: GraphQLInputType, depth = 0): ValueNode {
    if (this.#random.chance(likelihood.variable)) return this.#variables.use(type, () => this.constant(type));
    return this.#literal(type, (inner, innerDepth) => this.value(inner, innerDepth), depth);
  }

  /** Without variables. */
  constant(type: GraphQLInputType, depth = 0): ConstValueNode {
    const inner = (innerType: GraphQLInputType, innerDepth: number) => this.constant(innerType, innerDepth);
    return this.#literal(type, inner, depth) as ConstValueNode;
  }

  #literal(
    type: GraphQLInputType,
    inner: (type: GraphQLInputType, depth: number) => ValueNode,
    depth: number,
  ): ValueNode {
    if (!isNonNullType(type) && this.#random.chance(likelihood.null)) return { kind: Kind.NULL };
    const nullable = getNullableType(type);
    if (isListType(nullable)) {
      // Input coercion makes a list of one of it.
      if (this.#random.chance(likelihood.loneItem)) return this.#certain(nullable.ofType, inner, depth);
      const values = Array.from({ length: this.#random.int(0, 2) }, () => inner(nullable.ofType, depth));
      return { kind: Kind.LIST, values };
    }
    if (isEnumType(nullable)) return literal(this.#random.pick(nullable.getValues()).name, true);
    if (isInputObjectType(nullable)) {
      const fields = Object.values(nullable.getFields()).filter((field) => this.#isGiven(field, depth));
      return {
        kind: Kind.OBJECT,
        fields: this.#random.shuffle(fields).map((field) => objectField(field, inner(field.type, depth + 1))),
      };
    }
    return literal(scalarValue(nullable.name, this.#random));
  }

  /** Never null and never a list: a list of lists of one would not be what it looks like. */
  #certain(
    type: GraphQLInputType,
    inner: (type: GraphQLInputType, depth: number) => ValueNode,
    depth: number,
  ): ValueNode {
    const nullable = getNullableType(type);
    if (isListType(nullable)) return this.#certain(nullable.ofType, inner, depth);
    for (;;) {
      const value = this.#literal(type, inner, depth);
      if (value.kind !== Kind.NULL) return value;
    }
  }

  #isGiven(field: GraphQLInputField, depth: number): boolean {
    return isRequiredInputField(field) || (depth < deepestInput && this.#random.chance(likelihood.optional));
  }
}

function objectField({ name }: GraphQLInputField, value: ValueNode): ObjectFieldNode {
  return { kind: Kind.OBJECT_FIELD, name: nameNode(name), value };
}

const scalars: Readonly<Record<string, readonly unknown[]>> = {
  Int: [0, 1, 2, 5, -1, 2_147_483_647, -2_147_483_648],
  Float: [0, 1, -2.5, 1e21, 0.001],
  Boolean: [true, false],
  ID: ['1', '2', '101', '230102-SG-2021-000042', '', 7],
  String: ['', 'text', '代表建议', 'a "quoted" text', 'two\nlines', '$v', '{ }', '\\u0041', '#'],
};
const others = ['230102', '2021-03-05', '2021-03-05T08:00:00Z'];
const json = [{}, { a: 1, __typename: 'Nothing' }, { list: [1, [null], { b: '"' }] }];

/** A custom scalar takes what looks like its like; to a gateway it is opaque. */
function scalarValue(name: string, random: Random): unknown {
  return random.pick(scalars[name] ?? (name.toLowerCase().includes('json') ? json : others));
}
