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

  test('names a variable that it does not know', () => {
    expect(() => read({ GATEWAY_ENGIN: 'liaison' })).toThrow(/Did you mean GATEWAY_ENGINE/);
  });
});
