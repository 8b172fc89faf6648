import {
  Kind,
  OperationTypeNode,
  print,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { createRandom } from '../../../cli/seed/text/seeded-random.ts';
import type { ClientOperation } from '../../support/engine.ts';
import { InputGenerator } from './input.generator.ts';
import { SelectionGenerator } from './selection.generator.ts';
import { fieldNode, nameNode, selectionSet } from './syntax.ts';
import { VariablePool } from './variable.pool.ts';

const likelihood = { mutation: 0.08, named: 0.5, besideAnother: 0.05 };
/** Most operations are small, since it is small ones that tell what is wrong. */
const sizes = [3, 6, 9, 12, 16, 20, 28];

export interface GenerateOptions {
  readonly seed: string;
  /** How deep selections are nested at most. */
  readonly depth: number;
}

/** A valid operation on `schema`; the same options always give the same one. */
export function generateOperation(schema: GraphQLSchema, { seed, depth }: GenerateOptions): ClientOperation {
  const random = createRandom(seed);
  const isMutation = schema.getMutationType() !== undefined && random.chance(likelihood.mutation);
  const kind = isMutation ? OperationTypeNode.MUTATION : OperationTypeNode.QUERY;
  const rootType = schema.getRootType(kind);
  if (!rootType) throw new Error(`The schema has no ${kind}.`);
  const variables = new VariablePool(random);
  const selections = new SelectionGenerator({
    schema,
    random,
    input: new InputGenerator(random, variables),
    size: random.pick(sizes),
    depth,
  });
  const isBesideAnother = random.chance(likelihood.besideAnother);
  const name = isBesideAnother || random.chance(likelihood.named) ? 'Fuzzed' : undefined;
  const operation: OperationDefinitionNode = {
    kind: Kind.OPERATION_DEFINITION,
    operation: kind,
    selectionSet: selectionSet(selections.root(rootType)),
    variableDefinitions: variables.definitions(),
    ...(name !== undefined && { name: nameNode(name) }),
  };
  const definitions = [...(isBesideAnother ? [another] : []), operation, ...selections.fragments];
  return {
    query: print({ kind: Kind.DOCUMENT, definitions } satisfies DocumentNode),
    variables: variables.values,
    ...(name !== undefined && { operationName: name }),
  };
}

const another: OperationDefinitionNode = {
  kind: Kind.OPERATION_DEFINITION,
  operation: OperationTypeNode.QUERY,
  name: nameNode('Another'),
  selectionSet: selectionSet([fieldNode({ name: '__typename', key: '__typename' })]),
};
