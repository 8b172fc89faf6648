import { parse, type ExecutionResult, type FormattedExecutionResult } from 'graphql';
import type { GatewayContext } from '../../gateway/engine/gateway-context.ts';
import { endpointOf, fetchOf } from '../../gateway/engine/graph.fetch.ts';
import type { Graph } from '../../gateway/executor/graph.ts';
import { prepareOperation } from '../../gateway/executor/operation.ts';
import { startSubscription } from '../../gateway/subscriptions/subscription.runner.ts';
import type { SubgraphClient } from '../../gateway/transport/subgraph.client.ts';
import type { SubgraphSocketClient } from '../../gateway/transport/subgraph-socket.client.ts';
import { toJson } from '../support/engine.ts';
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
  const results = startSubscription(
    {
      sockets: socketsOf(subgraphs),
      resumeTimeout: 1_000,
      eventBuffer: 100,
      formatResult: (result: ExecutionResult) => toJson(result) as FormattedExecutionResult,
    },
    {
      graph,
      prepared: prepareOperation(parse(query)),
      variables,
      fetch: fetchOf(client, graph, context.headers),
      endpointOf: (subgraph) => endpointOf(graph, subgraph),
      authorization: undefined,
      assertAllowed: () => undefined,
    },
  );
  const events: FormattedExecutionResult[] = [];
  for await (const result of results) events.push(result);
  return events;
}

function socketsOf(subgraphs: CaseSubgraphs): SubgraphSocketClient {
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
