import { expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import type { Graph } from '../executor/graph.ts';
import { createDocumentStore } from './document.store.ts';
import type { Engine, EngineRequest } from './engine.ts';
import type { GatewayContext } from './gateway-context.ts';
import { createOperationService, type OpenedOperation } from './operation.service.ts';

const graph = { apiSchema: buildSchema('type Query { a: Int }') } as Graph;
const documents = createDocumentStore({ capacity: 10, maxTokens: 100, maxDepth: 5, maxFields: 10 });

function serviceOver(execute: Engine['execute']) {
  const engine: Engine = { execute, stop: async () => undefined };
  const formatError = (formatted: object) => ({ message: 'masked', ...formatted, extensions: { code: 'INTERNAL' } });
  return createOperationService({ graph: { get: () => graph }, documents, engine, formatError });
}

const context: GatewayContext = {
  headers: { 'x-request-id': '1' },
  actor: { subject: 'u1', name: 'Clerk', role: 'city-clerk', divisionCode: '230100', expiresAt: 2_000_000_000 },
};

test('an execution sees the forwarded headers of a client and nothing else of it, so that answers may be shared', async () => {
  const requests: EngineRequest[] = [];
  const service = serviceOver(async (request) => {
    requests.push(request);
    return { text: '{"data":{"a":1}}', wasExecuted: true };
  });
  const operation = service.open({ query: '{ a }' }) as OpenedOperation;
  const answer = await service.execute(operation, { variables: {}, scope: context });
  expect(answer).toEqual({ text: '{"data":{"a":1}}', outcome: 'executed' });
  expect(requests).toEqual([{ ...operation, variables: {}, context: { headers: context.headers } }]);
});

test('an engine that fails is an answer that says so, masked', async () => {
  const service = serviceOver(() => Promise.reject(new TypeError('inner workings')));
  const operation = service.open({ query: '{ a }', operationName: '' }) as OpenedOperation;
  const { text, outcome } = await service.execute(operation, { variables: {}, scope: context });
  expect(outcome).toBe('failed');
  expect(JSON.parse(text)).toEqual({ errors: [expect.objectContaining({ extensions: { code: 'INTERNAL' } })] });
});
