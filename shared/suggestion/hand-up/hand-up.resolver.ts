import {
  Arg,
  Ctx,
  FieldResolver,
  ID,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
  Subscription,
  type ClassType,
} from 'type-graphql';
import { isOpinionId, parseHandUpId } from '../../division/entity-id.ts';
import type { Lifecycle } from '../../lifecycle/lifecycle.ts';
import { CursorScalar, JsonObjectScalar } from '../../subgraph/scalars.ts';
import type { LevelContext } from '../level-context.ts';
import type { SuggestionRow } from '../suggestion.entity.ts';
import { suggestionLoaders } from '../suggestion.loader.ts';
import { declineHandUp, handUpNotFound, takeUpHandUp } from './decide-hand-up.ts';
import { readDossier } from './dossier.ts';
import { HandUpEventType } from './hand-up-event.type.ts';
import { followHandUps, handUpScope, requireService } from './hand-up-feed.ts';
import { ReceivedHandUpEntity, type HandUpRow, type ReceivedHandUpRow } from './hand-up.entity.ts';
import { HandUp, HandUpDeclineInput, ReceivedHandUp } from './hand-up.types.ts';
import { createWaitingHandUpsResolver } from './waiting-hand-ups.resolver.ts';

export interface HandUpResolverSpec {
  readonly lifecycle: Lifecycle;
  /** The level's own type, such as CitySuggestion. */
  readonly type: ClassType;
}

/** The fields that tell of hand-ups, the feed for the neighbours, and what a level that receives hand-ups decides on them. */
export function createHandUpResolvers(spec: HandUpResolverSpec): ClassType[] {
  const common = [createFieldResolver(spec), createFeedResolver(spec)];
  if (!spec.lifecycle.acts.includes('acceptHandUp')) return common;
  return [...common, createDecisionResolver(spec), createWaitingHandUpsResolver(spec.type)];
}

function createFieldResolver({ type }: HandUpResolverSpec): ClassType {
  @Resolver(() => type)
  class HandUpFieldResolver {
    @FieldResolver(() => HandUp, { nullable: true })
    handUp(@Root() { handUpId }: SuggestionRow, @Ctx() { scope }: LevelContext): Promise<HandUpRow | null> | null {
      return handUpId ? suggestionLoaders(scope).handUp.load(handUpId) : null;
    }

    @FieldResolver(() => ReceivedHandUp, { nullable: true })
    handedUpFrom(
      @Root() { receivedHandUpId }: SuggestionRow,
      @Ctx() { scope }: LevelContext,
    ): Promise<ReceivedHandUpRow | null> | null {
      return receivedHandUpId ? suggestionLoaders(scope).receivedHandUp.load(receivedHandUpId) : null;
    }
  }
  return HandUpFieldResolver;
}

function createFeedResolver({ lifecycle: { level } }: HandUpResolverSpec): ClassType {
  const name = level.toLowerCase();

  @Resolver()
  class HandUpFeedResolver {
    @Query(() => JsonObjectScalar, {
      name: `${name}HandUpDossier`,
      nullable: true,
      description: 'What the level on the other side of a hand-up must know of it. For services of the installation.',
    })
    dossier(
      @Arg('id', () => ID) id: string,
      @Arg('round', () => Int, { nullable: true, description: 'Whose replies are asked for.' })
      round: number | undefined,
      @Ctx() { scope, suggestions }: LevelContext,
    ): Promise<object | null> {
      requireService(scope.actor, `${name}HandUpDossier`);
      if (suggestions.opinions && isOpinionId(id)) return suggestions.opinions.raised(scope.em, id);
      return readDossier(scope.em, parseHandUpId(id), round ?? null);
    }

    @Subscription(() => HandUpEventType, {
      name: handUpScope(level),
      description: 'News of hand-ups, for the services of the levels beside this one: from a cursor on, then live.',
      subscribe: ({ args, context }) => {
        const { log, scope, signal, suggestions } = context as LevelContext;
        const { after } = args as { after?: string | null };
        return followHandUps(
          log,
          { level, actor: scope.actor, signal, database: suggestions.database },
          after,
        ) as never;
      },
    })
    news(
      @Root() event: HandUpEventType,
      @Arg('after', () => CursorScalar, { nullable: true, description: 'Goes on after this event.' }) _after?: string,
    ): HandUpEventType {
      return event;
    }
  }
  return HandUpFeedResolver;
}

function createDecisionResolver({ type }: HandUpResolverSpec): ClassType {
  const level = type.name.replace('Suggestion', '');

  @Resolver()
  class HandUpDecisionResolver {
    @Query(() => ReceivedHandUp, {
      name: `${level.toLowerCase()}HandUp`,
      nullable: true,
      description: 'A hand-up from the level below, for whoever belongs to the division that received it.',
    })
    async received(@Arg('id', () => ID) id: string, @Ctx() { scope }: LevelContext): Promise<ReceivedHandUpRow> {
      const row = await scope.em.findOne(ReceivedHandUpEntity, { id: parseHandUpId(id) }, { disableIdentityMap: true });
      const isReader = scope.actor?.role === 'system' || scope.actor?.divisionCode === row?.divisionCode;
      if (!row || !isReader) throw handUpNotFound(id);
      return row;
    }

    @Mutation(() => type, {
      name: `accept${level}HandUp`,
      description:
        'The reviewer accepts a hand-up from below: it becomes a case here, with its own number and clock (受理).',
    })
    accept(
      @Arg('id', () => ID) id: string,
      @Arg('expectedVersion', () => Int) expectedVersion: number,
      @Ctx() { scope, suggestions }: LevelContext,
    ): Promise<SuggestionRow> {
      return takeUpHandUp(suggestions, scope.actor, { act: 'acceptHandUp', id, expectedVersion });
    }

    @Mutation(() => type, {
      name: `adopt${level}HandUp`,
      description:
        'A deputy consents, in person, to adopt a hand-up from below: it becomes a case here, led by that deputy.',
    })
    adopt(
      @Arg('id', () => ID) id: string,
      @Arg('expectedVersion', () => Int) expectedVersion: number,
      @Ctx() { scope, suggestions }: LevelContext,
    ): Promise<SuggestionRow> {
      return takeUpHandUp(suggestions, scope.actor, { act: 'adoptHandUp', id, expectedVersion });
    }

    @Mutation(() => ReceivedHandUp, {
      name: `decline${level}HandUp`,
      description: 'The reviewer declines a hand-up from below, with a reason: the matter goes on there (不予受理).',
    })
    decline(
      @Arg('id', () => ID) id: string,
      @Arg('expectedVersion', () => Int) expectedVersion: number,
      @Arg('input', () => HandUpDeclineInput) input: HandUpDeclineInput,
      @Ctx() { scope, suggestions }: LevelContext,
    ): Promise<ReceivedHandUpRow> {
      return declineHandUp(suggestions, scope.actor, { id, expectedVersion, input: { ...input } });
    }
  }
  return HandUpDecisionResolver;
}
