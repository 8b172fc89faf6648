import { describe, expect, test } from '@jest/globals';
import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { newNote } from '../../support/stub-subgraph.graph.ts';
import { startFixture, type GatewayFixture } from './gateway.fixture.ts';

const noted = 'subscription ($after: String) { noted(after: $after) { cursor note { text product { name } } } }';
const texts = ['One.', 'Two.', '三：“--graphql”\r\n--graphql'];
const accept = 'multipart/mixed;boundary=graphql;subscriptionSpec=1.0,application/json';

function apolloClient({ gateway }: GatewayFixture): ApolloClient {
  return new ApolloClient({ link: new HttpLink({ uri: gateway.url }), cache: new InMemoryCache() });
}

/** As many results of a subscription as there are, or `count`. */
function take(client: ApolloClient, query: string, { count, variables = {} }: { count: number; variables?: object }) {
  return new Promise<{ results: unknown[]; isOver: boolean }>((resolve, reject) => {
    const results: unknown[] = [];
    const end = (isOver: boolean) => {
      subscription.unsubscribe();
      resolve({ results, isOver });
    };
    const subscription = client
      .subscribe({ query: gql(query), variables, errorPolicy: 'all', fetchPolicy: 'no-cache' })
      .subscribe({
        next: (result) => results.push(result) === count && queueMicrotask(() => end(false)),
        error: reject,
        complete: () => end(true),
      });
  });
}

describe('a multipart subscription, read by Apollo Client,', () => {
  test('brings joined events in order, and ends at its subgraph when the client leaves', async () => {
    await using fixture = await startFixture();
    for (const text of texts) fixture.log.add(newNote('p1', text));
    const { results } = await take(apolloClient(fixture), noted, { count: texts.length, variables: { after: '0' } });
    expect(results).toEqual(
      texts.map((text, index) => ({
        data: {
          noted: expect.objectContaining({ cursor: String(index + 1), note: expect.objectContaining({ text }) }),
        },
      })),
    );
    const deadline = Date.now() + 5_000;
    while (fixture.notes.openSockets() > 0 && Date.now() < deadline) await new Promise((next) => setImmediate(next));
    expect(fixture.notes.openSockets()).toBe(0);
  });

  test('is told what is wrong with its text and its variables', async () => {
    await using fixture = await startFixture();
    const client = apolloClient(fixture);
    const wrong = [
      ['subscription { nothing }', {}, 'GRAPHQL_VALIDATION_FAILED'],
      [noted, { after: {} }, 'BAD_USER_INPUT'],
    ] as const;
    for (const [query, variables, code] of wrong) {
      const { results } = await take(client, query, { count: 1, variables });
      expect(JSON.stringify((results[0] as { error: unknown }).error)).toContain(code);
    }
    client.stop();
  });
});

describe('a multipart subscription', () => {
  test('has parts that are whole as soon as they come, and a last boundary', async () => {
    await using fixture = await startFixture();
    const response = await fixture.get('/graphql?query=subscription{ticked}', { accept });
    expect(response.headers.get('content-type')).toBe('multipart/mixed;boundary="graphql";subscriptionSpec=1.0');
    let text = '';
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk as Uint8Array).toString();
      if (text.includes('payload')) void fixture.gateway.stop();
    }
    const part = '\r\ncontent-type: application/json\r\n\r\n';
    expect(text.startsWith(`\r\n--graphql${part}{"payload":{"data":{"ticked":`)).toBe(true);
    expect(text.endsWith('\r\n--graphql--\r\n')).toBe(true);
    expect(text).toContain(`${part}{"payload":null,"errors":[`);
  });

  test('is what a query is not, where the client takes JSON too', async () => {
    await using fixture = await startFixture();
    const response = await fixture.get('/graphql?query={__typename}', { accept });
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    const only = await fixture.get('/graphql?query={__typename}', { accept: 'multipart/mixed;subscriptionSpec="1.0"' });
    expect(await only.text()).toBe(
      '\r\n--graphql\r\ncontent-type: application/json\r\n\r\n{"payload":{"data":{"__typename":"Query"}}}\r\n--graphql--\r\n',
    );
  });
});
