import { parse, type FormattedExecutionResult } from 'graphql';
import type { GatewayContext } from '../../gateway/engine/gateway-context.ts';
import type { Graph } from '../../gateway/executor/graph.ts';
import { prepareOperation } from '../../gateway/executor/operation.ts';
import { startSubscriptionHub } from '../../gateway/subscriptions/subscription.hub.ts';
import type { SubgraphClient } from '../../gateway/transport/subgraph.client.ts';
import type { SubscriptionClient } from '../../gateway/transport/subscription.client.ts';
import type { CaseSubgraphs } from './case.subgraphs.ts';
import type { FederationOperation } from './federation-case.ts';

export interface Subscribed {
  readonly subgraphs: CaseSubgraphs;
  readonly graph: Graph;
  readonly client: SubgraphClient;
  readonly context: GatewayContext;
}

/** The results of a subscription, until its subgraph ends it. */
export async function collectEvents(
  { subgraphs, graph, client, context }: Subscribed,
  { query, variables = {} }: FederationOperation,
): Promise<FormattedExecutionResult[]> {
  const hub = startSubscriptionHub(
    {
      client,
      sockets: socketsOf(subgraphs),
      graph: { get: () => graph, onChange: () => () => undefined },
      formatError: (formatted) => formatted,
    },
    {
      isSharingSubscriptions: true,
      resumeTimeout: 1_000,
      eventBuffer: 100,
      subscriptionIdleLimit: undefined,
      subscriptionTotalLimit: undefined,
    },
  );
  const events: FormattedExecutionResult[] = [];
  await new Promise<void>((resolve) => {
    const request = { graph, prepared: prepareOperation(parse(query)), variables, context };
    hub.subscribe(request, {
      next: ({ text }) => events.push(JSON.parse(text) as FormattedExecutionResult),
      end: (end) => {
        if (end.kind !== 'completed') events.push({ errors: end.errors });
        resolve();
      },
      pending: () => 0,
    });
  });
  await hub.stop();
  return events;
}

function socketsOf(subgraphs: CaseSubgraphs): SubscriptionClient {
  return {
    subscribe: ({ endpoint, ...request }, sink) => {
      sink.connected();
      const forward = async () => {
        for await (const result of subgraphs.events(endpoint.name, request)) sink.next(result as never);
        sink.complete();
      };
      void forward().catch((error: unknown) => sink.error(error));
      return () => undefined;
    },
    stop: async () => undefined,
  };
}
