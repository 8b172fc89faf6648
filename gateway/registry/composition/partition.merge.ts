import { Kind, print, type DefinitionNode, type DocumentNode, type FieldDefinitionNode } from 'graphql';
import type { Finding } from './finding.ts';
import { withImportsOf } from './federation-link.ts';
import type { ParsedMember } from './subgraph-document.ts';
import {
  fieldsOf,
  isTypeNode,
  shapeOf,
  tableOfTypes,
  unionMembersOf,
  valuesOf,
  type MemberField,
  type TypeEntry,
  type TypeNodes,
} from './type-table.ts';

export interface MergedSubgraph {
  readonly document: DocumentNode;
  /** Where partitions contradict the contract; the document is then of no use. */
  readonly faults: readonly Finding[];
}

interface Part {
  readonly member: ParsedMember;
  readonly types: ReadonlyMap<string, TypeEntry>;
}

/**
 * The schema of a subgraph of which several endpoints hold a part each. The default endpoint's schema is the contract,
 * or else the first part's; what other parts have beside it is added. A field that is not of the contract and that some
 * part lacks is nullable, since it is null there.
 */
export function mergePartitions(members: readonly ParsedMember[]): MergedSubgraph {
  const inOrder = [...members].sort((left, right) => +(left.codes.length > 0) - +(right.codes.length > 0));
  const [first, ...others] = inOrder.map((member): Part => ({ member, types: tableOfTypes(member.document) }));
  if (!first) throw new Error('A subgraph without an endpoint is none.');
  if (others.length === 0) return { document: first.member.document, faults: [] };
  const faults = others.flatMap((part) => contradictions(first, part));
  const base = withImportsOf(
    first.member.document,
    others.map(({ member }) => member.document),
  );
  const definitions: DefinitionNode[] = [...base.definitions];
  for (const part of others) {
    const known = tableOfTypes({ kind: Kind.DOCUMENT, definitions });
    const directives = new Set(definitions.filter(isDirective).map(({ name }) => name.value));
    definitions.push(...additionsOf(part, known, directives));
  }
  const isLoose = looseFields([first, ...others]);
  return { document: { ...base, definitions: definitions.map((one) => loosen(one, isLoose)) }, faults };
}

function isDirective(definition: DefinitionNode) {
  return definition.kind === Kind.DIRECTIVE_DEFINITION;
}

/** What `part` has that is not `known` yet. */
function additionsOf(
  { member, types }: Part,
  known: ReadonlyMap<string, TypeEntry>,
  directives: ReadonlySet<string>,
): DefinitionNode[] {
  const ofTypes = [...types.values()].flatMap((type): readonly DefinitionNode[] => {
    const there = known.get(type.name);
    return there ? type.nodes.flatMap((node) => extensionOf(node, there) ?? []) : type.nodes;
  });
  const ofDirectives = member.document.definitions
    .filter(isDirective)
    .filter(({ name }) => !directives.has(name.value));
  return [...ofDirectives, ...ofTypes];
}

/** An extension of the type with what this definition of it has more; undefined where it has nothing more. */
function extensionOf(node: TypeNodes, { nodes, fields }: TypeEntry): DefinitionNode | undefined {
  const kind: string = node.kind.replace('Definition', 'Extension');
  const knownValues = new Set(nodes.flatMap(valuesOf).map(({ name }) => name.value));
  const knownMembers = new Set(nodes.flatMap(unionMembersOf).map(({ name }) => name.value));
  const more = {
    fields: fieldsOf(node).filter(({ name }) => !fields.has(name.value)),
    values: valuesOf(node).filter(({ name }) => !knownValues.has(name.value)),
    types: unionMembersOf(node).filter(({ name }) => !knownMembers.has(name.value)),
  };
  const used = Object.entries(more).filter(([, parts]) => parts.length > 0);
  if (used.length === 0) return undefined;
  const extension: unknown = { kind, name: node.name, loc: node.loc, directives: [], ...Object.fromEntries(used) };
  return extension as DefinitionNode;
}

/** Which fields are null somewhere: those that the contract does not promise and some part of the type lacks. */
function looseFields(parts: readonly Part[]): (type: string, field: string) => boolean {
  const contract = parts.find(({ member }) => member.codes.length === 0);
  return (type, field) => {
    if (contract?.types.get(type)?.fields.has(field)) return false;
    return parts.some(({ types }) => types.get(type)?.fields.has(field) === false);
  };
}

function loosen(definition: DefinitionNode, isLoose: (type: string, field: string) => boolean): DefinitionNode {
  if (!isTypeNode(definition)) return definition;
  const type = definition.name.value;
  if (!fieldsOf(definition).some(({ name }) => isLoose(type, name.value))) return definition;
  const fields = fieldsOf(definition).map((field) =>
    isLoose(type, field.name.value) && field.type.kind === Kind.NON_NULL_TYPE
      ? { ...field, type: field.type.type }
      : field,
  );
  return { ...definition, fields } as DefinitionNode;
}

function contradictions(contract: Part, { member, types }: Part): Finding[] {
  const found: Finding[] = [];
  for (const type of types.values()) {
    const agreed = contract.types.get(type.name);
    if (!agreed) continue;
    if (agreed.kind !== type.kind) {
      const message = `${type.name} is ${articleOf(type.kind)} here and ${articleOf(agreed.kind)} in ${contract.member.label}. Partitions of one subgraph keep one contract.`;
      found.push(contradiction(member, message, { type: type.name, field: null, node: type.nodes[0] }));
      continue;
    }
    for (const [name, field] of type.fields) {
      const message = faultOfField(field, agreed, contract.member.label);
      if (message) found.push(contradiction(member, message, { type: type.name, field: name, node: field }));
    }
  }
  return found;
}

function articleOf(kind: string): string {
  return /^[AEIOU]/.test(kind) ? `an ${kind.toLowerCase()} type` : `a ${kind.toLowerCase()} type`;
}

function faultOfField(field: MemberField, agreed: TypeEntry, contract: string): string | undefined {
  const known = agreed.fields.get(field.name.value);
  const place = `${agreed.name}.${field.name.value}`;
  if (!known) {
    const isRequired = agreed.kind === 'InputObject' && isRequiredInput(field);
    return isRequired ? `${place} is required here and not there in ${contract}. Make it nullable.` : undefined;
  }
  if (shapeOf(field.type) !== shapeOf(known.type)) {
    return `${place} is ${print(field.type)} here and ${print(known.type)} in ${contract}. Partitions of one subgraph keep one contract.`;
  }
  const knownArguments = new Set(((known as FieldDefinitionNode).arguments ?? []).map(({ name }) => name.value));
  const more = ((field as FieldDefinitionNode).arguments ?? []).find(
    (argument) => isRequiredInput(argument) && !knownArguments.has(argument.name.value),
  );
  return more && `${place} requires the argument "${more.name.value}", which ${contract} does not have.`;
}

function isRequiredInput(field: MemberField): boolean {
  return field.type.kind === Kind.NON_NULL_TYPE && !('defaultValue' in field && field.defaultValue);
}

function contradiction(
  { subgraph, codes }: ParsedMember,
  message: string,
  { type, field, node }: { type: string; field: string | null; node: TypeNodes | MemberField | undefined },
): Finding {
  const { line = null, column = null } = node?.loc?.startToken ?? {};
  return { code: 'PARTITION_CONTRACT_BROKEN', message, subgraph, partition: codes.join(), type, field, line, column };
}
