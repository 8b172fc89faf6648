import { GraphQLError, parse, validate, type DocumentNode } from 'graphql';
import { LeastRecentlyUsed } from '../cache/least-recently-used.ts';
import type { Graph } from '../executor/graph.ts';

/** A document that may be executed on its graph, or what keeps it from being so; the errors have their codes. */
export type OpenedDocument = { readonly document: DocumentNode } | { readonly errors: readonly GraphQLError[] };

/** Parses and validates the documents of clients, each text once per graph. */
export interface DocumentStore {
  open(graph: Graph, text: string): OpenedDocument;
}

export interface DocumentStoreOptions {
  /** Documents that are kept for each graph. */
  readonly capacity: number;
}

export function createDocumentStore({ capacity }: DocumentStoreOptions): DocumentStore {
  const byGraph = new WeakMap<Graph, LeastRecentlyUsed<OpenedDocument>>();

  function documentsOf(graph: Graph): LeastRecentlyUsed<OpenedDocument> {
    const known = byGraph.get(graph);
    if (known) return known;
    const documents = new LeastRecentlyUsed<OpenedDocument>(capacity);
    byGraph.set(graph, documents);
    return documents;
  }

  return {
    open: (graph, text) => {
      const documents = documentsOf(graph);
      const known = documents.get(text);
      if (known) return known;
      const opened = openDocument(graph, text);
      documents.set(text, opened);
      return opened;
    },
  };
}

function openDocument(graph: Graph, text: string): OpenedDocument {
  let document: DocumentNode;
  try {
    document = parse(text);
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [withCode(error, 'GRAPHQL_PARSE_FAILED')] };
    throw error;
  }
  const errors = validate(graph.apiSchema, document);
  return errors.length === 0
    ? { document }
    : { errors: errors.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED')) };
}

function withCode({ message, nodes, source, positions }: GraphQLError, code: string): GraphQLError {
  return new GraphQLError(message, { nodes: nodes ?? null, source, positions, extensions: { code } });
}
