import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';

/** What of a schema an operation touches: `Station`, `Station.name`, `Query.station.id`, `Kind.TOWN`, `Filter.code`. */
export type Coordinates = ReadonlySet<string>;

/**
 * The operation is valid against `schema`. Of the type of a variable all input fields and enum values count: what clients
 * send in it is not known.
 */
export function coordinatesOf(schema: GraphQLSchema, document: DocumentNode): Coordinates {
  const used = new Set<string>();
  const info = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(info, {
      Field: ({ name }) => {
        const parent = info.getParentType();
        if (!parent) return;
        used.add(parent.name).add(`${parent.name}.${name.value}`);
        const type = info.getType();
        if (type) used.add(getNamedType(type).name);
      },
      Argument: ({ name }) => {
        const [parent, field] = [info.getParentType(), info.getFieldDef()];
        if (parent && field && !info.getDirective()) used.add(`${parent.name}.${field.name}.${name.value}`);
        addInput(info.getInputType(), used, false);
      },
      ObjectField: ({ name }) => {
        const parent = info.getParentInputType();
        if (parent) used.add(`${getNamedType(parent).name}.${name.value}`);
      },
      EnumValue: ({ value }) => {
        const type = info.getInputType();
        if (type) used.add(`${getNamedType(type).name}.${value}`);
      },
      VariableDefinition: () => addInput(info.getInputType(), used, true),
      InlineFragment: ({ typeCondition }) => {
        if (typeCondition) used.add(typeCondition.name.value);
      },
      FragmentDefinition: ({ typeCondition }) => void used.add(typeCondition.name.value),
    }),
  );
  return used;
}

type InputType = Parameters<typeof getNamedType>[0];

function addInput(type: InputType | null | undefined, used: Set<string>, isWhole: boolean): void {
  const named: GraphQLNamedType | undefined = type ? getNamedType(type) : undefined;
  if (!named) return;
  const isKnown = used.has(`${named.name} `);
  used.add(named.name);
  if (!isWhole || isKnown) return;
  if (isEnumType(named)) for (const { name } of named.getValues()) used.add(`${named.name}.${name}`);
  if (!isInputObjectType(named)) return;
  // A mark that is no coordinate, so that types which hold each other come to an end.
  used.add(`${named.name} `);
  for (const field of Object.values(named.getFields())) {
    used.add(`${named.name}.${field.name}`);
    addInput(field.type, used, true);
  }
}

/** Undefined where the text is not GraphQL any more. */
export function parseOperation(text: string): DocumentNode | undefined {
  try {
    return parse(text, { noLocation: true });
  } catch {
    // Nothing that was recorded; nobody is affected.
    return undefined;
  }
}
