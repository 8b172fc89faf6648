import { Kind, type FieldDefinitionNode, type InputValueDefinitionNode } from 'graphql';
import { keyName } from '../../partition/division-key.ts';
import type { Finding } from '../composition/finding.ts';
import type { ParsedMember } from '../composition/subgraph-document.ts';
import { namedTypeOf, tableOfTypes, valuesOf, type MemberField, type TypeEntry } from '../composition/type-table.ts';

interface Place {
  readonly type: string;
  readonly field?: string;
  readonly node?: { loc?: MemberField['loc'] } | undefined;
}

/** What a schema should keep to, without being refused for it: names, descriptions, and keys of partitioned root fields. */
export function policyWarnings(member: ParsedMember, isPartitioned: boolean): Finding[] {
  const types = tableOfTypes(member.document);
  const warn = (code: string, message: string, place: Place) => warningOf(member, { code, message, place });
  return [...types.values()]
    .filter(({ name }) => !/^_|__/.test(name))
    .flatMap((type) => [
      ...nameWarnings(type, warn),
      ...descriptionWarnings(type, warn),
      ...(isPartitioned && roots.test(type.name) ? keyWarnings(type, types, warn) : []),
    ]);
}

type Warn = (code: string, message: string, place: Place) => Finding;

function nameWarnings({ name: type, nodes, fields }: TypeEntry, warn: Warn): Finding[] {
  const [node] = nodes;
  const ofType = /^[A-Z][A-Za-z0-9]*$/.test(type)
    ? []
    : [warn('POLICY_NAME', `The type ${type} should be named in PascalCase.`, { type, node })];
  const ofFields = [...fields.values()]
    .filter(({ name }) => !/^_?[a-z][A-Za-z0-9]*$/.test(name.value))
    .map((field) =>
      warn('POLICY_NAME', `${type}.${field.name.value} should be named in camelCase.`, placeOf(type, field)),
    );
  const ofValues = nodes
    .flatMap(valuesOf)
    .filter(({ name }) => !/^[A-Z][A-Z0-9_]*$/.test(name.value))
    .map((value) =>
      warn('POLICY_NAME', `${type}.${value.name.value} should be named in CAPITAL_LETTERS.`, {
        type,
        field: value.name.value,
        node: value,
      }),
    );
  return [...ofType, ...ofFields, ...ofValues];
}

const roots = /^(?:Query|Mutation|Subscription)$/;

/** Fields of one type are told together: a schema without any would otherwise hide all else. */
function descriptionWarnings({ name: type, nodes, fields }: TypeEntry, warn: Warn): Finding[] {
  const isDescribed = nodes.some((node) => 'description' in node && node.description) || roots.test(type);
  const isOwn = nodes.some(({ kind }) => kind.endsWith('Definition'));
  const bare = [...fields.values()].filter(({ description, name }) => !description && !/^(?:id|_.*)$/.test(name.value));
  const names = bare.map(({ name }) => name.value).join(', ');
  return [
    ...(isDescribed || !isOwn
      ? []
      : [warn('POLICY_DESCRIPTION', `${type} has no description.`, { type, node: nodes[0] })]),
    ...(bare.length === 0
      ? []
      : [warn('POLICY_DESCRIPTION', `Fields of ${type} have no description: ${names}.`, { type, node: bare[0] })]),
  ];
}

/** By what a request finds its partition. */
function keyWarnings({ name: type, fields }: TypeEntry, types: ReadonlyMap<string, TypeEntry>, warn: Warn): Finding[] {
  const isKey = ({ name, type: own }: InputValueDefinitionNode | FieldDefinitionNode): boolean => {
    const named = namedTypeOf(own);
    return named === 'DivisionCode' || named === 'ID' || (named === 'String' && keyName.test(name.value));
  };
  const hasKey = (argument: InputValueDefinitionNode): boolean =>
    isKey(argument) || [...(types.get(namedTypeOf(argument.type))?.fields.values() ?? [])].some(isKey);
  return [...fields.values()]
    .filter((field) => !field.name.value.startsWith('_'))
    .filter((field) => field.kind === Kind.FIELD_DEFINITION && !(field.arguments ?? []).some(hasKey))
    .map((field) =>
      warn(
        'POLICY_PARTITION_KEY',
        `${type}.${field.name.value} takes no division code and no id, so that it cannot be routed to a partition.`,
        placeOf(type, field),
      ),
    );
}

function placeOf(type: string, field: MemberField): Place {
  return { type, field: field.name.value, node: field };
}

interface Warning {
  readonly code: string;
  readonly message: string;
  readonly place: Place;
}

function warningOf({ subgraph, codes }: ParsedMember, { code, message, place }: Warning): Finding {
  const { line = null, column = null } = place.node?.loc?.startToken ?? {};
  const partition = codes.length === 0 ? null : codes.join();
  return { code, message, subgraph, partition, type: place.type, field: place.field ?? null, line, column };
}
