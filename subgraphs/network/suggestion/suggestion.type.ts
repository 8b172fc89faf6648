import { Directive, Field, ID, InterfaceType, ObjectType, type ClassType } from 'type-graphql';
import { connectionTypeOf } from '../../../shared/subgraph/connection-types.ts';
import type { SuggestionReference } from './suggestion-reference.ts';

@InterfaceType({
  autoRegisterImplementations: false,
  description: 'A suggestion of deputies (代表建议) at one level: city, district or township, each a type of its own.',
})
export abstract class Suggestion {
  @Field(() => ID)
  id!: string;
}

@Directive('@key(fields: "id")')
@ObjectType({ implements: Suggestion, simpleResolvers: true, description: "A suggestion to the city's congress." })
export class CitySuggestion {
  declare readonly id: string;
}

@Directive('@key(fields: "id")')
@ObjectType({ implements: Suggestion, simpleResolvers: true, description: "A suggestion to a district's congress." })
export class DistrictSuggestion {
  declare readonly id: string;
}

@Directive('@key(fields: "id")')
@ObjectType({ implements: Suggestion, simpleResolvers: true, description: "A suggestion to a township's congress." })
export class TownshipSuggestion {
  declare readonly id: string;
}

export const SuggestionConnection = connectionTypeOf<SuggestionReference>(
  'Suggestion',
  () => Suggestion as unknown as ClassType,
  { hasForeignNodes: true },
);
