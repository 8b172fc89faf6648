import { createClient, type FormattedExecutionResult, type Sink } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { FlowControl } from './event-buffer.ts';
import type { FeedEndpoint } from './feed-endpoint.ts';
import { FeedExpiredError, FeedInterruptedError } from './feed-error.ts';

type Answer = FormattedExecutionResult;

/** A connection to a level's subgraph over graphql-transport-ws. It never reconnects by itself. */
export interface LevelClient {
  /** Makes the level wait: a socket that is not read fills up, and what the level sends waits with it. */
  readonly flow: FlowControl;
  subscribe(query: string, variables: Record<string, unknown>, sink: Sink<Answer>): void;
  /** The newest sequence of the level's log, asked now. */
  position(): Promise<number>;
  /** The oldest sequence that the level's log holds, asked now; 1 where it was never trimmed. */
  start(): Promise<number>;
  close(): void;
}

/** `timeout`, in milliseconds, is how long the level may be silent: in the handshake, on a ping, on a question. */
export function connectToLevel({ level, url }: FeedEndpoint, token: string, timeout: number): LevelClient {
  const name = level.toLowerCase();
  let socket: WebSocket | undefined;
  let pongDue: NodeJS.Timeout | undefined;
  const client = createClient({
    url,
    webSocketImpl: socketClass(timeout, (created) => (socket = created)),
    connectionParams: { authorization: `Bearer ${token}` },
    retryAttempts: 0,
    connectionAckWaitTimeout: timeout,
    keepAlive: timeout,
    on: {
      closed: () => clearTimeout(pongDue),
      ping: (isReceived) => {
        if (!isReceived && !socket?.isPaused) pongDue = setTimeout(() => client.terminate(), timeout).unref();
      },
      pong: () => clearTimeout(pongDue),
    },
  });

  function ask(query: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const refuse = (reason: unknown): void => reject(toFeedError(reason));
      const timer = setTimeout(() => refuse(new FeedInterruptedError('the level does not answer')), timeout).unref();
      client.subscribe(
        { query },
        {
          next: resolve,
          error: refuse,
          complete: () => {
            clearTimeout(timer);
            refuse(new FeedInterruptedError('the connection ended before the answer'));
          },
        },
      );
    });
  }

  async function askNumber(what: 'Position' | 'Start'): Promise<number> {
    const { answer } = dataOf(await ask(`{ answer: ${name}SuggestionLog${what} }`));
    if (typeof answer === 'number') return answer;
    throw new FeedInterruptedError(`the level did not tell the ${what.toLowerCase()} of its log`);
  }

  return {
    flow: { pause: () => socket?.pause(), resume: () => socket?.resume() },
    subscribe: (query, variables, sink) => void client.subscribe({ query, variables }, sink),
    position: () => askNumber('Position'),
    start: () => askNumber('Start'),
    close: () => {
      // It fails where the connection was never made, which is as good as closed.
      Promise.resolve(client.dispose()).catch(() => undefined);
      if (socket?.readyState === WebSocket.CONNECTING) socket.terminate();
      // The closing handshake must be read: a socket that stays paused would be kept for half a minute.
      else socket?.resume();
    },
  };
}

/** Throws the errors of the answer. */
export function dataOf({ data, errors }: Answer): Record<string, unknown> {
  if (errors?.[0]) throw toFeedError(errors);
  if (!data) throw new FeedInterruptedError('the level sent no data');
  return data;
}

const expiredCodes = ['CURSOR_EXPIRED', 'CURSOR_INVALID'];

/** What graphql-ws reports: GraphQL errors, a close event, or a fault of the connection. */
export function toFeedError(error: unknown): Error {
  if (error instanceof FeedInterruptedError || error instanceof FeedExpiredError) return error;
  if (Array.isArray(error)) {
    const [first] = error as { message: string; extensions?: { code?: string } }[];
    const code = first?.extensions?.code ?? 'an error without a code';
    const text = `${code}: ${first?.message}`;
    return expiredCodes.includes(code) ? new FeedExpiredError(text) : new FeedInterruptedError(text);
  }
  const { code, reason, message } = error as { code?: unknown; reason?: string; message?: string };
  if (typeof code === 'number') {
    return new FeedInterruptedError(`the connection was closed with ${code}${reason ? ` (${reason})` : ''}`);
  }
  return new FeedInterruptedError(message || 'the level does not answer');
}

function socketClass(handshakeTimeout: number, note: (created: WebSocket) => void) {
  return class extends WebSocket {
    constructor(address: string, protocol: string) {
      super(address, protocol, { handshakeTimeout });
      note(this);
    }
  };
}
