import type { FormattedExecutionResult } from 'graphql';
import { ClientError } from '../../shared/errors/client-error.ts';
import { createLogger } from '../../shared/telemetry/logger.ts';
import { createApolloEngine } from '../../gateway/engine/apollo.engine.ts';
import { followSupergraph, type CurrentGraph } from '../../gateway/engine/current-graph.ts';
import type { GatewayContext } from '../../gateway/engine/gateway-context.ts';
import { createLiaisonGateway } from '../../gateway/engine/liaison.engine.ts';
import { createApolloServer } from '../../gateway/http/apollo.server.ts';
import { createGatewayErrorFormatter } from '../../gateway/http/gateway-error.formatter.ts';
import { composeSupergraph } from '../../gateway/supergraph/supergraph.composer.ts';
import type { SupergraphSource } from '../../gateway/supergraph/supergraph.source.ts';
import { readAnswer } from '../../gateway/transport/subgraph-answer.ts';
import type { SubgraphClient } from '../../gateway/transport/subgraph.client.ts';
import type { LoadedCase } from './case.loader.ts';
import { CaseSubgraphs, toJson } from './case.subgraphs.ts';
import { collectEvents } from './case.subscription.ts';
import type { FederationOperation } from './federation-case.ts';

export type Engine = 'apollo' | 'liaison';

/** A case behind the whole of one engine, from the parser to the errors as clients see them. */
export interface CaseGateway extends AsyncDisposable {
  readonly subgraphs: CaseSubgraphs;
  run(operation: FederationOperation): Promise<FormattedExecutionResult>;
  /** The results of a subscription, until the subgraph ends it. */
  subscribe(operation: FederationOperation): Promise<FormattedExecutionResult[]>;
}

const logger = createLogger('gateway', 'silent');
const context: GatewayContext = { actor: undefined, headers: {} };

export async function startCaseGateway(loaded: LoadedCase, engine: Engine): Promise<CaseGateway> {
  const subgraphs = new CaseSubgraphs(loaded);
  const source = fixedSource(supergraphOf(loaded));
  const client = clientOf(subgraphs);
  let graph: CurrentGraph | undefined;
  const graphOf = () => (graph ??= followSupergraph(source, { cacheSize: 100 }));
  const formatError = createGatewayErrorFormatter(logger);
  const served =
    engine === 'apollo'
      ? createApolloEngine({ source, client, logger })
      : createLiaisonGateway({ graph: graphOf(), client });
  const apollo = createApolloServer({ engine: served, formatError, logger });
  await apollo.start();
  return {
    subgraphs,
    run: async ({ query, variables, operationName }) => {
      const request = { query, ...(variables && { variables }), ...(operationName && { operationName }) };
      const { body } = await apollo.executeOperation(request, { contextValue: context });
      if (body.kind !== 'single') throw new Error('An answer came in parts.');
      return toJson(body.singleResult) as FormattedExecutionResult;
    },
    subscribe: (operation) => collectEvents({ subgraphs, graph: graphOf().get(), client, context }, operation),
    [Symbol.asyncDispose]: () => apollo.stop(),
  };
}

const supergraphs = new WeakMap<LoadedCase, string>();

/** Composed once for both engines. */
function supergraphOf(loaded: LoadedCase): string {
  const supergraph = supergraphs.get(loaded) ?? composeSupergraph(loaded.sources);
  supergraphs.set(loaded, supergraph);
  return supergraph;
}

function fixedSource(supergraphSdl: string): SupergraphSource {
  return { current: () => supergraphSdl, onChange: () => undefined, stop: async () => undefined };
}

function clientOf(subgraphs: CaseSubgraphs): SubgraphClient {
  return {
    send: async ({ name }, request) => {
      const answer = await subgraphs.answer(name, request).catch((error: unknown) => {
        throw new ClientError('SUBGRAPH_UNAVAILABLE', String(error), { subgraph: name });
      });
      return readAnswer(name, answer);
    },
    stop: async () => undefined,
  };
}
