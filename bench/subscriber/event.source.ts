import { Client } from 'undici';
import type { Published } from '../publisher/publisher.messages.ts';

/** The publisher, as the process of the subscribers tells it when to publish. */
export interface EventSource {
  publish(events: number): Promise<Published>;
  /** Number of the last event. */
  last(): number;
  close(): Promise<void>;
}

export function connectEventSource(origin: string): EventSource {
  const client = new Client(origin);
  let last = 0;
  return {
    publish: async (events) => {
      const { body, statusCode } = await client.request({ method: 'POST', path: `/publish?events=${events}` });
      if (statusCode !== 200) throw new Error(`the publisher answers with ${statusCode}: ${await body.text()}`);
      const published = (await body.json()) as Published;
      last = published.first + events - 1;
      return published;
    },
    last: () => last,
    close: () => client.close(),
  };
}
