import type { FederationCase } from '../federation-case.ts';

const box = { __typename: 'Box', id: 'b' };
const tube = { __typename: 'Tube', id: 't', near: box };
const measured = {
  size: ({ id }: { id: string }, args: { in: string }) => `${id} in ${args.in}`,
  part: ({ id }: { id: string }, { of }: { of: number }) => ({ name: `${id}${of}` }),
};

export const federationCase: FederationCase = {
  resolvers: {
    boxes: { Query: { things: [box, { ...tube, near: { ...box, near: tube } }] } },
    sizes: { Box: measured, Tube: { ...measured, label: 'a tube' } },
  },
  operations: {
    'objects of different types answer one name with arguments of their own': {
      query:
        '{ things { ... on Box { size(in: CM) part(of: 1) { name } } ... on Tube { size(in: INCH) part(of: 2) { name } } } }',
      data: {
        things: [
          { size: 'b in CM', part: { name: 'b1' } },
          { size: 't in INCH', part: { name: 't2' } },
        ],
      },
    },
    'or with other fields under that name': {
      query: '{ things { ... on Box { it: size(in: INCH) } ... on Tube { it: label } } }',
      data: { things: [{ it: 'b in INCH' }, { it: 'a tube' }] },
    },
    'with and without arguments, again further down': {
      query: '{ things { ... on Box { size } near { ... on Box { size(in: INCH) near { ... on Tube { size } } } } } }',
      data: { things: [{ size: 'b in CM', near: null }, { near: { size: 'b in INCH', near: { size: 't in CM' } } }] },
    },
    'an alias that is the name is none': {
      query: '{ things { id id: id near { id } near: near { id: id ... on Box { id size size: size } } } }',
      data: {
        things: [
          { id: 'b', near: null },
          { id: 't', near: { id: 'b', size: 'b in CM' } },
        ],
      },
    },
  },
};
