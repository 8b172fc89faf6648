import type { FederationCase, OracleDifference } from '../federation-case.ts';

const unknownToIt: OracleDifference = {
  differsIn: 'answer',
  because: 'It takes composed directives out of the schema.',
};

export const federationCase: FederationCase = {
  resolvers: {
    first: { Query: { first: 'one', record: { id: 'r' } } },
    second: { Query: { second: 'two' }, Record: { length: 180 } },
  },
  operations: {
    'clients may write what the subgraphs compose, with the default that one of them has': {
      query: '{ first @tone second @tone(at: HIGH) }',
      data: { first: 'one', second: 'two' },
      oracle: unknownToIt,
    },
    'also in joins, on fragments and with variables': {
      query:
        'query ($at: Volume!, $no: Boolean!) { record { length @tone(at: $at) ...F @tone ... on Record @skip(if: $no) { id } } } fragment F on Record { size: length @tone @skip(if: $no) }',
      variables: { at: 'LOW', no: false },
      data: { record: { length: 180, size: 180, id: 'r' } },
      oracle: unknownToIt,
    },
    'those of operations are shown, with their types, and no others': {
      query: '{ __schema { directives { name } } __type(name: "Volume") { enumValues { name } } }',
      data: {
        __schema: {
          directives: ['tone', 'include', 'skip', 'deprecated', 'specifiedBy', 'oneOf'].map((name) => ({ name })),
        },
        __type: { enumValues: [{ name: 'LOW' }, { name: 'HIGH' }] },
      },
      oracle: unknownToIt,
    },
    'and held to its arguments': {
      query: '{ first @tone(at: LOUD) }',
      errors: [{ code: 'GRAPHQL_VALIDATION_FAILED' }],
      oracle: unknownToIt,
    },
  },
};
