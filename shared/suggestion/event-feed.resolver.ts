import { Arg, Ctx, Int, Query, Resolver, Root, Subscription, type ClassType } from 'type-graphql';
import { DivisionCodeScalar } from '../division/division-code.scalar.ts';
import type { CaseLevel } from '../lifecycle/congress-level.ts';
import { CursorScalar } from '../subgraph/scalars.ts';
import { followFeed } from './event-feed.ts';
import type { LevelContext } from './level-context.ts';
import { SuggestionEventType } from './suggestion-event.type.ts';
import { feedScope } from './suggestion.resolver.ts';

interface FeedArguments {
  readonly after?: string | null;
  readonly divisionCode?: string | null;
}

/** A level's event feed: what the read model over all levels follows, and anybody else who must miss nothing. */
export function createEventFeedResolver(level: CaseLevel): ClassType {
  const name = feedScope(level);

  @Resolver()
  class EventFeedResolver {
    @Query(() => Int, {
      name: `${level.toLowerCase()}SuggestionLogPosition`,
      description: `The newest sequence of the log behind \`${name}\`; 0 where it is empty.`,
    })
    position(@Ctx() { log }: LevelContext): Promise<number> {
      return log.position();
    }

    @Query(() => Int, {
      name: `${level.toLowerCase()}SuggestionLogStart`,
      description: `The oldest sequence that the log behind \`${name}\` holds; 1 where it was never trimmed.`,
    })
    start(@Ctx() { log }: LevelContext): Promise<number> {
      return log.start();
    }

    @Subscription(() => SuggestionEventType, {
      name,
      description:
        'Every act on this level from a cursor on, or from the first one where there is none, then each new one as it commits.',
      subscribe: ({ args, context }) => {
        const { log, scope, signal, suggestions } = context as LevelContext;
        const reader = { level, actor: scope.actor, signal, database: suggestions.database };
        return followFeed(log, reader, args as FeedArguments) as never;
      },
    })
    events(
      @Root() event: SuggestionEventType,
      @Arg('after', () => CursorScalar, { nullable: true, description: 'Goes on after this event.' }) _after?: string,
      @Arg('divisionCode', () => DivisionCodeScalar, {
        nullable: true,
        description: 'Only events of this division and those below it.',
      })
      _divisionCode?: string,
    ): SuggestionEventType {
      return event;
    }
  }
  return EventFeedResolver;
}
