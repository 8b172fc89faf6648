import type { FederationCase } from '../federation-case.ts';

const letter = { id: 'l1', sender: { id: 's1', office: { id: 'o1', town: 'Turku' } } };

export const federationCase: FederationCase = {
  resolvers: {
    mail: { Query: { inbox: [letter], sent: [letter] } },
    offices: { Sender: { office: { id: 'o1' } }, Office: { town: 'Tampere', phone: '110' } },
  },
  operations: {
    'a whole path is provided': {
      query: '{ inbox { sender { office { town } } } }',
      data: { inbox: [{ sender: { office: { town: 'Turku' } } }] },
      silent: ['offices'],
    },
    'the entity at its end is joined as any other': {
      query: '{ inbox { sender { office { id phone } } } }',
      data: { inbox: [{ sender: { office: { id: 'o1', phone: '110' } } }] },
    },
    'where it is not provided it is fetched': {
      query: '{ sent { sender { office { town phone } } } }',
      data: { sent: [{ sender: { office: { town: 'Tampere', phone: '110' } } }] },
    },
  },
};
