import { describe, expect, test } from '@jest/globals';
import { createEitherProtocol } from './either-protocol.ts';
import type { SubscriptionClient, UpstreamSink } from './subscription.client.ts';

/** A client that keeps the sinks it was given, and notes who left. */
function createRecorder() {
  const sinks: UpstreamSink[] = [];
  const left: number[] = [];
  const client: SubscriptionClient = {
    subscribe: (_request, sink) => {
      const index = sinks.push(sink) - 1;
      return () => void left.push(index);
    },
    stop: () => Promise.resolve(),
  };
  return { client, sinks, left };
}

function start() {
  const [ws, sse] = [createRecorder(), createRecorder()];
  const subscribe = createEitherProtocol({ ws: ws.client, sse: sse.client });
  const told: unknown[] = [];
  const sink: UpstreamSink = {
    connected: () => void told.push('connected'),
    next: (value) => void told.push(value),
    error: (error) => void told.push(error),
    complete: () => void told.push('complete'),
  };
  const request = { endpoint: { name: 'a', url: 'http://a/graphql' }, query: 'subscription { a }' };
  return { ws, sse, told, subscribe: () => subscribe(request, sink) };
}

const noSocket = { type: 'error', message: 'Unexpected server response: 404' };

describe('a subgraph whose protocol is not named', () => {
  test('is asked by server-sent events where it has no WebSocket, and at once the next time', () => {
    const { ws, sse, told, subscribe } = start();
    const leave = subscribe();
    ws.sinks[0]?.error(noSocket);
    expect([ws.left, sse.sinks.length]).toEqual([[0], 1]);
    sse.sinks[0]?.connected();
    sse.sinks[0]?.next({ data: { a: 1 } });
    subscribe();
    expect([ws.sinks.length, sse.sinks.length]).toEqual([1, 2]);
    expect(told).toEqual(['connected', { data: { a: 1 } }]);
    leave();
    expect(sse.left).toEqual([0]);
  });

  test('is asked for a WebSocket again once its streams fail', () => {
    const { ws, sse, told, subscribe } = start();
    subscribe();
    ws.sinks[0]?.error(noSocket);
    sse.sinks[0]?.connected();
    const broken = new Error('broken');
    sse.sinks[0]?.error(broken);
    subscribe();
    expect([told, ws.sinks.length]).toEqual([['connected', broken], 2]);
  });

  test.each([
    ['401', { message: 'Unexpected server response: 401' }],
    ['503', { message: 'Unexpected server response: 503' }],
    ['a close', { code: 4403, reason: 'Forbidden' }],
    ['GraphQL', [{ message: 'no' }]],
  ])('is believed where it refuses a WebSocket by %s', (_what, error) => {
    const { ws, sse, told, subscribe } = start();
    subscribe();
    ws.sinks[0]?.error(error);
    expect([told, sse.sinks.length]).toEqual([[error], 0]);
  });

  test('has failed as a WebSocket does where it knows neither, and is believed in what it says in GraphQL', () => {
    const { ws, sse, told, subscribe } = start();
    const neither = [{ message: 'no stream', extensions: { code: 'SUBGRAPH_ANSWER_INVALID' } }];
    const refusal = [{ message: 'not for you', extensions: { code: 'FORBIDDEN' } }];
    for (const [index, error] of [neither, refusal].entries()) {
      subscribe();
      ws.sinks[index]?.error(noSocket);
      sse.sinks[index]?.error(error);
    }
    expect(told).toEqual([noSocket, refusal]);
  });
});
