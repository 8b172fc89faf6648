import {
  getNullableType,
  isNonNullType,
  Kind,
  valueFromASTUntyped,
  type ConstValueNode,
  type GraphQLInputType,
  type ValueNode,
  type VariableDefinitionNode,
} from 'graphql';
import type { Random } from '../../../cli/seed/text/seeded-random.ts';
import { typeNode, variableNode } from './syntax.ts';

const likelihood = { reused: 0.4, stricter: 0.25, looser: 0.15, default: 0.35, given: 0.7, null: 0.12 };

interface Variable {
  readonly name: string;
  readonly type: string;
  readonly defaultValue: ConstValueNode | undefined;
}

/** The variables of one operation: declared with its first use, with the value that the client sends. */
export class VariablePool {
  readonly #random: Random;
  readonly #variables: Variable[] = [];
  readonly #values: Record<string, unknown> = {};

  constructor(random: Random) {
    this.#random = random;
  }

  /** What the client sends; a variable without a value is left out. */
  get values(): Readonly<Record<string, unknown>> {
    return this.#values;
  }

  definitions(): VariableDefinitionNode[] {
    return this.#variables.map(({ name, type, defaultValue }) => ({
      kind: Kind.VARIABLE_DEFINITION,
      variable: variableNode(name),
      type: typeNode(type),
      ...(defaultValue && { defaultValue }),
    }));
  }

  /** A variable that may stand where `type` is asked for; `constant` makes a value of that type. */
  use(type: GraphQLInputType, constant: () => ConstValueNode): ValueNode {
    const fitting = this.#variables.filter((known) => known.type === String(type) || known.type === `${String(type)}!`);
    if (fitting.length > 0 && this.#random.chance(likelihood.reused)) {
      return variableNode(this.#random.pick(fitting).name);
    }
    return variableNode(this.#declare(type, constant).name);
  }

  #declare(type: GraphQLInputType, constant: () => ConstValueNode): Variable {
    const random = this.#random;
    const nonNull = (): ConstValueNode => {
      for (;;) {
        const value = constant();
        if (value.kind !== Kind.NULL) return value;
      }
    };
    const isAskedNonNull = isNonNullType(type);
    // A nullable variable may stand for a value that is not, if its default is none either (section 5.8.5 of the spec).
    const isLooser = isAskedNonNull && random.chance(likelihood.looser);
    const isNonNull = isAskedNonNull ? !isLooser : random.chance(likelihood.stricter);
    const hasDefault = isLooser || random.chance(likelihood.default);
    const defaultValue = hasDefault ? (isNonNull || isLooser ? nonNull() : constant()) : undefined;
    const variable: Variable = {
      name: `v${this.#variables.length}`,
      type: `${String(getNullableType(type))}${isNonNull ? '!' : ''}`,
      defaultValue,
    };
    this.#variables.push(variable);
    if ((isNonNull && !hasDefault) || random.chance(likelihood.given)) {
      const isNull = !isNonNull && !isLooser && random.chance(likelihood.null);
      this.#values[variable.name] = isNull ? null : valueFromASTUntyped(isNonNull || isLooser ? nonNull() : constant());
    }
    return variable;
  }
}
