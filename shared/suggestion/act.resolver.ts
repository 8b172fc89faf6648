import { Arg, Ctx, ID, Int, Mutation, Resolver, type ClassType } from 'type-graphql';
import { DivisionCodeScalar } from '../division/division-code.scalar.ts';
import type { Lifecycle } from '../lifecycle/lifecycle.ts';
import { actDefinitions, type ActOnCase } from './act/act-catalogue.ts';
import { actMutations } from './act.mutations.ts';
import type { LevelContext } from './level-context.ts';
import type { SuggestionRow } from './suggestion.entity.ts';
import { draftSuggestion, performOnCase } from './suggestion.service.ts';

export interface ActResolverSpec {
  /** Says which acts the level has. */
  readonly lifecycle: Lifecycle;
  /** The level's own type, such as CitySuggestion; its name is in every mutation's. */
  readonly type: ClassType;
  readonly draftInput: ClassType;
  /** Takes the level's draft input to the fields that every draft has. */
  toDraft(input: object): object;
}

/** One mutation for each act that the level has. */
export function createActResolver(spec: ActResolverSpec): ClassType {
  const { type, draftInput, lifecycle } = spec;

  @Resolver(() => type)
  class ActResolver {
    @Mutation(() => type, {
      name: `draft${type.name}`,
      description: 'The deputy begins a suggestion as its lead (起草).',
    })
    draft(
      @Arg('divisionCode', () => DivisionCodeScalar) divisionCode: string,
      @Arg('input', () => draftInput) input: object,
      @Ctx() { suggestions, scope }: LevelContext,
    ): Promise<SuggestionRow> {
      return draftSuggestion(suggestions, scope.actor, { divisionCode, input: spec.toDraft(input) });
    }
  }
  for (const act of Object.keys(actMutations) as ActOnCase[]) {
    if (lifecycle.acts.includes(act)) addMutation(ActResolver.prototype, act, type);
  }
  return ActResolver;
}

/** What the decorators of a method would say, for an act whose name and input are data. */
function addMutation(prototype: object, act: ActOnCase, type: ClassType): void {
  const { nameOn, description, input: inputType, isInputOptional } = actMutations[act];
  const method = (id: string, expectedVersion: number, context: LevelContext, input?: object): Promise<SuggestionRow> =>
    performOnCase(context.suggestions, context.scope.actor, {
      definition: actDefinitions[act],
      id,
      expectedVersion,
      input: plainInput(input ?? {}),
    });
  const descriptor = { value: method, configurable: true, writable: true };
  Object.defineProperty(prototype, act, descriptor);
  Reflect.defineMetadata('design:paramtypes', [String, Number, Object, Object], prototype, act);
  Reflect.defineMetadata('design:returntype', Promise, prototype, act);
  Arg('id', () => ID)(prototype, act, 0);
  Arg('expectedVersion', () => Int)(prototype, act, 1);
  Ctx()(prototype, act, 2);
  if (inputType) Arg('input', () => inputType, { nullable: isInputOptional ?? false })(prototype, act, 3);
  Mutation(() => type, { name: nameOn(type.name), description })(prototype, act, descriptor);
}

/** Input objects as an act parses them: days as texts. */
export function plainInput(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (Array.isArray(value)) return value.map(plainInput);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plainInput(inner)]));
}
