import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  isAbstractType,
  isObjectType,
  Kind,
  parse,
  type ConstDirectiveNode,
  type FieldDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type SelectionSetNode,
  type TypeDefinitionNode,
  type TypeExtensionNode,
} from 'graphql';
import type { SubgraphSource } from '../../../gateway/supergraph/subgraph-source.ts';

/** What federation's directives say of one field in one subgraph. */
export interface FieldFacts {
  readonly isExternal: boolean;
  readonly requires: SelectionSetNode | undefined;
  readonly provides: SelectionSetNode | undefined;
  /** The subgraph that it takes the field from, without a label. */
  readonly overrides: string | undefined;
}

export interface TypeFacts {
  readonly keys: SelectionSetNode[];
  readonly fields: Map<string, FieldFacts>;
  isInterfaceObject: boolean;
}

/** One subgraph: its schema, and what its directives say. */
export interface SubgraphFacts {
  readonly name: string;
  readonly schema: GraphQLSchema;
  readonly types: ReadonlyMap<string, TypeFacts>;
}

type TypeNode = TypeDefinitionNode | TypeExtensionNode;

export function readSubgraph({ name, sdl }: SubgraphSource): SubgraphFacts {
  const document = parse(sdl);
  const types = new Map<string, TypeFacts>();
  for (const node of document.definitions) {
    if (!('name' in node) || !('fields' in node)) continue;
    const facts = types.get(node.name.value) ?? { keys: [], fields: new Map(), isInterfaceObject: false };
    types.set(node.name.value, facts);
    readType(facts, node);
  }
  return { name, schema: buildSubgraphSchema([{ typeDefs: document }]), types };
}

function readType(facts: TypeFacts, node: TypeNode): void {
  for (const directive of directivesOf(node, 'key')) facts.keys.push(selectionOf(directive, 'fields')!);
  if (directivesOf(node, 'interfaceObject').length > 0) facts.isInterfaceObject = true;
  const isWhollyExternal = directivesOf(node, 'external').length > 0;
  const fields = 'fields' in node ? (node.fields as readonly FieldDefinitionNode[]) : [];
  for (const field of fields) facts.fields.set(field.name.value, readField(field, isWhollyExternal));
}

function readField(field: FieldDefinitionNode, isWhollyExternal: boolean): FieldFacts {
  const [requires] = directivesOf(field, 'requires');
  const [provides] = directivesOf(field, 'provides');
  const [override] = directivesOf(field, 'override');
  return {
    isExternal: isWhollyExternal || directivesOf(field, 'external').length > 0,
    requires: requires && selectionOf(requires, 'fields'),
    provides: provides && selectionOf(provides, 'fields'),
    overrides: override && !textOf(override, 'label') ? textOf(override, 'from') : undefined,
  };
}

function directivesOf(
  { directives = [] }: { readonly directives?: readonly ConstDirectiveNode[] | undefined },
  name: string,
): ConstDirectiveNode[] {
  return directives.filter((each) => each.name.value === name || each.name.value === `federation__${name}`);
}

function textOf(directive: ConstDirectiveNode, name: string): string | undefined {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
}

function selectionOf(directive: ConstDirectiveNode, name: string): SelectionSetNode | undefined {
  const text = textOf(directive, name);
  return text === undefined ? undefined : parseSelection(text);
}

function parseSelection(text: string): SelectionSetNode {
  const [definition] = parse(`{${text}}`).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`"${text}" is no selection.`);
  return definition.selectionSet;
}

/** Names of the object types that a value of `type` may have in one subgraph; undefined: any that implements it. */
export function objectTypesOf({ schema, types }: SubgraphFacts, type: GraphQLNamedType): string[] | undefined {
  if (types.get(type.name)?.isInterfaceObject) return undefined;
  if (isObjectType(type)) return [type.name];
  return isAbstractType(type) ? schema.getPossibleTypes(type).map(({ name }) => name) : [];
}
