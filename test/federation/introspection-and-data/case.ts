import type { FederationCase } from '../federation-case.ts';

export const federationCase: FederationCase = {
  resolvers: { hotel: { Query: { rooms: [{ id: 'r' }], guest: null } }, cleaning: { Room: { clean: true } } },
  operations: {
    'stand beside each other in one operation': {
      query: `query ($name: String!, $old: Boolean = true) { rooms { clean } type: __type(name: $name) { description fields(includeDeprecated: $old) { name isDeprecated } } ...S __typename }
        fragment S on Query { __schema { queryType { name } mutationType { name } } }`,
      variables: { name: 'Room' },
      data: {
        rooms: [{ clean: true }],
        type: {
          description: 'A place to sleep.\nAlso for dogs.',
          fields: [
            { name: 'id', isDeprecated: false },
            { name: 'clean', isDeprecated: false },
            { name: 'price', isDeprecated: false },
            { name: 'rate', isDeprecated: true },
          ],
        },
        __schema: { queryType: { name: 'Query' }, mutationType: null },
        __typename: 'Query',
      },
    },
    'descriptions, defaults and what is deprecated are kept': {
      query: `{ room: __type(name: "Room") { fields(includeDeprecated: true) { description deprecationReason args { name defaultValue } } }
        currency: __type(name: "Currency") { enumValues(includeDeprecated: true) { name description deprecationReason } }
        coupon: __type(name: "Coupon") { inputFields(includeDeprecated: true) { name defaultValue deprecationReason } }
        day: __type(name: "Day") { kind specifiedByURL } }`,
      data: {
        room: {
          fields: [
            { description: null, deprecationReason: null, args: [] },
            { description: null, deprecationReason: null, args: [] },
            {
              description: 'Of the whole room.',
              deprecationReason: null,
              args: [
                { name: 'currency', defaultValue: 'CNY' },
                { name: 'nights', defaultValue: '1' },
                { name: 'coupon', defaultValue: null },
              ],
            },
            { description: null, deprecationReason: 'Ask for price.', args: [] },
          ],
        },
        currency: {
          enumValues: [
            { name: 'CNY', description: null, deprecationReason: null },
            { name: 'GBP', description: 'Old money.', deprecationReason: 'No longer supported' },
          ],
        },
        coupon: {
          inputFields: [
            { name: 'code', defaultValue: '"NONE"', deprecationReason: null },
            { name: 'percent', defaultValue: null, deprecationReason: 'All are equal.' },
          ],
        },
        day: { kind: 'SCALAR', specifiedByURL: 'https://example.org/day' },
      },
      oracle: { differsIn: 'answer', because: 'Its schema has no specifiedByURL.' },
    },
    'tags and the machinery of federation are not shown': {
      query: '{ __schema { directives { name } types { name } } }',
      data: {
        __schema: {
          directives: ['include', 'skip', 'deprecated', 'specifiedBy', 'oneOf'].map((name) => ({ name })),
          types: [
            ...[
              'Coupon',
              'String',
              'Int',
              'Currency',
              'Day',
              'Guest',
              'Person',
              'Query',
              'Room',
              'ID',
              'Boolean',
              'Float',
            ],
            ...[
              '__Schema',
              '__Type',
              '__TypeKind',
              '__Field',
              '__InputValue',
              '__EnumValue',
              '__Directive',
              '__DirectiveLocation',
            ],
          ].map((name) => ({ name })),
        },
      },
      hidden: ['tag', 'join__', '_service', '_entities', 'link__'],
    },
    'alone, no subgraph is asked': {
      query: '{ __type(name: "Nothing") { name } __typename }',
      data: { __type: null, __typename: 'Query' },
      silent: ['hotel', 'cleaning'],
    },
  },
};
