import {
  GraphQLError,
  Kind,
  parse,
  validate,
  visit,
  type ASTNode,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { LeastRecentlyUsed } from '../cache/least-recently-used.ts';
import type { Graph } from '../executor/graph.ts';
import { documentFault, tooLarge, type DocumentLimits } from './document.limits.ts';

/** A document that may be executed on its graph, or what keeps it from being so; the errors have their codes. */
export type OpenedDocument = { readonly document: DocumentNode } | { readonly errors: readonly GraphQLError[] };

/** Parses and validates the documents of clients, each text once per graph. */
export interface DocumentStore {
  open(graph: Graph, text: string): OpenedDocument;
}

export interface DocumentStoreOptions extends DocumentLimits {
  /** Documents that are kept for each graph. */
  readonly capacity: number;
}

/** Longer texts are opened anew each time, so that a full store stays a small part of the gateway's memory. */
const longestKept = 100_000;

export function createDocumentStore({ capacity, ...limits }: DocumentStoreOptions): DocumentStore {
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
      const opened = openDocument(graph.apiSchema, text, limits);
      if (text.length <= longestKept) documents.set(text, opened);
      return opened;
    },
  };
}

function openDocument(schema: GraphQLSchema, text: string, limits: DocumentLimits): OpenedDocument {
  try {
    const document = parseText(text, limits);
    const errors = validate(schema, document);
    if (errors.length > 0) return { errors: validationFaults(schema, document, errors) };
    const fault = documentFault(document, limits);
    return fault ? { errors: [fault] } : { document };
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [error] };
    // The call stack: graphql-js follows a document by recursion.
    if (error instanceof RangeError) return { errors: [tooLarge('The operation is nested too deeply.')] };
    throw error;
  }
}

function parseText(text: string, { maxTokens }: DocumentLimits): DocumentNode {
  try {
    return parse(text, { maxTokens });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    if (error.message.endsWith('Parsing aborted.')) {
      throw tooLarge(`The operation has more than ${maxTokens} tokens. Ask for less at once.`);
    }
    throw withCode(error, 'GRAPHQL_PARSE_FAILED');
  }
}

function validationFaults(
  schema: GraphQLSchema,
  document: DocumentNode,
  errors: readonly GraphQLError[],
): readonly GraphQLError[] {
  const incremental = incrementalDirectives(schema, document);
  if (incremental.length === 0) return errors.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED'));
  const message =
    'The gateway answers an operation in one piece: it offers neither @defer nor @stream. Take them out, and ask for what is slow in an operation of its own.';
  return [
    new GraphQLError(message, { nodes: incremental, extensions: { code: 'INCREMENTAL_DELIVERY_NOT_SUPPORTED' } }),
  ];
}

function incrementalDirectives(schema: GraphQLSchema, document: DocumentNode): readonly ASTNode[] {
  const found: ASTNode[] = [];
  visit(document, {
    [Kind.DIRECTIVE]: (node) => {
      const isIncremental = node.name.value === 'defer' || node.name.value === 'stream';
      if (isIncremental && !schema.getDirective(node.name.value)) found.push(node);
    },
  });
  return found;
}

function withCode({ message, nodes, source, positions }: GraphQLError, code: string): GraphQLError {
  return new GraphQLError(message, { nodes: nodes ?? null, source, positions, extensions: { code } });
}
