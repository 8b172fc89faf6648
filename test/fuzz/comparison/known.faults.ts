import { isDeepStrictEqual } from 'node:util';
import {
  isAbstractType,
  Kind,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type FieldNode,
  type FormattedExecutionResult,
  type GraphQLSchema,
} from 'graphql';
import type { ClientOperation, EngineName } from '../../support/engine.ts';
import type { FuzzedGraph } from '../graph/fuzzed-graph.ts';
import type { Answers } from '../graph/graph.session.ts';

/** Where an engine is known to answer otherwise than the GraphQL spec wants. */
export interface KnownFault {
  readonly because: string;
  readonly explains: (wrong: WrongAnswer) => boolean;
}

export interface WrongAnswer {
  readonly operation: ClientOperation;
  readonly graph: FuzzedGraph;
  readonly answers: Answers;
}

/** Why `engine` is known to be wrong here; undefined: somebody has to find out. */
export function knownFault(engine: EngineName, wrong: WrongAnswer): string | undefined {
  return knownFaults[engine].find((fault) => fault.explains(wrong))?.because;
}

const knownFaults: Readonly<Record<EngineName, readonly KnownFault[]>> = {
  liaison: [
    {
      because: 'A field that fails takes along what another field requires of the same object: one fetch brings both.',
      explains: ({ answers: { liaison, reference } }) =>
        hasCode(liaison, 'REQUIRED_FIELDS_WRONG') && (reference.errors?.length ?? 0) > 0,
    },
  ],
  apollo: [
    {
      because: 'It writes fields that are selected in several places of one selection in an order of its own.',
      explains: ({ answers: { apollo, reference } }) =>
        isDeepStrictEqual(apollo?.data, reference.data) &&
        JSON.stringify(apollo?.data) !== JSON.stringify(reference.data),
    },
    {
      because: 'It counts the place of an error among the objects that it asked the subgraph for, not in their list.',
      explains: ({ answers: { apollo, reference } }) =>
        isDeepStrictEqual(apollo?.data, reference.data) && isDeepStrictEqual(faultsIn(apollo), faultsIn(reference)),
    },
    {
      because: 'Introspection is that of 2021: it fails on isOneOf and on deprecated arguments of directives.',
      explains: ({ operation }) => fieldsOf(operation).some(({ name }) => /^__(schema|type)$/.test(name.value)),
    },
    {
      because: 'It takes the value of an alias for that of a key or of a required field with the name of the alias.',
      explains: ({ operation, graph }) => {
        const taken = joinedFields(graph.supergraphSdl);
        return fieldsOf(operation).some(
          ({ alias, name }) => alias && alias.value !== name.value && taken.has(alias.value),
        );
      },
    },
    {
      because: 'It asks for what @skip or @include leave out, or loses what stands beside or above it.',
      explains: ({ operation }) => /@(skip|include)\(/.test(operation.query),
    },
    {
      because: 'It drops fragments on a type inside of fragments on an interface or union of that type.',
      explains: ({ operation, graph }) => hasNestedFragments(graph.apiSchema, operation),
    },
    {
      because: 'It asks subgraphs for fields without what they require.',
      explains: ({ answers }) => hasCode(answers.apollo, 'REQUIRED_FIELDS_WRONG'),
    },
    {
      because: 'It loses types of the objects behind an interface object (@interfaceObject).',
      explains: ({ graph }) => interfaceObjects(graph).size > 0,
    },
  ],
};

/** Without the places in lists. */
function faultsIn(answer: FormattedExecutionResult | undefined): string[] {
  const faults = answer?.errors?.map(
    ({ message, path }) =>
      `${path?.map((segment) => (typeof segment === 'number' ? '@' : segment)).join('/')} ${message}`,
  );
  return faults?.sort() ?? [];
}

function hasCode(answer: FormattedExecutionResult | undefined, code: string): boolean {
  return answer?.errors?.some(({ extensions }) => extensions?.['code'] === code) === true;
}

function fieldsOf({ query }: ClientOperation): FieldNode[] {
  const fields: FieldNode[] = [];
  visit(parse(query, { noLocation: true }), { [Kind.FIELD]: (node) => void fields.push(node) });
  return fields;
}

/** Names of fields that joins are made with. */
function joinedFields(supergraphSdl: string): ReadonlySet<string> {
  const sets = [...supergraphSdl.matchAll(/(?:key|requires|provides): "([^"]*)"/g)].map(([, fields = '']) => fields);
  return new Set(sets.flatMap((fields) => fields.match(/\w+/g) ?? []));
}

/** Interfaces of which some subgraph has but an object. */
function interfaceObjects({ supergraphSdl }: FuzzedGraph): ReadonlySet<string> {
  const found = [...supergraphSdl.matchAll(/^interface (\w+)(?:\s+@.*)*isInterfaceObject: true/gm)];
  return new Set(found.map(([, name = '']) => name));
}

interface FragmentPlace {
  /** The type of the object that the fragment stands in. */
  readonly parent: string;
  readonly condition: string;
  readonly isCondition: 'object' | 'abstract';
}

function fragmentPlaces(schema: GraphQLSchema, { query }: ClientOperation): FragmentPlace[] {
  const document = parse(query, { noLocation: true });
  const conditions = new Map(
    document.definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node.typeCondition.name.value]] : [],
    ),
  );
  const places: FragmentPlace[] = [];
  const types = new TypeInfo(schema);
  const add = (parent: string | undefined, condition: string | undefined) => {
    if (parent === undefined || condition === undefined) return;
    places.push({ parent, condition, isCondition: isAbstractType(schema.getType(condition)) ? 'abstract' : 'object' });
  };
  const visitor = visitWithTypeInfo(types, {
    SelectionSet: ({ selections }) => {
      const parent = types.getParentType()?.name;
      for (const node of selections) {
        if (node.kind === Kind.INLINE_FRAGMENT) add(parent, node.typeCondition?.name.value);
        if (node.kind === Kind.FRAGMENT_SPREAD) add(parent, conditions.get(node.name.value));
      }
    },
  });
  visit(document, visitor);
  return places;
}

function hasNestedFragments(schema: GraphQLSchema, operation: ClientOperation): boolean {
  const places = fragmentPlaces(schema, operation);
  const outer = places.filter(
    ({ parent, condition, isCondition }) => isCondition === 'abstract' && condition !== parent,
  );
  return outer.some(({ condition: between }) =>
    places.some(({ parent }) => parent === between && isAbstractType(schema.getType(between))),
  );
}
