import { Kind, parse, print } from 'graphql';
import type { Finding } from './finding.ts';
import type { ParsedMember } from './subgraph-document.ts';
import { tableOfTypes, type MemberField, type TypeEntry } from './type-table.ts';

/** Where the schema that an endpoint tells of itself lacks what was published for it. It may well have more. */
export function missingInLive(member: ParsedMember, liveSdl: string): Finding[] {
  const live = readLive(liveSdl);
  if (!live) return [mismatch(member, 'its answer to { _service { sdl } } is not GraphQL')];
  const found: Finding[] = [];
  for (const type of tableOfTypes(member.document).values()) {
    if (ofFederation.test(type.name)) continue;
    const there = live.get(type.name);
    if (there?.kind !== type.kind) {
      found.push(mismatch(member, `it has no ${type.kind.toLowerCase()} type ${type.name}`, type));
      continue;
    }
    for (const field of type.fields.values()) {
      if (/^_(?:entities|service)$/.test(field.name.value)) continue;
      const fault = faultOfField(field, there);
      if (fault) found.push(mismatch(member, fault, type, field));
    }
  }
  return found;
}

const ofFederation = /^(?:federation__|link__|_Any$|_Service$|_Entity$|_FieldSet$|FieldSet$)/;

function readLive(sdl: string): ReadonlyMap<string, TypeEntry> | undefined {
  try {
    return tableOfTypes(parse(sdl, { noLocation: true }));
  } catch {
    // What is not GraphQL is told as a finding.
    return undefined;
  }
}

function faultOfField(field: MemberField, there: TypeEntry): string | undefined {
  const name = field.name.value;
  const live = there.fields.get(name);
  if (!live) return `it has no ${there.name}.${name}`;
  const [published, served] = [signatureOf(field), signatureOf(live)];
  return published === served ? undefined : `its ${there.name}.${name} is ${served}, not ${published}`;
}

/** Type and arguments, as `(code: DivisionCode!): Station`. */
function signatureOf(field: MemberField): string {
  const given = field.kind === Kind.FIELD_DEFINITION ? (field.arguments ?? []) : [];
  const list = given.map((argument) => `${argument.name.value}: ${print(argument.type)}`).sort();
  return `${list.length > 0 ? `(${list.join(', ')}): ` : ''}${print(field.type)}`;
}

function mismatch(member: ParsedMember, what: string, type?: TypeEntry, field?: MemberField): Finding {
  const { subgraph, codes, url } = member;
  const place = (field ?? type?.nodes[0])?.loc?.startToken;
  return {
    code: 'SUBGRAPH_SCHEMA_MISMATCH',
    message: `${url} answers another schema than the one that is published: ${what}.`,
    subgraph,
    partition: codes.length === 0 ? null : codes.join(),
    type: type?.name ?? null,
    field: field?.name.value ?? null,
    line: place?.line ?? null,
    column: place?.column ?? null,
  };
}
