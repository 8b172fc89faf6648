import { buildSubgraphSchema } from '@apollo/subgraph';
import { executeSync, parse, type DocumentNode, type ExecutionResult } from 'graphql';
import { liveSubgraph } from '../graph/live.subgraph.ts';
import { reviewAdded } from '../graph/review-added.ts';

/** A subscription as a client asked for it. */
export interface EventQuery {
  readonly text: string;
  readonly document: DocumentNode;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
}

export interface SubscribeRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | null;
}

const schema = buildSubgraphSchema([{ typeDefs: parse(liveSubgraph.sdl) }]);

/** Throws where the request is no GraphQL. */
export function readQuery({ query, variables }: SubscribeRequest): EventQuery {
  return { text: query, document: parse(query), variables: variables ?? undefined };
}

/** The result of one event, and the argument `after` of its field. */
export function answerEvent(
  { document, variables }: EventQuery,
  number: number,
): { readonly result: ExecutionResult; readonly after: unknown } {
  let after: unknown;
  const rootValue = {
    reviewAdded: (args: { readonly after?: unknown }) => {
      after = args.after;
      return reviewAdded(number);
    },
  };
  return { result: executeSync({ schema, document, rootValue, variableValues: variables }), after };
}
