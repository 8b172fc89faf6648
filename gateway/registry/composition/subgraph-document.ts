import { GraphQLError, Kind, parse, Source, type DocumentNode } from 'graphql';
import type { Finding } from './finding.ts';
import { labelOf, type Member } from './member.ts';

/** A member whose schema is well formed; nodes know their place in what was published. */
export interface ParsedMember extends Member {
  readonly label: string;
  readonly document: DocumentNode;
}

/** The schema cannot stand for a subgraph, whatever the others look like. */
export class UnfitSchema extends Error {
  readonly finding: Finding;

  constructor(finding: Finding) {
    super(finding.message);
    this.finding = finding;
  }
}

/** Throws UnfitSchema with the code SDL_INVALID or SDL_IS_SUPERGRAPH. */
export function parseMember(member: Member): ParsedMember {
  const label = labelOf(member);
  const document = parseSdl(member, label);
  const fault = faultOf(document);
  if (fault) throw new UnfitSchema(findingOf(member, fault));
  return { ...member, label, document };
}

function parseSdl(member: Member, label: string): DocumentNode {
  try {
    return parse(new Source(member.sdl, label));
  } catch (error) {
    if (error instanceof RangeError) {
      throw new UnfitSchema(findingOf(member, { code: 'SDL_INVALID', message: 'The schema is nested too deeply.' }));
    }
    if (!(error instanceof GraphQLError)) throw error;
    const place = error.locations?.[0];
    const message = `The schema does not parse: ${error.message}`;
    throw new UnfitSchema({
      ...findingOf(member, { code: 'SDL_INVALID', message }),
      line: place?.line ?? null,
      column: place?.column ?? null,
    });
  }
}

interface Fault {
  readonly code: string;
  readonly message: string;
  readonly line?: number | undefined;
}

function faultOf({ definitions }: DocumentNode): Fault | undefined {
  if (isSupergraph(definitions)) {
    const message =
      'This is a supergraph, the outcome of a composition. Publish the schema of one subgraph: what it answers to { _service { sdl } }.';
    return { code: 'SDL_IS_SUPERGRAPH', message };
  }
  const operation = definitions.find(
    ({ kind }) => kind === Kind.OPERATION_DEFINITION || kind === Kind.FRAGMENT_DEFINITION,
  );
  if (operation) {
    const message = 'The text has an operation in it. A schema holds type definitions only.';
    return { code: 'SDL_INVALID', message, line: operation.loc?.startToken.line };
  }
  if (!definitions.some(({ kind }) => typeKinds.has(kind))) {
    return { code: 'SDL_INVALID', message: 'The schema defines no type.' };
  }
  return undefined;
}

const typeKinds = new Set<string>(
  Object.values(Kind).filter((kind) => /Type(?:Definition|Extension)$/.test(kind) && !kind.startsWith('Operation')),
);

function isSupergraph(definitions: DocumentNode['definitions']): boolean {
  return definitions.some((definition) => {
    if (definition.kind === Kind.ENUM_TYPE_DEFINITION) return definition.name.value === 'join__Graph';
    if (definition.kind !== Kind.SCHEMA_DEFINITION && definition.kind !== Kind.SCHEMA_EXTENSION) return false;
    const links = definition.directives?.flatMap((directive) => directive.arguments ?? []) ?? [];
    return links.some(({ value }) => value.kind === Kind.STRING && value.value.includes('specs.apollo.dev/join/'));
  });
}

function findingOf(member: Member, { code, message, line }: Fault): Finding {
  const { subgraph, codes } = member;
  const partition = codes.length === 0 ? null : codes.join();
  return { code, message, subgraph, partition, type: null, field: null, line: line ?? null, column: null };
}
