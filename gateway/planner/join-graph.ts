import {
  Kind,
  parse,
  parseType,
  valueFromASTUntyped,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  type SelectionSetNode,
  type TypeNode,
} from 'graphql';

/** How one subgraph knows a type. */
export interface JoinedType {
  readonly isInterfaceObject: boolean;
  /** Those by which the subgraph finds entities of the type. */
  readonly keys: readonly SelectionSetNode[];
}

/** How one subgraph knows a field. */
export interface JoinedField {
  readonly type: TypeNode;
  /** The type that it has in the supergraph: abstract, maybe, where it is an object in the subgraph. */
  readonly graphType: TypeNode;
  readonly requires: SelectionSetNode | undefined;
  /** Fields that the subgraph brings along with what it answers here, though they are another's. */
  readonly provides: SelectionSetNode | undefined;
  /** Whether the subgraph only names it: it is another's to answer. */
  readonly isExternal: boolean;
}

/** What a supergraph says of who knows what. */
export interface JoinGraph {
  typeOf(subgraph: string, type: string): JoinedType | undefined;
  /** `type` is an object, or an interface object of the subgraph. */
  fieldOf(subgraph: string, type: string, field: string): JoinedField | undefined;
  /** The types that the subgraph may say an object of `type` has: `type` itself where that is an object there. */
  possibleTypes(subgraph: string, type: string): readonly string[];
  /**
   * Those of what the subgraph answers for a field that every other subgraph may say too: where several may answer it, it can
   * only be what they all have.
   */
  sharedTypes(subgraph: string, type: string, field: string): readonly string[];
  /** Whether a key of some type of the subgraph has a field of that name. */
  isKeyField(subgraph: string, field: string): boolean;
  isComposite(type: string): boolean;
  isObject(type: string): boolean;
}

interface TypeEntry {
  readonly isAbstract: boolean;
  readonly bySubgraph: ReadonlyMap<string, JoinedType>;
  readonly fields: ReadonlyMap<string, ReadonlyMap<string, JoinedField>>;
}

const read = new WeakMap<object, JoinGraph>();

/** Read once for each graph, when it is first needed. */
export function joinGraphOf(graph: { readonly supergraphSdl: string }): JoinGraph {
  const known = read.get(graph) ?? readJoinGraph(graph.supergraphSdl);
  read.set(graph, known);
  return known;
}

export function readJoinGraph(supergraphSdl: string): JoinGraph {
  const document = parse(supergraphSdl, { noLocation: true });
  const names = readSubgraphNames(document);
  const types = new Map<string, TypeEntry>();
  const possible = new Map<string, string[]>();
  const keyFields = new Map<string, Set<string>>();
  for (const node of document.definitions) {
    if (node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION) {
      const bySubgraph = readTypes(names, node.directives);
      noteKeyFields(keyFields, names, node.directives);
      const isAbstract = node.kind === Kind.INTERFACE_TYPE_DEFINITION;
      types.set(node.name.value, { isAbstract, bySubgraph, fields: readFields(names, bySubgraph, node.fields ?? []) });
      if (!isAbstract)
        notePossible(possible, joinsOf(names, node.directives, 'join__implements', 'interface'), node.name.value);
    } else if (node.kind === Kind.UNION_TYPE_DEFINITION) {
      types.set(node.name.value, {
        isAbstract: true,
        bySubgraph: readTypes(names, node.directives),
        fields: new Map(),
      });
      for (const [subgraph, member] of joinsOf(names, node.directives, 'join__unionMember', 'member')) {
        notePossible(possible, [[subgraph, node.name.value]], member);
      }
    }
  }
  const possibleTypes: JoinGraph['possibleTypes'] = (subgraph, type) => {
    const entry = types.get(type);
    const isObject = !entry?.isAbstract || entry.bySubgraph.get(subgraph)?.isInterfaceObject;
    return isObject ? [type] : (possible.get(`${subgraph} ${type}`) ?? []);
  };
  return {
    typeOf: (subgraph, type) => types.get(type)?.bySubgraph.get(subgraph),
    fieldOf: (subgraph, type, field) => types.get(type)?.fields.get(field)?.get(subgraph),
    possibleTypes,
    sharedTypes: (subgraph, type, field) => {
      const joins = types.get(type)?.fields.get(field);
      const own = joins?.get(subgraph);
      let shared = own ? possibleTypes(subgraph, namedType(own.type)) : [];
      for (const [other, join] of joins ?? []) {
        const name = namedType(join.type);
        if (other === subgraph || join.isExternal || types.get(name)?.bySubgraph.get(other)?.isInterfaceObject)
          continue;
        const others = possibleTypes(other, name);
        shared = shared.filter((each) => others.includes(each) || types.get(each)?.isAbstract !== false);
      }
      return shared;
    },
    isKeyField: (subgraph, field) => keyFields.get(subgraph)?.has(field) === true,
    isComposite: (type) => types.has(type),
    isObject: (type) => types.get(type)?.isAbstract === false,
  };
}

export function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

/** By their names in the supergraph's enum. */
type SubgraphNames = ReadonlyMap<unknown, string>;

function readSubgraphNames({ definitions }: DocumentNode): SubgraphNames {
  const graphs = definitions
    .filter((node) => node.kind === Kind.ENUM_TYPE_DEFINITION)
    .find(({ name }) => name.value === 'join__Graph');
  return new Map(
    graphs?.values?.flatMap(({ name, directives }) =>
      readDirectives(directives, 'join__graph').map((given) => [name.value, String(given['name'])]),
    ),
  );
}

function readTypes(names: SubgraphNames, directives: Directives): ReadonlyMap<string, JoinedType> {
  const types = new Map<string, JoinedType>();
  for (const given of readDirectives(directives, 'join__type')) {
    const subgraph = names.get(given['graph']);
    if (subgraph === undefined) continue;
    const known = types.get(subgraph);
    const key = given['resolvable'] === false ? undefined : readSelection(given['key']);
    types.set(subgraph, {
      isInterfaceObject: given['isInterfaceObject'] === true || known?.isInterfaceObject === true,
      keys: [...(known?.keys ?? []), ...(key ? [key] : [])],
    });
  }
  return types;
}

/** A field without @join__field is every subgraph's that has the type; one that names no subgraph is an interface object's. */
function readFields(
  names: SubgraphNames,
  types: ReadonlyMap<string, JoinedType>,
  fields: readonly FieldDefinitionNode[] | readonly InputValueDefinitionNode[],
): ReadonlyMap<string, ReadonlyMap<string, JoinedField>> {
  return new Map(
    fields.map(({ name, type, directives }) => {
      const given = readDirectives(directives, 'join__field');
      const joins = given.flatMap((join): [string, JoinedField][] => {
        const subgraph = names.get(join['graph']);
        if (subgraph === undefined) return [];
        const own = typeof join['type'] === 'string' ? parseType(join['type'], { noLocation: true }) : type;
        const isExternal = join['external'] === true || join['usedOverridden'] === true;
        const [requires, provides] = [readSelection(join['requires']), readSelection(join['provides'])];
        return [[subgraph, { type: own, graphType: type, requires, provides, isExternal }]];
      });
      const everywhere = [...types.keys()].map(
        (subgraph) =>
          [subgraph, { type, graphType: type, requires: undefined, provides: undefined, isExternal: false }] as const,
      );
      return [name.value, new Map(given.length > 0 ? joins : everywhere)];
    }),
  );
}

/** By name alone, and of keys too by which the subgraph finds nothing. */
function noteKeyFields(keyFields: Map<string, Set<string>>, names: SubgraphNames, directives: Directives): void {
  for (const [subgraph, key] of joinsOf(names, directives, 'join__type', 'key')) {
    const known = keyFields.get(subgraph) ?? new Set<string>();
    keyFields.set(subgraph, known);
    for (const field of key.match(/\w+/g) ?? []) known.add(field);
  }
}

function joinsOf(
  names: SubgraphNames,
  directives: Directives,
  directive: string,
  argument: string,
): [string, string][] {
  return readDirectives(directives, directive).flatMap((given): [string, string][] => {
    const subgraph = names.get(given['graph']);
    return subgraph === undefined ? [] : [[subgraph, String(given[argument])]];
  });
}

function notePossible(possible: Map<string, string[]>, abstracts: readonly [string, string][], object: string): void {
  for (const [subgraph, abstract] of abstracts) {
    const key = `${subgraph} ${abstract}`;
    const objects = possible.get(key) ?? [];
    objects.push(object);
    possible.set(key, objects);
  }
}

type Directives = readonly ConstDirectiveNode[] | undefined;

function readDirectives(directives: Directives, name: string): Record<string, unknown>[] {
  return (directives ?? [])
    .filter((directive) => directive.name.value === name)
    .map(({ arguments: given = [] }) =>
      Object.fromEntries(given.map((argument) => [argument.name.value, valueFromASTUntyped(argument.value)])),
    );
}

function readSelection(text: unknown): SelectionSetNode | undefined {
  if (typeof text !== 'string') return undefined;
  const [definition] = parse(`{${text}}`, { noLocation: true }).definitions;
  return definition?.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet : undefined;
}
