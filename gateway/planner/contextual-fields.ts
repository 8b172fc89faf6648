import { Kind, parse, TypeInfo, visit, visitWithTypeInfo, type DocumentNode, type FieldDefinitionNode } from 'graphql';
import { ClientError } from '../../shared/errors/client-error.ts';
import type { PlannedGraph } from './abstract-typename.ts';

/**
 * Throws OPERATION_NOT_PLANNED where an operation asks for a field with an argument `@fromContext`. The native planner
 * leaves such an argument out, and the subgraph would answer for another value than the graph means.
 */
export function createContextualFieldCheck({
  supergraphSdl,
  apiSchema,
}: PlannedGraph): (document: DocumentNode) => void {
  const contextual = readContextualFields(supergraphSdl);
  if (contextual.size === 0) return () => undefined;
  return (document) => {
    const types = new TypeInfo(apiSchema);
    const enter = ({ name }: { readonly name: { readonly value: string } }): undefined => {
      // An object, since composition lets no field of an interface take such an argument.
      const field = `${types.getParentType()?.name}.${name.value}`;
      if (!contextual.has(field)) return;
      throw new ClientError(
        'OPERATION_NOT_PLANNED',
        `The gateway does not plan ${field}: its subgraph takes an argument of it from a context (@fromContext).`,
      );
    };
    visit(document, visitWithTypeInfo(types, { [Kind.FIELD]: { enter } }));
  };
}

/** As `Type.field`. */
function readContextualFields(supergraphSdl: string): ReadonlySet<string> {
  if (!/contextArguments:\s*\[\s*\{/.test(supergraphSdl)) return new Set();
  const { definitions } = parse(supergraphSdl, { noLocation: true });
  const types = definitions.filter((definition) => definition.kind === Kind.OBJECT_TYPE_DEFINITION);
  return new Set(
    types.flatMap(({ name, fields = [] }) => {
      return fields.filter(isContextual).map((field) => `${name.value}.${field.name.value}`);
    }),
  );
}

function isContextual({ directives = [] }: FieldDefinitionNode): boolean {
  return directives.some((directive) => directive.arguments?.some(({ name }) => name.value === 'contextArguments'));
}
