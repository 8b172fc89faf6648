import type { FormattedExecutionResult } from 'graphql';
import { ClientError } from '../../shared/errors/client-error.ts';
import { composeSupergraph } from '../../gateway/supergraph/supergraph.composer.ts';
import { readAnswer } from '../../gateway/transport/subgraph-answer.ts';
import type { SubgraphClient } from '../../gateway/transport/subgraph.client.ts';
import { startEngine, type EngineName } from '../support/engine.ts';
import type { LoadedCase } from './case.loader.ts';
import { CaseSubgraphs } from './case.subgraphs.ts';
import { collectEvents } from './case.subscription.ts';
import type { FederationOperation } from './federation-case.ts';

/** A case behind the whole of one engine. */
export interface CaseGateway extends AsyncDisposable {
  readonly subgraphs: CaseSubgraphs;
  run(operation: FederationOperation): Promise<FormattedExecutionResult>;
  /** The results of a subscription, until the subgraph ends it. */
  subscribe(operation: FederationOperation): Promise<FormattedExecutionResult[]>;
}

export async function startCaseGateway(loaded: LoadedCase, engine: EngineName): Promise<CaseGateway> {
  const subgraphs = new CaseSubgraphs(loaded);
  const client = clientOf(subgraphs);
  const running = await startEngine({ engine, supergraphSdl: supergraphOf(loaded), client });
  const { context, graph } = running;
  return {
    subgraphs,
    run: (operation) => running.run(operation),
    subscribe: (operation) => collectEvents({ subgraphs, graph, client, context }, operation),
    [Symbol.asyncDispose]: () => running[Symbol.asyncDispose](),
  };
}

const supergraphs = new WeakMap<LoadedCase, string>();

/** Composed once for both engines. */
function supergraphOf(loaded: LoadedCase): string {
  const supergraph = supergraphs.get(loaded) ?? composeSupergraph(loaded.sources);
  supergraphs.set(loaded, supergraph);
  return supergraph;
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
