import { readFileSync } from 'node:fs';
import { buildSubgraph } from '@apollo/federation-internals';
import {
  Kind,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
  type DocumentNode,
  type GraphQLEnumType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type GraphQLType,
} from 'graphql';
import { ContractFault, type ContractCheck, type Findings } from './contract-check.ts';

const contractFile = new URL('district.graphql', import.meta.url);
/** What this product's own district subgraph gives beyond the contract may be missing elsewhere. */
const productFile = new URL('../../schema/district.graphql', import.meta.url);

/** Types that other subgraphs reach by a key. */
const entities = { District: 'code', Township: 'code', Station: 'id', DistrictSuggestion: 'id' } as const;

/** Every type and field that the network asks of a district is there, of the same type and with the same arguments. */
export const schemaCheck: ContractCheck = {
  title: 'The schema has what the contract asks for',
  async run({ endpoint }, findings) {
    const data = (await endpoint.read('{ _service { sdl } }')) as { _service?: { sdl?: unknown } };
    const sdl = data._service?.sdl;
    if (typeof sdl !== 'string') throw new ContractFault('{ _service { sdl } } gives no SDL.');
    const document = parseSdl(sdl);
    assertKeys(document, findings);
    const own = buildSchema(document);
    const product = readSchema(productFile);
    compareSchemas({ contract: readSchema(contractFile), product, own }, findings);
    remarkOnLacking(product, own, findings);
  },
};

function parseSdl(sdl: string): DocumentNode {
  try {
    return parse(sdl);
  } catch (error) {
    throw new ContractFault(`The SDL is not GraphQL: ${(error as Error).message}`);
  }
}

function readSchema(file: URL): GraphQLSchema {
  return buildSchema(parse(readFileSync(file, 'utf8')));
}

function buildSchema(typeDefs: DocumentNode): GraphQLSchema {
  try {
    return buildSubgraph('district', '', typeDefs).schema.toGraphQLJSSchema();
  } catch (error) {
    throw new ContractFault(`The SDL is no schema of a subgraph: ${(error as Error).message}`);
  }
}

function assertKeys(document: DocumentNode, { faults }: Findings): void {
  for (const [name, key] of Object.entries(entities)) {
    const definitions = document.definitions.filter(
      (node) =>
        (node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION) &&
        node.name.value === name,
    );
    const directives = definitions.flatMap((node) => ('directives' in node ? (node.directives ?? []) : []));
    const hasKey = directives.some(({ name: { value }, arguments: given }) => {
      const fields = given?.find((argument) => argument.name.value === 'fields')?.value;
      return /(^|__)key$/.test(value) && fields?.kind === Kind.STRING && fields.value.trim() === key;
    });
    if (!hasKey) faults.push(`${name} lacks @key(fields: "${key}"), by which other levels reach it.`);
  }
}

interface Schemas {
  readonly contract: GraphQLSchema;
  readonly product: GraphQLSchema;
  readonly own: GraphQLSchema;
}

function compareSchemas({ contract, product, own }: Schemas, findings: Findings): void {
  const seen = new Set<string>();
  const pending = ['Query', 'Subscription', ...Object.keys(entities)];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    const wanted = contract.getType(name);
    if (isEnumType(wanted)) compareEnums(product.getType(name) ?? wanted, own.getType(name), findings);
    if (isObjectType(wanted)) pending.push(...compareObjects(wanted, own.getType(name), findings));
  }
}

/** Gives the types that the fields of both lead to. */
function compareObjects(wanted: GraphQLObjectType, own: GraphQLNamedType | undefined, findings: Findings): string[] {
  if (!isObjectType(own)) {
    findings.faults.push(`type ${wanted.name} is missing.`);
    return [];
  }
  const next: string[] = [];
  for (const field of Object.values(wanted.getFields())) {
    if (isOfFederation(field)) continue;
    const place = `${wanted.name}.${field.name}`;
    const given = own.getFields()[field.name];
    if (given) {
      compareFields(place, field, given, findings);
      next.push(...namesIn(field));
    } else {
      findings.faults.push(`${place}: ${String(field.type)} is missing.`);
    }
  }
  return next;
}

/** Of entities only: acts and working lists are each system's own. */
function remarkOnLacking(product: GraphQLSchema, own: GraphQLSchema, { faults, remarks }: Findings): void {
  for (const name of Object.keys(entities)) {
    const [full, given] = [product.getType(name), own.getType(name)];
    if (!isObjectType(full) || !isObjectType(given)) continue;
    for (const field of Object.values(full.getFields())) {
      const place = `${name}.${field.name}`;
      if (given.getFields()[field.name] || faults.some((fault) => fault.startsWith(`${place}:`))) continue;
      const effect = isNonNullType(field.type) ? `no ${name} of this system` : 'null';
      remarks.push(`${place} is not required and missing: who asks for it gets ${effect}, and an error that says so.`);
    }
  }
}

function isOfFederation({ name }: AnyField): boolean {
  return name.startsWith('_');
}

type AnyField = GraphQLField<unknown, unknown>;

function compareFields(place: string, wanted: AnyField, given: AnyField, { faults }: Findings): void {
  if (!isAtLeast(wanted.type, given.type)) {
    faults.push(`${place} is ${String(given.type)}; the contract has ${String(wanted.type)}.`);
  }
  for (const argument of wanted.args) {
    const own = given.args.find(({ name }) => name === argument.name);
    if (!own) faults.push(`${place} lacks the argument ${argument.name}: ${String(argument.type)}.`);
    else if (!isAtLeast(own.type, argument.type)) {
      faults.push(`${place}(${argument.name}:) is ${String(own.type)}; the contract has ${String(argument.type)}.`);
    }
  }
  for (const { name, type, defaultValue } of given.args) {
    const isNew = !wanted.args.some((argument) => argument.name === name);
    if (isNew && isNonNullType(type) && defaultValue === undefined) {
      faults.push(`${place}(${name}:) is not in the contract, so that nobody gives it: it may not be required.`);
    }
  }
}

/** An enum that is both read and given has no value that the other subgraphs do not know. */
function compareEnums(wanted: GraphQLNamedType, own: GraphQLNamedType | undefined, findings: Findings): void {
  if (!isEnumType(own)) {
    findings.faults.push(`enum ${wanted.name} is missing.`);
    return;
  }
  const known = isEnumType(wanted) ? namesOf(wanted) : [];
  const given = namesOf(own);
  const added = given.filter((name) => !known.includes(name));
  const lacking = known.filter((name) => !given.includes(name));
  if (added.length > 0) findings.faults.push(`enum ${wanted.name} has values of its own: ${added.join(', ')}.`);
  if (lacking.length > 0) findings.remarks.push(`enum ${wanted.name} lacks ${lacking.join(', ')}.`);
}

function namesOf(type: GraphQLEnumType): string[] {
  return type.getValues().map(({ name }) => name);
}

/** Whether what is given can stand where the contract's type is expected: the same, or without its nulls. */
function isAtLeast(wanted: GraphQLType, given: GraphQLType): boolean {
  if (isNonNullType(wanted)) return isNonNullType(given) && isAtLeast(wanted.ofType, given.ofType);
  if (isNonNullType(given)) return isAtLeast(wanted, given.ofType);
  if (isListType(wanted)) return isListType(given) && isAtLeast(wanted.ofType, given.ofType);
  return String(wanted) === String(given);
}

function namesIn({ type, args }: AnyField): string[] {
  return [type, ...args.map((argument) => argument.type)].map((each) => String(each).replaceAll(/[[\]!]/g, ''));
}
