import type { ASTNode, DefinitionNode } from 'graphql';
import type { Finding } from './finding.ts';
import type { ParsedMember } from './subgraph-document.ts';
import { fieldsOf, isTypeNode, valuesOf } from './type-table.ts';

type Place = Pick<Finding, 'subgraph' | 'partition' | 'type' | 'field' | 'line' | 'column'>;

/** What a composition says, as its library gives it. */
export interface Remark {
  readonly message: string;
  readonly nodes?: readonly ASTNode[] | undefined;
  /** Such as `Station.name`, where the library knows it. */
  readonly coordinate?: string | undefined;
}

/** Finds the place in the members' schemas that a remark speaks of; of several the one in `preferred` schemas. */
export function placeOf(remark: Remark, members: readonly ParsedMember[], preferred: ReadonlySet<string>): Place {
  const byLabel = new Map(members.map((member) => [member.label, member]));
  const places = (remark.nodes ?? []).flatMap((node) => placeOfNode(node, byLabel) ?? []);
  const best = places.find(({ label }) => preferred.has(label)) ?? places[0];
  if (best) return best.place;
  return placeInMessage(remark, members, preferred) ?? nowhere;
}

const nowhere: Place = { subgraph: null, partition: null, type: null, field: null, line: null, column: null };

function placeOfNode(node: ASTNode, byLabel: ReadonlyMap<string, ParsedMember>) {
  const { loc } = node;
  const member = loc && byLabel.get(loc.source.name);
  if (!member) return undefined;
  const { line, column } = loc.startToken;
  const definition = member.document.definitions.find((one) => one.loc && contains(one.loc, loc));
  return { label: member.label, place: { ...elementAt(definition, loc), ...schemaOf(member), line, column } };
}

/** Some remarks carry no node: their message quotes what they mean. */
function placeInMessage(
  { message, coordinate }: Remark,
  members: readonly ParsedMember[],
  preferred: ReadonlySet<string>,
): Place | undefined {
  const [type = '', field] = (coordinate ?? /"(\w+\.\w+)[("]/.exec(message)?.[1] ?? '').split(/[.(]/);
  if (type === '') return undefined;
  const inOrder = [...members].sort((left, right) => +preferred.has(right.label) - +preferred.has(left.label));
  for (const exact of [true, false]) {
    for (const member of inOrder) {
      const node = nodeOf(member.document.definitions, type, exact ? field : undefined);
      if (!node?.loc) continue;
      const { line, column } = node.loc.startToken;
      return { ...schemaOf(member), type, field: field ?? null, line, column };
    }
  }
  return undefined;
}

function nodeOf(definitions: readonly DefinitionNode[], type: string, field: string | undefined): ASTNode | undefined {
  for (const definition of definitions) {
    if (!('name' in definition) || definition.name.value !== type) continue;
    if (field === undefined) return definition;
    const found = partsOf(definition).find(({ name }) => name.value === field);
    if (found) return found;
  }
  return undefined;
}

function schemaOf({ subgraph, codes }: ParsedMember): Pick<Place, 'subgraph' | 'partition'> {
  return { subgraph, partition: codes.length === 0 ? null : codes.join() };
}

interface Span {
  readonly start: number;
  readonly end: number;
}

function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function elementAt(definition: DefinitionNode | undefined, span: Span): Pick<Place, 'type' | 'field'> {
  if (!definition || !('name' in definition)) return { type: null, field: null };
  const field = partsOf(definition).find(({ loc }) => loc && contains(loc, span));
  return { type: definition.name.value, field: field?.name.value ?? null };
}

/** Fields of a type, or values of an enum. */
function partsOf(definition: DefinitionNode) {
  return isTypeNode(definition) ? [...fieldsOf(definition), ...valuesOf(definition)] : [];
}
