import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
  isUnionType,
  parse,
  validate,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';

/** Numbers from 0 to below 1 that a seed determines. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface RandomOperation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** A valid query: aliases, fragments, types' names, and conditions by variables, some levels deep. */
export function randomOperation(schema: GraphQLSchema, random: () => number): RandomOperation {
  for (;;) {
    const operation = new Writer(schema, random).operation();
    if (validate(schema, parse(operation.query)).length === 0) return operation;
  }
}

class Writer {
  readonly #schema: GraphQLSchema;
  readonly #random: () => number;
  readonly #fragments: string[] = [];
  #left = 40;

  constructor(schema: GraphQLSchema, random: () => number) {
    this.#schema = schema;
    this.#random = random;
  }

  operation(): RandomOperation {
    const depth = 2 + this.#below(4);
    const set = this.#set(this.#schema.getQueryType()!, depth);
    const query = `query ($yes: Boolean! = true, $no: Boolean!) ${set} ${this.#fragments.join(' ')}`;
    const isUsed = (name: string) => query.split(name).length > 2;
    const head = [isUsed('$yes') && '$yes: Boolean! = true', isUsed('$no') && '$no: Boolean!'].filter(Boolean).join();
    return {
      query: `query ${head && `(${head})`} ${set} ${this.#fragments.join(' ')}`,
      variables: { no: false },
    };
  }

  #set(type: GraphQLCompositeType, depth: number): string {
    const parts: string[] = [];
    const count = 1 + this.#below(4);
    for (let index = 0; index < count; index += 1) parts.push(this.#selection(type, depth));
    const written = parts.filter(Boolean);
    return `{ ${written.length > 0 ? written.join(' ') : '__typename'} }`;
  }

  #selection(type: GraphQLCompositeType, depth: number): string {
    this.#left -= 1;
    if (this.#left < -20) return '__typename';
    if (this.#chance(0.1)) return this.#chance(0.3) ? 'kind: __typename' : '__typename';
    if (depth > 0 && this.#chance(isAbstractType(type) ? 0.5 : 0.08)) return this.#fragment(type, depth);
    if (isUnionType(type)) return this.#fragment(type, depth);
    const fields = Object.values(type.getFields()).filter(
      (field) => (depth > 0 && this.#left > 0) || !isCompositeType(getNamedType(field.type)),
    );
    const field = this.#pick(fields);
    return field ? this.#field(field, depth) : '__typename';
  }

  #field(field: GraphQLField<unknown, unknown>, depth: number): string {
    const { name, args } = field;
    const alias = this.#chance(0.15) ? `${this.#pick(['a', 'b', 'id', 'name'])}: ` : '';
    const given = args
      .filter((each) => isRequiredArgument(each) || this.#chance(0.5))
      .map((each) => this.#argument(each));
    const type = getNamedType(field.type);
    const set = isCompositeType(type) ? ` ${this.#set(type, depth - 1)}` : '';
    return `${alias}${name}${given.length > 0 ? `(${given.join()})` : ''}${this.#condition()}${set}`;
  }

  #fragment(type: GraphQLCompositeType, depth: number): string {
    const others = Object.values(this.#schema.getTypeMap())
      .filter(isCompositeType)
      .filter((other) => this.#overlaps(type, other));
    const chosen = this.#chance(0.15) ? type : (this.#pick(others) ?? type);
    const set = this.#set(chosen, depth);
    if (this.#chance(0.25)) {
      const name = `F${this.#fragments.length}`;
      this.#fragments.push(`fragment ${name} on ${chosen.name} ${set}`);
      return `...${name}${this.#condition()}`;
    }
    return `... on ${chosen.name}${this.#condition()} ${set}`;
  }

  #overlaps(left: GraphQLCompositeType, right: GraphQLCompositeType): boolean {
    const typesOf = (type: GraphQLCompositeType) =>
      isAbstractType(type) ? this.#schema.getPossibleTypes(type) : [type];
    return !right.name.startsWith('__') && typesOf(left).some((type) => typesOf(right).includes(type));
  }

  #condition(): string {
    if (!this.#chance(0.08)) return '';
    return this.#pick([' @include(if: $yes)', ' @skip(if: $no)', ' @include(if: $no)', ' @skip(if: $yes)']) ?? '';
  }

  #argument({ name, type }: GraphQLArgument): string {
    return `${name}: ${this.#literal(type)}`;
  }

  #literal(type: GraphQLInputType): string {
    if (isNonNullType(type)) return this.#literal(type.ofType);
    if (isListType(type)) return `[${this.#literal(type.ofType)}]`;
    if (isEnumType(type)) return this.#pick(type.getValues())!.name;
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter((each) => isRequiredInputField(each));
      return `{${fields.map((each) => `${each.name}: ${this.#literal(each.type)}`).join()}}`;
    }
    if (type.name === 'Boolean') return String(this.#chance(0.5));
    const number = String(this.#below(3));
    return type.name === 'Int' || type.name === 'Float' ? number : `"${number}"`;
  }

  #pick<Item>(items: readonly Item[]): Item | undefined {
    return items[this.#below(items.length)];
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }

  #chance(probability: number): boolean {
    return this.#random() < probability;
  }
}
