import {
  getOperationAST,
  getVariableValues,
  GraphQLError,
  parse,
  validate,
  type DocumentNode,
  type ExecutionArgs,
  type GraphQLSchema,
} from 'graphql';

export interface OperationRequest {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}

type Prepared = Pick<ExecutionArgs, 'schema' | 'document' | 'operationName' | 'variableValues'>;

/** Parses and checks an operation that came over a socket: its faults get the codes that they have over HTTP. */
export function prepareOperation(
  schema: GraphQLSchema,
  { query, operationName, variables }: OperationRequest,
): Prepared | readonly GraphQLError[] {
  let document: DocumentNode;
  try {
    document = parse(query);
  } catch (error) {
    if (error instanceof GraphQLError) return coded('GRAPHQL_PARSE_FAILED', [error]);
    throw error;
  }
  const faults = validate(schema, document);
  if (faults.length > 0) return coded('GRAPHQL_VALIDATION_FAILED', faults);
  const operation = getOperationAST(document, operationName);
  if (!operation) {
    return coded('OPERATION_RESOLUTION_FAILURE', [
      new GraphQLError('"operationName" does not name one of the operations that were sent.'),
    ]);
  }
  const { errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables ?? {}, { maxErrors: 50 });
  if (errors) return coded('BAD_USER_INPUT', errors);
  return { schema, document, operationName, variableValues: variables };
}

/** A scalar's own code says more than the general one. */
function coded(code: string, errors: readonly GraphQLError[]): GraphQLError[] {
  return errors.map((error) => {
    const { message, nodes, source, positions, originalError } = error;
    const own = originalError instanceof GraphQLError ? originalError.extensions : error.extensions;
    return new GraphQLError(message, {
      nodes: nodes ?? null,
      source: source ?? null,
      positions: positions ?? null,
      extensions: { code, ...own },
    });
  });
}
