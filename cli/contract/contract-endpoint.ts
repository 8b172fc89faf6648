import { createClient, type Client, type FormattedExecutionResult } from 'graphql-ws';
import { WebSocket } from 'ws';
import { ContractFault } from './contract-check.ts';

export interface EndpointOptions {
  readonly url: string;
  /** The same place over ws where it is left out. */
  readonly websocketUrl?: string | undefined;
  readonly token?: string | undefined;
  /** Milliseconds to wait for an answer, for the acknowledgement of a connection, and for an event that is due. */
  readonly timeout: number;
}

export type Answer = Pick<FormattedExecutionResult, 'data' | 'errors'>;

/** What a subscription gave before it was left: events in order, or the errors that it ended with. */
export interface Followed {
  readonly events: readonly Record<string, unknown>[];
  readonly errors: readonly { readonly message: string }[];
}

/** An endpoint as a gateway sees it. Its methods throw ContractFault where it does not answer as GraphQL does. */
export interface ContractEndpoint {
  /** POST of an operation. */
  ask(query: string, variables?: Record<string, unknown>): Promise<Answer>;
  /** The data of an operation that is to have no errors. */
  read(query: string, variables?: Record<string, unknown>): Promise<Record<string, unknown>>;
  /** Leaves the subscription `event: …` after `count` events, after its end, or when `patience` milliseconds were silent. */
  follow(query: string, variables: Record<string, unknown>, limits: FollowLimits): Promise<Followed>;
}

export interface FollowLimits {
  readonly count: number;
  /** Milliseconds; the timeout of the endpoint where it is left out. */
  readonly patience?: number;
}

export function openEndpoint({ url, websocketUrl, token, timeout }: EndpointOptions): ContractEndpoint {
  const headers = {
    'content-type': 'application/json',
    accept: 'application/graphql-response+json, application/json',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };

  async function ask(query: string, variables: Record<string, unknown> = {}): Promise<Answer> {
    const text = await post(url, {
      headers,
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(timeout),
    });
    const answer = parseJson(text);
    if (isAnswer(answer)) return answer;
    throw new ContractFault(
      `The answer is no GraphQL response, which is JSON with "data" or "errors": ${excerpt(text)}`,
    );
  }

  return {
    ask,
    async read(query, variables) {
      const { data, errors } = await ask(query, variables);
      if (errors?.[0]) throw new ContractFault(`${excerpt(query)} has the error: ${errors[0].message}`);
      if (!data) throw new ContractFault(`${excerpt(query)} has neither data nor errors.`);
      return data;
    },
    async follow(query, variables, { count, patience = timeout }) {
      const client = createClient({
        url: websocketUrl ?? url.replace(/^http/, 'ws'),
        webSocketImpl: WebSocket,
        connectionParams: token === undefined ? {} : { authorization: `Bearer ${token}` },
        retryAttempts: 0,
        connectionAckWaitTimeout: timeout,
      });
      try {
        return await collect(client, { query, variables }, { count, patience });
      } finally {
        await client.dispose();
      }
    },
  };
}

function collect(
  client: Client,
  payload: { query: string; variables: Record<string, unknown> },
  { count, patience }: Required<FollowLimits>,
): Promise<Followed> {
  return new Promise((resolve, reject) => {
    const events: Record<string, unknown>[] = [];
    const silence = setTimeout(() => resolve({ events, errors: [] }), patience);
    const end = (errors: Followed['errors']): void => {
      clearTimeout(silence);
      resolve({ events, errors });
    };
    client.subscribe(payload, {
      next: ({ data, errors }) => {
        if (errors) return end(errors);
        events.push(data?.['event'] as Record<string, unknown>);
        if (events.length >= count) return end([]);
        silence.refresh();
      },
      error: (error) => {
        clearTimeout(silence);
        if (Array.isArray(error)) resolve({ events, errors: error as Followed['errors'] });
        else reject(new ContractFault(`The WebSocket (graphql-transport-ws) fails: ${reasonOf(error)}`));
      },
      complete: () => end([]),
    });
  });
}

async function post(url: string, init: { headers: Record<string, string>; body: string; signal: AbortSignal }) {
  try {
    const response = await fetch(url, { method: 'POST', redirect: 'error', ...init });
    return await response.text();
  } catch (error) {
    throw new ContractFault(`POST to ${url} fails: ${reasonOf(error)}`);
  }
}

function reasonOf(error: unknown): string {
  const { code, reason, message, cause } = error as {
    code?: unknown;
    reason?: string;
    message?: string;
    cause?: Error;
  };
  if (typeof code === 'number' && reason !== undefined) return `closed with ${code} ${reason}`.trim();
  return cause?.message || message || String(error);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isAnswer(value: unknown): value is Answer {
  if (value === null || typeof value !== 'object') return false;
  const { data, errors } = value as { data?: unknown; errors?: unknown };
  return (data !== undefined && typeof data === 'object') || (Array.isArray(errors) && errors.length > 0);
}

/** The beginning of a text, for a message of one line. */
export function excerpt(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}
