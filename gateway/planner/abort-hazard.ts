import {
  Kind,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type ConstDirectiveNode,
  type InterfaceTypeDefinitionNode,
  type ObjectTypeDefinitionNode,
} from 'graphql';
import type { PlannedGraph } from './abstract-typename.ts';

/** Whether the native planner must not get to see the operation `text`. */
export type AbortHazard = (text: string) => boolean;

/**
 * The native planner (0.0.38) ends the whole process on some operations: for a field with @requires it asks the subgraph
 * that the entity came from for a key which only the requiring subgraph has, and panics where that key is missing. That
 * can happen to a field whose subgraph knows the type by several keys of which another subgraph lacks one.
 */
export function createAbortHazard({ supergraphSdl, apiSchema, isTypeOf }: PlannedGraph): AbortHazard {
  const hazards = findHazards(supergraphSdl);
  if (hazards.size === 0) return () => false;
  return (text) => {
    let isFound = false;
    const types = new TypeInfo(apiSchema);
    const visitor = visitWithTypeInfo(types, {
      Field: ({ name }) => {
        const parent = types.getParentType()?.name;
        if (parent === undefined) return;
        isFound ||= hazards.get(name.value)?.some((type) => isTypeOf(type, parent) || isTypeOf(parent, type)) ?? false;
      },
    });
    visit(parse(text, { noLocation: true }), visitor);
    return isFound;
  };
}

interface RequiringField {
  readonly type: string;
  readonly name: string;
  /** Its field sets. */
  readonly requires: readonly string[];
  readonly isHazard: boolean;
}

/** Names of types by the name of a field that is a hazard on them. */
function findHazards(supergraphSdl: string): ReadonlyMap<string, readonly string[]> {
  const { definitions } = parse(supergraphSdl, { noLocation: true });
  const requiring = definitions.flatMap((node) =>
    node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION
      ? requiringFields(node)
      : [],
  );
  const hazards = new Map<string, string[]>();
  for (let isGrowing = true; isGrowing;) {
    isGrowing = false;
    for (const { type, name, requires, isHazard } of requiring) {
      const known = hazards.get(name) ?? [];
      // A field that requires such a field brings it into the plan.
      const isCarrier = requires.some((set) => (set.match(/\w+/g) ?? []).some((word) => hazards.has(word)));
      if ((!isHazard && !isCarrier) || known.includes(type)) continue;
      hazards.set(name, [...known, type]);
      isGrowing = true;
    }
  }
  return hazards;
}

function requiringFields({ name, fields = [], directives = [] }: TypeNode): RequiringField[] {
  const keys = new Map<string, string[]>();
  for (const { graph, key } of directives.filter(isNamed('join__type')).map(joinArguments)) {
    keys.set(graph, [...(keys.get(graph) ?? []), ...(key === '' ? [] : [key])]);
  }
  return fields.flatMap((field) => {
    const joins = (field.directives ?? []).filter(isNamed('join__field')).map(joinArguments);
    const requiring = joins.filter(({ requires }) => requires !== '');
    if (requiring.length === 0) return [];
    const isHazard = requiring.some(({ graph }) => lacksKeyOf(keys, graph));
    const requires = requiring.map((join) => join.requires);
    return [{ type: name.value, name: field.name.value, requires, isHazard }];
  });
}

type TypeNode = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

/** Whether some other subgraph lacks one of the several keys that `graph` has. */
function lacksKeyOf(keys: ReadonlyMap<string, readonly string[]>, graph: string): boolean {
  const own = keys.get(graph) ?? [];
  return own.length > 1 && [...keys.values()].some((others) => own.some((key) => !others.includes(key)));
}

function isNamed(name: string) {
  return (directive: ConstDirectiveNode): boolean => directive.name.value === name;
}

function joinArguments({ arguments: given = [] }: ConstDirectiveNode) {
  const textOf = (name: string): string => {
    const value = given.find((argument) => argument.name.value === name)?.value;
    return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : '';
  };
  return { graph: textOf('graph'), key: textOf('key'), requires: textOf('requires') };
}
