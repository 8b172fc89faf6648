import { describe, expect, test } from '@jest/globals';
import { readEnvironment } from '../shared/config/environment.ts';
import { gatewayConfig, gatewayFamilies, gatewayVariables } from './config.ts';

function read(environment: Record<string, string>) {
  return gatewayConfig(readEnvironment(gatewayVariables, environment, gatewayFamilies));
}

describe('the environment of the gateway', () => {
  test('needs nothing: subgraphs stand on the ports after its own', () => {
    const config = read({ PORT: '5000' });
    expect(config).toMatchObject({ host: '127.0.0.1', port: 5000, engine: 'liaison', maxBody: 4 * 1024 * 1024 });
    expect(config.jwksFile).toBe('var/keys/jwks.json');
    expect(config.subgraphs).toEqual([
      { name: 'city', url: 'http://127.0.0.1:5001/graphql' },
      { name: 'district', url: 'http://127.0.0.1:5002/graphql' },
      { name: 'township', url: 'http://127.0.0.1:5003/graphql' },
      { name: 'network', url: 'http://127.0.0.1:5004/graphql' },
    ]);
  });

  test('lists subgraphs by name and URL', () => {
    expect(read({ GATEWAY_SUBGRAPHS: 'a=http://one/graphql?x=1, b=https://two/' }).subgraphs).toEqual([
      { name: 'a', url: 'http://one/graphql?x=1' },
      { name: 'b', url: 'https://two/' },
    ]);
  });

  test.each(['', ' , ', 'a', 'a=ftp://x', '=http://x', 'a=http://x,a=http://y'].filter(Boolean))(
    'refuses the list %j',
    (list) => {
      expect(() => read({ GATEWAY_SUBGRAPHS: list })).toThrow(/GATEWAY_SUBGRAPHS/);
    },
  );

  test('takes timeouts and protocols of single subgraphs by name', () => {
    const config = read({
      GATEWAY_SUBGRAPH_TIMEOUTS: 'city=10s, a-b=500ms',
      GATEWAY_SUBGRAPH_SUBSCRIPTIONS: 'a=sse,b=ws',
    });
    expect([...config.subgraphTimeouts]).toEqual([
      ['city', 10_000],
      ['a-b', 500],
    ]);
    expect([...config.subscriptionProtocols]).toEqual([
      ['a', 'sse'],
      ['b', 'ws'],
    ]);
    expect(read({})).toMatchObject({ subgraphTimeouts: new Map(), subscriptionProtocols: new Map() });
  });

  test.each([
    ['GATEWAY_SUBGRAPH_TIMEOUTS', 'city=10'],
    ['GATEWAY_SUBGRAPH_TIMEOUTS', 'city=10s,city=20s'],
    ['GATEWAY_SUBGRAPH_TIMEOUTS', '10s'],
    ['GATEWAY_SUBGRAPH_SUBSCRIPTIONS', 'a=http'],
    ['GATEWAY_SUBGRAPH_SUBSCRIPTIONS', 'a='],
    ['GATEWAY_FORWARD_HEADERS', 'authorization,cookie'],
    ['GATEWAY_FORWARD_HEADERS', 'accept-encoding'],
  ])('refuses %s=%s', (variable, value) => {
    expect(() => read({ [variable]: value })).toThrow(variable);
  });

  test('names a variable that it does not know', () => {
    expect(() => read({ GATEWAY_ENGIN: 'liaison' })).toThrow(/Did you mean GATEWAY_ENGINE/);
  });
});
