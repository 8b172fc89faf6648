import { Kind, parse, type DefinitionNode, type FieldDefinitionNode, type TypeNode } from 'graphql';

export interface FieldShape {
  /** The type's name, without lists and `!`. */
  readonly type: string;
  readonly arguments: ReadonlySet<string>;
}

/**
 * What a partition serves: types with their fields. Read from its SDL as it is written, since subgraphs leave federation's
 * own definitions out, or write `extend type` for types of others.
 */
export interface PartitionShape {
  fieldOf(type: string, field: string): FieldShape | undefined;
  has(type: string): boolean;
  /** Whether objects of `type` may stand where `wider` is asked for. */
  isWithin(type: string, wider: string): boolean;
  rootOf(operation: string): string;
}

const typename: FieldShape = { type: 'String', arguments: new Set() };
const entities: FieldShape = { type: '_Entity', arguments: new Set(['representations']) };
const service: FieldShape = { type: '_Service', arguments: new Set() };
const sdl: FieldShape = { type: 'String', arguments: new Set() };

interface TypeShape {
  readonly fields: Map<string, FieldShape>;
  /** Interfaces of an object, and unions that name it. */
  readonly wider: Set<string>;
}

/** Throws GraphQLError where `text` is not GraphQL. */
export function readShape(text: string): PartitionShape {
  const types = new Map<string, TypeShape>();
  const roots = new Map([
    ['query', 'Query'],
    ['mutation', 'Mutation'],
    ['subscription', 'Subscription'],
  ]);
  const typeOf = (name: string): TypeShape => {
    const known = types.get(name) ?? { fields: new Map(), wider: new Set() };
    types.set(name, known);
    return known;
  };
  for (const definition of parse(text, { noLocation: true }).definitions) note(definition, typeOf, roots);
  const query = roots.get('query') ?? 'Query';
  typeOf(query).fields.set('_entities', entities).set('_service', service);
  typeOf('_Service').fields.set('sdl', sdl);
  typeOf('_Entity');
  return {
    has: (type) => types.has(type),
    fieldOf: (type, field) => (field === '__typename' ? typename : types.get(type)?.fields.get(field)),
    isWithin: (type, wider) => type === wider || wider === '_Entity' || types.get(type)?.wider.has(wider) === true,
    rootOf: (operation) => roots.get(operation) ?? query,
  };
}

function note(definition: DefinitionNode, typeOf: (name: string) => TypeShape, roots: Map<string, string>): void {
  switch (definition.kind) {
    case Kind.SCHEMA_DEFINITION:
    case Kind.SCHEMA_EXTENSION:
      for (const { operation, type } of definition.operationTypes ?? []) roots.set(operation, type.name.value);
      return;
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.OBJECT_TYPE_EXTENSION:
    case Kind.INTERFACE_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_EXTENSION: {
      const { fields, wider } = typeOf(definition.name.value);
      for (const field of definition.fields ?? []) fields.set(field.name.value, shapeOf(field));
      for (const each of definition.interfaces ?? []) wider.add(each.name.value);
      return;
    }
    case Kind.UNION_TYPE_DEFINITION:
    case Kind.UNION_TYPE_EXTENSION:
      typeOf(definition.name.value);
      for (const member of definition.types ?? []) typeOf(member.name.value).wider.add(definition.name.value);
      return;
    default:
  }
}

function shapeOf({ type, arguments: given = [] }: FieldDefinitionNode): FieldShape {
  return { type: nameOf(type), arguments: new Set(given.map(({ name }) => name.value)) };
}

function nameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type);
}
