import { getVariableValues } from 'graphql';
import type { GatewayContext } from '../engine/gateway-context.ts';
import type { CurrentGraph } from '../engine/current-graph.ts';
import type { Graph } from '../executor/graph.ts';
import type { PreparedOperation } from '../executor/operation.ts';
import type { JsonObject } from '../transport/subgraph-answer.ts';
import type { SubscriptionClient } from '../transport/subscription.client.ts';
import { Member } from './member.ts';
import { ReplayMemory } from './replay.buffer.ts';
import type { Subscriber } from './subscriber.ts';
import { endOf, failed, stopping } from './subscription.end.ts';
import { SubscriptionInvalid } from './subscription.fault.ts';
import { cursorOperationOf, type SourceDependencies } from './subscription.source.ts';
import { sharedHeaders, topicKey } from './topic.key.ts';
import { startTopicMover } from './topic.mover.ts';
import { Topic, type SubscriptionLimits } from './topic.ts';

/** One subscription that was validated against `graph`, on behalf of one client. */
export interface SubscriptionRequest {
  readonly graph: Graph;
  readonly prepared: PreparedOperation;
  /** As the client sent them. */
  readonly variables: Readonly<JsonObject>;
  readonly context: GatewayContext;
}

/** Fans the events of subgraphs out to clients: equal subscriptions have one upstream and one join per event. */
export interface SubscriptionHub {
  /** Returns the function by which the subscriber leaves. */
  subscribe(request: SubscriptionRequest, subscriber: Subscriber): () => void;
  /** Ends every subscription with SERVICE_STOPPING and closes the upstreams. */
  stop(): Promise<void>;
}

export interface HubDependencies extends SourceDependencies {
  readonly graph: Pick<CurrentGraph, 'get' | 'onChange'>;
  readonly sockets: SubscriptionClient;
}

export interface HubOptions extends SubscriptionLimits {
  /** Whether equal subscriptions have one upstream. */
  readonly isSharingSubscriptions: boolean;
  /** Milliseconds without a connection until a subscription is given up. */
  readonly resumeTimeout: number;
  /** Events kept for one client that is slow, and of one upstream for clients that come back. */
  readonly eventBuffer: number;
}

/** Milliseconds between two looks at the limits. */
const limitInterval = 1_000;
/** Bytes of events that are kept for clients that come back, over all subscriptions. */
const replayBytes = 64 * 1024 * 1024;

export function startSubscriptionHub(dependencies: HubDependencies, options: HubOptions): SubscriptionHub {
  const { graph, formatError, sockets } = dependencies;
  const { resumeTimeout, eventBuffer } = options;
  const topics = new Map<string, Topic>();
  const feedOptions = { sockets, resumeTimeout, eventBuffer, memory: new ReplayMemory(replayBytes) };
  let unshared = 0;
  let isStopped = false;

  function topicOf(request: SubscriptionRequest): Topic {
    const { prepared, variables, context } = request;
    const headers = options.isSharingSubscriptions ? sharedHeaders(context.headers) : context.headers;
    const subscription = { prepared, variables, headers };
    const cursor = cursorOperationOf(request.graph, prepared);
    const key = options.isSharingSubscriptions ? topicKey(subscription, cursor) : String((unshared += 1));
    const known = topics.get(key);
    if (known) return known;
    const emptied = (topic: Topic): void => {
      if (topics.get(key) === topic) topics.delete(key);
    };
    const topic = new Topic({ ...dependencies, emptied }, feedOptions, { graph: request.graph, subscription });
    topics.set(key, topic);
    return topic;
  }

  const mover = startTopicMover(graph, () => topics.values());
  const stopLimits = startLimits(options, () => topics.values());

  return {
    subscribe: (request, subscriber) => {
      const begin = beginOf(request);
      if (isStopped || begin.invalid) {
        const cause = isStopped ? stopping : failed(begin.invalid);
        subscriber.end(endOf(cause, undefined, formatError));
        return () => undefined;
      }
      const member = new Member(subscriber, request.context.actor, begin.after);
      const topic = topicOf(request);
      topic.join(member);
      if (topic.graph !== graph.get()) mover.look();
      return () => topic.leave(member);
    },
    stop: async () => {
      isStopped = true;
      stopLimits();
      mover.stop();
      for (const topic of topics.values()) topic.endAll(stopping);
    },
  };
}

interface Begin {
  /** Cursor of the event to begin behind; undefined or null: from now on. */
  readonly after?: unknown;
  readonly invalid?: SubscriptionInvalid;
}

function beginOf({ graph, prepared, variables }: SubscriptionRequest): Begin {
  const definitions = prepared.operation.variableDefinitions ?? [];
  const { coerced, errors } = getVariableValues(graph.apiSchema, definitions, variables);
  if (errors) return { invalid: new SubscriptionInvalid(errors) };
  return { after: cursorOperationOf(graph, prepared)?.firstAfter(coerced) };
}

function startLimits(limits: SubscriptionLimits, topics: () => Iterable<Topic>): () => void {
  const { subscriptionIdleLimit, subscriptionTotalLimit } = limits;
  if (subscriptionIdleLimit === undefined && subscriptionTotalLimit === undefined) return () => undefined;
  const timer = setInterval(() => {
    for (const topic of topics()) topic.endOverdue(limits);
  }, limitInterval);
  return () => clearInterval(timer);
}
