import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { MaybeActor } from '../auth/actor.ts';
import type { CaseStepRow } from './case-record.entity.ts';
import type { LevelContext } from './level-context.ts';
import { SuggestionEventType } from './suggestion-event.type.ts';
import { suggestionLoaders } from './suggestion.loader.ts';

const clerks: readonly string[] = ['city-clerk', 'district-clerk', 'presidium'];

/** Who acted and why is kept with the case and not in the log, so that it goes nowhere with the events. */
@Resolver(() => SuggestionEventType)
export class EventStepResolver {
  @FieldResolver(() => String)
  async actor(@Root() event: SuggestionEventType, @Ctx() { scope }: LevelContext): Promise<string | null> {
    const person = (await stepOf(event, scope))?.person ?? null;
    return event.actorRole === 'deputy' || knowsAccounts(scope.actor, event.divisionCode) ? person : null;
  }

  @FieldResolver(() => String)
  async reason(@Root() event: SuggestionEventType, @Ctx() { scope }: LevelContext): Promise<string | null> {
    return (await stepOf(event, scope))?.reason ?? null;
  }
}

function knowsAccounts(actor: MaybeActor, divisionCode: string): boolean {
  return actor?.divisionCode === divisionCode && clerks.includes(actor.role);
}

/** A notice of the clock tells of a version that an act made: it has no step of its own. */
async function stepOf(
  { suggestionId, act, payload }: SuggestionEventType,
  scope: LevelContext['scope'],
): Promise<CaseStepRow | undefined> {
  const version = (payload['facts'] as { readonly version?: number } | undefined)?.version;
  const steps = await suggestionLoaders(scope).steps.load(suggestionId);
  return steps.find((step) => step.version === version && step.act === act);
}
