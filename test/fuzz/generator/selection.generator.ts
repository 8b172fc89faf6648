import {
  getNamedType,
  GraphQLBoolean,
  GraphQLNonNull,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  Kind,
  print,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
  type DirectiveNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  type SelectionNode,
} from 'graphql';
import type { Random } from '../../../cli/seed/text/seeded-random.ts';
import type { InputGenerator } from './input.generator.ts';
import { ResponseNames, type PlacedField } from './response-names.ts';
import { directive, fieldNode, inlineFragment, namedType, nameNode, selectionSet } from './syntax.ts';

export interface SelectionTools {
  readonly schema: GraphQLSchema;
  readonly random: Random;
  readonly input: InputGenerator;
  /** How many fields the operation has, about. */
  readonly size: number;
  /** How deep selections are nested at most. */
  readonly depth: number;
}

const likelihood = {
  alias: 0.2,
  condition: 0.1,
  conditionTwice: 0.15,
  fragment: 0.2,
  fragmentOfAbstract: 0.5,
  named: 0.45,
  reused: 0.5,
  untyped: 0.15,
  typename: 0.08,
  repeated: 0.08,
  introspection: 0.03,
};
const deepestIntrospection = 3;
/** Names that gateways, their plans or JavaScript use for something else, and then names of nothing. */
const awkwardKeys = ['id', 'code', '_as_a', 'constructor', 'toString', '_entities', 'representations', 'a', 'b', 'c'];
const notNullBoolean = new GraphQLNonNull(GraphQLBoolean);

interface Fragment {
  readonly definition: FragmentDefinitionNode;
  readonly type: GraphQLCompositeType;
  /** What it selects, from where it is spread. */
  readonly fields: readonly PlacedField[];
}

/** Where selections stand. */
interface Place {
  readonly type: GraphQLCompositeType;
  readonly path: readonly string[];
  /** Fields that may still be nested. */
  readonly depth: number;
}

type AnyField = GraphQLField<unknown, unknown>;

/** Writes the selections of one operation. Whatever it writes is valid and can be merged. */
export class SelectionGenerator {
  readonly #tools: SelectionTools;
  readonly #names = new ResponseNames();
  readonly #fragments: Fragment[] = [];
  /** Of the fragments that are being written: what they have selected so far, and from where. */
  readonly #open: { readonly path: readonly string[]; readonly fields: PlacedField[] }[] = [];
  #left: number;

  constructor(tools: SelectionTools) {
    this.#tools = tools;
    this.#left = tools.size;
  }

  get fragments(): FragmentDefinitionNode[] {
    return this.#fragments.map(({ definition }) => definition);
  }

  root(type: GraphQLCompositeType): SelectionNode[] {
    return this.#selections({ type, path: [], depth: this.#tools.depth });
  }

  #selections(place: Place): SelectionNode[] {
    const { random } = this.#tools;
    const wanted = random.int(1, Math.max(1, Math.min(5, this.#left)));
    const selections = Array.from({ length: wanted }, () => this.#selection(place)).flat();
    return selections.length > 0 ? selections : this.#typename(place);
  }

  #selection(place: Place): SelectionNode[] {
    const { random } = this.#tools;
    const { type } = place;
    const isAbstract = isAbstractType(type);
    if (random.chance(isAbstract ? likelihood.fragmentOfAbstract : likelihood.fragment)) {
      return random.chance(likelihood.named) ? this.#namedFragment(place) : this.#inlineFragment(place);
    }
    if (isUnionType(type) || random.chance(likelihood.typename)) return this.#typename(place);
    if (random.chance(likelihood.repeated)) return this.#repeated(place);
    const field = this.#pickField(place);
    return field ? this.#field(place, field) : this.#typename(place);
  }

  #pickField({ type, path, depth }: Place): AnyField | undefined {
    const { random, schema } = this.#tools;
    if (isUnionType(type)) return undefined;
    if (path.length === 0 && type === schema.getQueryType() && random.chance(likelihood.introspection)) {
      return random.pick([SchemaMetaFieldDef, TypeMetaFieldDef]);
    }
    const isSpent = this.#left <= 0 || depth <= 1;
    const fields = Object.values(type.getFields()).filter((field) => !isSpent || !isComposite(field));
    if (fields.length === 0) return undefined;
    // Leaves are many, and say little: objects lead to joins.
    const nested = fields.filter(isComposite);
    return random.pick(nested.length > 0 && random.chance(0.6) ? nested : fields);
  }

  #typename(place: Place): SelectionNode[] {
    return this.#field(place, TypeNameMetaFieldDef);
  }

  #field(place: Place, field: AnyField): SelectionNode[] {
    const { random, input } = this.#tools;
    const args = input.arguments(field.args);
    const named = {
      name: field.name,
      args: args.map((arg) => print(arg)).join(),
      type: String(field.type),
      parent: place.type.name,
      isParentObject: isObjectType(place.type),
    };
    const isFree = (key: string) => this.#names.canTake({ path: [...place.path, key], field: named });
    const key = this.#wantedKeys(place, field).find(isFree) ?? this.#freshKey(place);
    const path = [...place.path, key];
    this.#take({ path, field: named });
    const selections = this.#inner(field, { path, depth: place.depth - 1 });
    return [fieldNode({ name: field.name, key, args, directives: this.#conditions(random), selections })];
  }

  #inner(field: AnyField, { path, depth }: Pick<Place, 'path' | 'depth'>): SelectionNode[] | undefined {
    const type = getNamedType(field.type);
    if (!isCompositeType(type)) return undefined;
    return this.#selections({
      type,
      path,
      depth: type.name.startsWith('__') ? Math.min(depth, deepestIntrospection) : depth,
    });
  }

  /** Response keys for `field`, the most wanted first. */
  #wantedKeys({ type }: Place, field: AnyField): string[] {
    const { random } = this.#tools;
    if (!random.chance(likelihood.alias)) return [field.name];
    const others = isUnionType(type) ? [] : Object.keys(type.getFields());
    return [random.pick([...others, ...awkwardKeys]), random.pick(awkwardKeys)];
  }

  #freshKey({ path }: Place): string {
    let number = 0;
    while (this.#names.at([...path, `key${number}`]).length > 0) number += 1;
    return `key${number}`;
  }

  /** A field that stands here already, once more; its selections are added to those that it has. */
  #repeated(place: Place): SelectionNode[] {
    const { random, schema } = this.#tools;
    const { type, path } = place;
    if (isUnionType(type)) return [];
    const again = this.#names.keysBelow(path).flatMap((key) =>
      this.#names.at([...path, key]).flatMap((named) => {
        const field = type.getFields()[named.name];
        const isSame = field && named.args === '' && String(field.type) === named.type;
        return isSame && (path.length > 0 || type !== schema.getQueryType()) ? [{ key, named, field }] : [];
      }),
    );
    if (again.length === 0) return [];
    const { key, named, field } = random.pick(again);
    const taken = { ...named, parent: type.name, isParentObject: isObjectType(type) };
    const placed = { path: [...path, key], field: taken };
    if (!this.#names.canTake(placed) || (isComposite(field) && place.depth <= 1)) return [];
    this.#take(placed);
    const selections = this.#inner(field, { path: placed.path, depth: place.depth - 1 });
    return [fieldNode({ name: field.name, key, directives: this.#conditions(random), selections })];
  }

  #inlineFragment(place: Place): SelectionNode[] {
    const { random } = this.#tools;
    if (place.depth <= 1 || this.#left <= 0) return [];
    const isUntyped = random.chance(likelihood.untyped);
    const type = isUntyped ? place.type : random.pick(this.#overlapping(place.type));
    const selections = this.#selections({ ...place, type, depth: place.depth - 1 });
    return [
      inlineFragment({ type: isUntyped ? undefined : type.name, directives: this.#conditions(random), selections }),
    ];
  }

  #namedFragment(place: Place): SelectionNode[] {
    const { random } = this.#tools;
    const types = this.#overlapping(place.type);
    const fitting = this.#fragments.filter(
      (fragment) => types.includes(fragment.type) && this.#canSpread(fragment, place),
    );
    if (fitting.length > 0 && random.chance(likelihood.reused)) return this.#spread(random.pick(fitting), place);
    if (place.depth <= 1 || this.#left <= 0) return [];
    const type = random.pick(types);
    const opened = { path: place.path, fields: [] as PlacedField[] };
    this.#open.push(opened);
    const selections = this.#selections({ ...place, type, depth: place.depth - 1 });
    this.#open.pop();
    const name = `F${this.#fragments.length}`;
    const definition: FragmentDefinitionNode = {
      kind: Kind.FRAGMENT_DEFINITION,
      name: nameNode(name),
      typeCondition: namedType(type.name),
      selectionSet: selectionSet(selections),
    };
    this.#fragments.push({ definition, type, fields: opened.fields });
    return [this.#spreadNode(name)];
  }

  #canSpread({ fields }: Fragment, { path }: Place): boolean {
    return fields.every((placed) => this.#names.canTake({ path: [...path, ...placed.path], field: placed.field }));
  }

  #spread({ definition, fields }: Fragment, { path }: Place): SelectionNode[] {
    for (const placed of fields) this.#take({ path: [...path, ...placed.path], field: placed.field });
    return [this.#spreadNode(definition.name.value)];
  }

  #spreadNode(name: string): SelectionNode {
    return { kind: Kind.FRAGMENT_SPREAD, name: nameNode(name), directives: this.#conditions(this.#tools.random) };
  }

  #take(placed: PlacedField): void {
    this.#left -= 1;
    this.#names.take(placed);
    for (const { path, fields } of this.#open) {
      fields.push({ path: placed.path.slice(path.length), field: placed.field });
    }
  }

  /** Types of which some object may also be a `type`: what fragments there may be on. */
  #overlapping(type: GraphQLCompositeType): GraphQLCompositeType[] {
    const { schema } = this.#tools;
    const own = new Set(possible(schema, type));
    const named = Object.values(schema.getTypeMap()).filter(isCompositeType);
    return named
      .filter((other) => !other.name.startsWith('__') || other === type)
      .filter((other) => possible(schema, other).some((member) => own.has(member)));
  }

  #conditions(random: Random): DirectiveNode[] {
    if (!random.chance(likelihood.condition)) return [];
    const names = random.chance(likelihood.conditionTwice) ? ['skip', 'include'] : [random.pick(['skip', 'include'])];
    return names.map((name) => directive(name, this.#tools.input.value(notNullBoolean)));
  }
}

function isComposite({ type }: AnyField): boolean {
  return isCompositeType(getNamedType(type));
}

function possible(schema: GraphQLSchema, type: GraphQLCompositeType): readonly GraphQLCompositeType[] {
  return isInterfaceType(type) || isUnionType(type) ? schema.getPossibleTypes(type) : [type];
}
