import type { ContractCheck } from './contract-check.ts';

const bad = [
  { what: 'an operation that is not GraphQL', query: '{ township(' },
  { what: 'a field that does not exist', query: '{ noSuchFieldAnywhere }' },
  { what: 'a variable of the wrong type', query: 'query ($first: Int) { __typename }', variables: { first: 'many' } },
];

/** What cannot be answered is refused in GraphQL's form, so that a gateway can say what was wrong. */
export const errorsCheck: ContractCheck = {
  title: 'Bad requests get GraphQL errors',
  async run({ endpoint }, { faults }) {
    for (const { what, query, variables } of bad) {
      const { errors } = await endpoint.ask(query, variables);
      const message = errors?.[0]?.message;
      if (typeof message !== 'string' || message === '') faults.push(`${what} gets no error with a message.`);
    }
  },
};
