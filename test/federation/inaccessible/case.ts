import { findBy } from '../entity-table.ts';
import { reportsNoNulls, type FederationCase } from '../federation-case.ts';

const crates = [{ __typename: 'Crate', id: '1', internalCode: 'k1', label: 'Tea' }];
const vault = { __typename: 'Vault', id: '9', code: 1234 };

export const federationCase: FederationCase = {
  resolvers: {
    depot: {
      Query: {
        crates,
        crate: crates[0],
        vault,
        things: [...crates, vault],
        found: [vault, ...crates],
        foundOne: vault,
        colour: 'ULTRAVIOLET',
        colours: ['RED', 'ULTRAVIOLET'],
        find: ({ by }: { by?: { text?: string } }) => by?.text ?? 'none',
      },
      Crate: { __resolveReference: findBy(crates, 'internalCode') },
    },
    weights: { Crate: { grams: 5, heavy: ({ label }: { label: string }) => label === 'Lead' } },
  },
  operations: {
    'joins go over a key that clients do not see': {
      query: '{ crates { id grams heavy } }',
      data: { crates: [{ id: '1', grams: 5, heavy: false }] },
    },
    'fields that clients do not see cannot be selected, nor are they suggested': {
      query: '{ crates { internalCod } }',
      data: undefined,
      errors: [{ message: 'Cannot query field "internalCod" on type "Crate".', code: 'GRAPHQL_VALIDATION_FAILED' }],
    },
    'nor arguments': {
      query: '{ crate(id: 1, trace: true) { id } }',
      data: undefined,
      errors: [{ message: 'Unknown argument "trace" on field "Query.crate".' }],
    },
    'nor fields of inputs': {
      query: 'query ($by: Search) { find(by: $by) }',
      variables: { by: { text: 'x', debugFlag: true } },
      data: undefined,
      errors: [
        {
          message: 'Variable "$by" got invalid value; Field "debugFlag" is not defined by type "Search".',
        },
      ],
    },
    'an object of a hidden type is null where an interface or union stands': {
      query: '{ things { __typename id } found { __typename } }',
      data: { things: [{ __typename: 'Crate', id: '1' }, null], found: [null, { __typename: 'Crate' }] },
      hidden: ['Vault', '1234'],
    },
    'and takes its parent with it where that may not be null': {
      query: '{ foundOne { __typename } }',
      data: null,
      errors: [{ path: ['foundOne'] }],
      hidden: ['Vault'],
      oracle: reportsNoNulls,
    },
    'a hidden value of an enum is null': {
      query: '{ colour }',
      data: { colour: null },
      hidden: ['ULTRAVIOLET'],
    },
    'also in lists': {
      query: '{ colours }',
      data: { colours: null },
      errors: [{ path: ['colours', 1] }],
      hidden: ['ULTRAVIOLET'],
      oracle: reportsNoNulls,
    },
    'introspection shows none of it': {
      query: `{ vault: __type(name: "Vault") { name } crate: __type(name: "Crate") { fields { name } }
        thing: __type(name: "Thing") { possibleTypes { name } } colour: __type(name: "Colour") { enumValues { name } }
        search: __type(name: "Search") { inputFields { name } } any: __type(name: "_Any") { name }
        query: __type(name: "Query") { fields { name args { name } } } }`,
      data: {
        vault: null,
        crate: { fields: [{ name: 'id' }, { name: 'label' }, { name: 'grams' }, { name: 'heavy' }] },
        thing: { possibleTypes: [{ name: 'Crate' }] },
        colour: { enumValues: [{ name: 'RED' }, { name: 'BLUE' }] },
        search: { inputFields: [{ name: 'text' }] },
        any: null,
        query: {
          fields: [
            { name: 'crates', args: [] },
            { name: 'crate', args: [{ name: 'id' }] },
            { name: 'things', args: [] },
            { name: 'colour', args: [] },
            { name: 'colours', args: [] },
            { name: 'find', args: [{ name: 'by' }] },
            { name: 'found', args: [] },
            { name: 'foundOne', args: [] },
          ],
        },
      },
    },
    'nor does what a hidden type has in common with others': {
      query: '{ things { id } }',
      data: { things: [{ id: '1' }, null] },
      oracle: { differsIn: 'answer', because: 'It does not ask for the types of these objects.' },
    },
  },
};
