import {
  Kind,
  parse,
  print,
  validate,
  visit,
  type DocumentNode,
  type GraphQLSchema,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { ClientOperation } from '../../support/engine.ts';
import { fieldNode } from '../generator/syntax.ts';
import { withoutUnused } from './unused.definitions.ts';

export interface Shrinking {
  readonly schema: GraphQLSchema;
  /** Whether a simpler operation still shows what the whole one showed. */
  readonly isStillWrong: (operation: ClientOperation) => Promise<boolean>;
  /** How many operations may be tried. */
  readonly tries: number;
}

/** The simplest operation found that is still wrong: taking away any one thing more would set it right. */
export async function shrinkOperation(operation: ClientOperation, shrinking: Shrinking): Promise<ClientOperation> {
  let best = operation;
  let left = shrinking.tries;
  for (let isSimpler = true; isSimpler && left > 0;) {
    isSimpler = false;
    for (let step = 0; left > 0;) {
      const simpler = simplify(best, step);
      if (simpler === undefined) break;
      if (!isValid(shrinking.schema, simpler)) {
        step += 1;
        continue;
      }
      left -= 1;
      if (await shrinking.isStillWrong(simpler)) {
        best = simpler;
        isSimpler = true;
      } else {
        step += 1;
      }
    }
  }
  return best;
}

function isValid(schema: GraphQLSchema, { query }: ClientOperation): boolean {
  return validate(schema, parse(query)).length === 0;
}

/** `operation` with its change number `step` made; undefined where there are not so many. */
function simplify({ query, variables, operationName }: ClientOperation, step: number): ClientOperation | undefined {
  const document = parse(query, { noLocation: true });
  const change = changesOf(document)[step];
  if (!change) return undefined;
  const { document: simpler, variables: kept } = withoutUnused(change(), variables ?? {});
  const isNamed =
    operationName !== undefined &&
    simpler.definitions.some((node) => node.kind === Kind.OPERATION_DEFINITION && node.name?.value === operationName);
  return { query: print(simpler), variables: kept, ...(isNamed && { operationName }) };
}

type Change = () => DocumentNode;

/** All that could be left out or written more simply, the largest parts first. */
function changesOf(document: DocumentNode): Change[] {
  const changes: Change[] = [];
  const replace = (old: object, by: unknown): void => {
    if (by === undefined) return;
    changes.push(() => visit(document, { enter: (node) => (node === old ? by : undefined) }));
  };
  const fragments = new Map(
    document.definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [])),
  );
  visit(document, {
    OperationDefinition: (node) => {
      if (document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION).length > 1) replace(node, null);
    },
    SelectionSet: (set) => {
      for (const selection of set.selections) {
        replace(set, without(set, selection));
        if (selection.kind === Kind.INLINE_FRAGMENT) replace(set, unwrapped(set, selection, selection.selectionSet));
        if (selection.kind === Kind.FRAGMENT_SPREAD) {
          const fragment = fragments.get(selection.name.value);
          if (!fragment) continue;
          const { typeCondition, selectionSet } = fragment;
          const { directives = [] } = selection;
          replace(selection, { kind: Kind.INLINE_FRAGMENT, typeCondition, directives, selectionSet });
        }
      }
    },
    Directive: (node) => replace(node, null),
    Argument: (node) => {
      if (node.value.kind !== Kind.VARIABLE) replace(node, null);
    },
    Field: (node) => {
      if (node.alias) replace(node, { ...node, alias: undefined });
    },
    VariableDefinition: (node) => {
      if (node.defaultValue) replace(node, { ...node, defaultValue: undefined });
    },
  });
  return changes;
}

const typename = fieldNode({ name: '__typename', key: '__typename' });

/** A selection set is never empty. */
function without(set: SelectionSetNode, selection: SelectionNode): SelectionSetNode | undefined {
  const rest = set.selections.filter((other) => other !== selection);
  if (rest.length > 0) return { ...set, selections: rest };
  const isBare = selection.kind === Kind.FIELD && print(selection) === '__typename';
  return isBare ? undefined : { ...set, selections: [typename] };
}

function unwrapped(set: SelectionSetNode, selection: SelectionNode, inner: SelectionSetNode): SelectionSetNode {
  const selections = set.selections.flatMap((other) => (other === selection ? inner.selections : [other]));
  return { ...set, selections };
}
