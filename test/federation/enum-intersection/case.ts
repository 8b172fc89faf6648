import { reportsNoNulls, type FederationCase } from '../federation-case.ts';

interface To {
  to: string;
}

export const federationCase: FederationCase = {
  resolvers: {
    signals: {
      Query: {
        all: ['GO', null, 'STOP'],
        set: (_root: unknown, { to }: To) => to,
        setTo: (_root: unknown, { to }: To) => to,
      },
    },
    lights: {
      Query: {
        wish: (_root: unknown, { for: wished }: { for: string[] }) => wished,
        other: ['STOP', 'BLINK'],
        both: 'AUTO',
        level: 'HIGH',
        levels: ['LOW', 'HIGH'],
        wide: ['LOW', 'MID'],
      },
    },
  },
  operations: {
    'an enum of arguments has the values that all subgraphs know': {
      query: 'query ($to: Wish = STOP, $more: [Wish!]) { set(to: $to) wish(for: $more) setTo(to: OFF) }',
      variables: { more: ['GO', 'STOP'] },
      data: { set: 'STOP', wish: ['GO', 'STOP'], setTo: 'OFF' },
    },
    'a value of one subgraph only is not taken, though that one would know it': {
      query: '{ wish(for: [BLINK]) }',
      data: undefined,
      errors: [{ code: 'GRAPHQL_VALIDATION_FAILED' }],
    },
    'nor in a variable': {
      query: 'query ($to: Wish) { set(to: $to) }',
      variables: { to: 'BLINK' },
      data: undefined,
      errors: [{ code: 'BAD_USER_INPUT' }],
    },
    'an enum of answers has the values of all subgraphs': {
      query: '{ other all wide }',
      data: { other: ['STOP', 'BLINK'], all: ['GO', null, 'STOP'], wide: ['LOW', 'MID'] },
    },
    'a hidden value where null may not stand takes its parent with it': {
      query: '{ level }',
      data: null,
      errors: [{ path: ['level'] }],
      hidden: ['HIGH'],
      oracle: reportsNoNulls,
    },
    'also one that is hidden everywhere': {
      query: '{ both }',
      data: null,
      errors: [{ path: ['both'] }],
      hidden: ['AUTO'],
      oracle: reportsNoNulls,
    },
    'in a list as well': {
      query: '{ levels wide }',
      data: { levels: null, wide: ['LOW', 'MID'] },
      errors: [{ path: ['levels', 1] }],
      hidden: ['HIGH'],
      oracle: reportsNoNulls,
    },
  },
};
