import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

/** A gateway as a client of the API sees it. */
export interface StoryClient {
  /** POSTs an operation; throws where the answer has an error. `Data` is what the operation asks for. */
  ask<Data>(query: string, variables: Record<string, unknown>, token?: string): Promise<Data>;
  /** The results of a subscription over graphql-transport-ws. */
  follow<Data>(query: string, variables: Record<string, unknown>, token: string): AsyncIterableIterator<Data>;
  stop(): Promise<void>;
}

interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

export function createStoryClient(url: string): StoryClient {
  const stops: (() => void | Promise<void>)[] = [];
  return {
    async ask<Data>(query: string, variables: Record<string, unknown>, token?: string): Promise<Data> {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/graphql-response+json',
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify({ query, variables }),
      });
      return dataOf((await response.json()) as Answer<Data>);
    },
    async *follow<Data>(query: string, variables: Record<string, unknown>, token: string) {
      const client = createClient({
        url: url.replace(/^http/, 'ws'),
        webSocketImpl: WebSocket,
        connectionParams: { authorization: `Bearer ${token}` },
      });
      stops.push(() => client.dispose());
      for await (const result of client.iterate({ query, variables })) yield dataOf(result as Answer<Data>);
    },
    async stop() {
      for (const stop of stops) await stop();
    },
  };
}

function dataOf<Data>({ data, errors }: Answer<Data>): Data {
  const [first] = errors ?? [];
  if (first) throw new Error(`The gateway refuses (${first.extensions?.code ?? 'no code'}): ${first.message}`);
  if (!data) throw new Error('The gateway answered with neither data nor errors: is this the address of its /graphql?');
  return data;
}
