import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { eventNumber } from '../graph/review-added.ts';
import { answerEvent, readQuery, type EventQuery, type SubscribeRequest } from './event.answer.ts';
import { monotonicTime, type PublisherCounts, type Published } from './publisher.messages.ts';

/** The subgraph "live" over graphql-transport-ws. It keeps every event, so that a subscription can begin at any cursor. */
export interface LiveSocket {
  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void;
  publish(events: number): Published;
  counts(): Pick<PublisherCounts, 'opened' | 'open'>;
}

interface LiveSubscription {
  readonly socket: WebSocket;
  readonly id: string;
  readonly query: EventQuery;
}

type ClientMessage =
  | { readonly type: 'connection_init' | 'ping' | 'pong' }
  | { readonly type: 'subscribe'; readonly id: string; readonly payload: SubscribeRequest }
  | { readonly type: 'complete'; readonly id: string };

export function createLiveSocket(): LiveSocket {
  const sockets = new WebSocketServer({
    noServer: true,
    handleProtocols: (protocols) => protocols.has('graphql-transport-ws') && 'graphql-transport-ws',
  });
  const subscriptions = new Map<WebSocket, Map<string, LiveSubscription>>();
  let opened = 0;
  let last = 0;

  function subscribe(socket: WebSocket, id: string, request: SubscribeRequest): void {
    const subscription = { socket, id, query: readQuery(request) };
    const { result, after } = answerEvent(subscription.query, 1);
    if (result.errors) return void send(socket, { id, type: 'error', payload: result.errors });
    opened += 1;
    subscriptions.get(socket)?.set(id, subscription);
    const write = eventWriter();
    for (let number = eventNumber(after) + 1; number <= last; number++) write(subscription, number);
  }

  function receive(socket: WebSocket, message: ClientMessage): void {
    if (message.type === 'connection_init') send(socket, { type: 'connection_ack' });
    else if (message.type === 'ping') send(socket, { type: 'pong' });
    else if (message.type === 'subscribe') subscribe(socket, message.id, message.payload);
    else if (message.type === 'complete') subscriptions.get(socket)?.delete(message.id);
  }

  function accept(socket: WebSocket): void {
    subscriptions.set(socket, new Map());
    socket.on('message', (data: RawData) => receive(socket, JSON.parse(String(data)) as ClientMessage));
    socket.on('error', (error) => console.error(error));
    socket.on('close', () => subscriptions.delete(socket));
  }

  return {
    upgrade: (request, stream, head) => sockets.handleUpgrade(request, stream, head, accept),
    publish: (events) => {
      const first = last + 1;
      const times: number[] = [];
      const write = eventWriter();
      for (; times.length < events;) {
        last += 1;
        times.push(monotonicTime());
        for (const own of subscriptions.values()) for (const subscription of own.values()) write(subscription, last);
      }
      return { first, times };
    },
    counts: () => ({ opened, open: [...subscriptions.values()].reduce((sum, own) => sum + own.size, 0) }),
  };
}

/** Sends an event to one subscription. Those that ask the same get it executed once. */
function eventWriter(): (subscription: LiveSubscription, number: number) => void {
  const payloads = new Map<string, string>();
  let current = 0;
  return ({ socket, id, query }, number) => {
    if (number !== current) payloads.clear();
    current = number;
    // The variables hold no more than where the subscription began.
    const payload = payloads.get(query.text) ?? JSON.stringify(answerEvent(query, number).result);
    payloads.set(query.text, payload);
    socket.send(`{"id":${JSON.stringify(id)},"type":"next","payload":${payload}}`);
  };
}

function send(socket: WebSocket, message: object): void {
  socket.send(JSON.stringify(message));
}
