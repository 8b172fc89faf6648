import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { parse } from 'graphql';
import type { LoadPlanner } from './planner.ts';

/** The planner of @apollo/gateway, with its standard settings. */
export const loadApolloPlanner: LoadPlanner = (supergraphSdl) => {
  // Null: every feature that a supergraph may link is taken as known.
  const supergraph = Supergraph.build(supergraphSdl, { supportedFeatures: null });
  const apiSchema = supergraph.apiSchema();
  const planner = new QueryPlanner(supergraph);
  return async (operation, operationName) =>
    planner.buildQueryPlan(operationFromDocument(apiSchema, parse(operation), { operationName }));
};
