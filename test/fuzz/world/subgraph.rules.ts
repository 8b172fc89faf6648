import { isInterfaceType, isObjectType, getNamedType, Kind, type SelectionSetNode } from 'graphql';
import { directivesNamed, fieldSet, textArgument, typeDirectives } from './type-directives.ts';
import type { WorldSubgraph } from './world.subgraph.ts';

/** What a subgraph may be asked for. */
export interface SubgraphRules {
  /** Another subgraph tells it: it is external here and in no key of ours, or was taken over. By `Type.field`. */
  readonly foreign: ReadonlySet<string>;
  /** Of a field whose objects bring some foreign fields along. By `Type.field`. */
  readonly provides: ReadonlyMap<string, SelectionSetNode>;
}

export function readRules(subgraph: WorldSubgraph, all: readonly WorldSubgraph[]): SubgraphRules {
  const { ofTypes, ofFields } = typeDirectives(subgraph.sdl);
  const keys = new Set(
    [...ofTypes].flatMap(([type, directives]) =>
      directivesNamed(directives, 'key').flatMap((key) => fieldsOf(subgraph, type, fieldSet(key))),
    ),
  );
  const places = [...ofFields];
  const external = places.filter(([, directives]) => directivesNamed(directives, 'external').length > 0);
  const provides = places.flatMap(([place, directives]) =>
    directivesNamed(directives, 'provides').map((directive): [string, SelectionSetNode] => [
      place,
      fieldSet(directive),
    ]),
  );
  return {
    foreign: new Set([
      ...external.map(([place]) => place).filter((place) => !keys.has(place)),
      ...taken(subgraph, all),
    ]),
    provides: new Map(provides),
  };
}

/** Fields that another subgraph has taken over for good (@override without a label). */
export function taken({ name }: WorldSubgraph, all: readonly WorldSubgraph[]): string[] {
  return all.flatMap(({ sdl }) =>
    [...typeDirectives(sdl).ofFields].flatMap(([place, directives]) => {
      const isTaken = directivesNamed(directives, 'override').some(
        (override) => textArgument(override, 'from') === name && textArgument(override, 'label') === undefined,
      );
      return isTaken ? [place] : [];
    }),
  );
}

/** The fields that `set` names on `type`, also those below, as `Type.field`. */
function fieldsOf(subgraph: WorldSubgraph, type: string, set: SelectionSetNode): string[] {
  const owner = subgraph.schema.getType(type);
  return set.selections.flatMap((node) => {
    if (node.kind !== Kind.FIELD || !(isObjectType(owner) || isInterfaceType(owner))) return [];
    const field = owner.getFields()[node.name.value];
    const inner = field && node.selectionSet;
    const below = inner ? fieldsOf(subgraph, getNamedType(field.type).name, inner) : [];
    return [`${type}.${node.name.value}`, ...below];
  });
}

/** What `sets` select of the objects of `field`. */
export function setsBelow(sets: readonly SelectionSetNode[], field: string): SelectionSetNode[] {
  return sets.flatMap(({ selections }) =>
    selections.flatMap((node) => {
      if (node.kind === Kind.INLINE_FRAGMENT) return setsBelow([node.selectionSet], field);
      return node.kind === Kind.FIELD && node.name.value === field && node.selectionSet ? [node.selectionSet] : [];
    }),
  );
}

/** Whether one of `sets` selects `field`. */
export function isAmong(sets: readonly SelectionSetNode[], field: string): boolean {
  return sets.some(({ selections }) =>
    selections.some((node) =>
      node.kind === Kind.FIELD
        ? node.name.value === field
        : node.kind === Kind.INLINE_FRAGMENT && isAmong([node.selectionSet], field),
    ),
  );
}
