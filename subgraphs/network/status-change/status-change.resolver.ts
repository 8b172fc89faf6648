import { Arg, Ctx, Query, Resolver, Root, Subscription } from 'type-graphql';
import { CursorScalar } from '../../../shared/subgraph/scalars.ts';
import type { NetworkContext } from '../network-context.ts';
import { currentCursor, followChanges, type ChangeEvent, type ChangeRequest } from './follow-changes.ts';
import { SuggestionStatusChange, SuggestionStatusFilter, toStatusChangeType } from './status-change.type.ts';

@Resolver()
export class StatusChangeResolver {
  @Query(() => CursorScalar, {
    description:
      'Where `suggestionStatusChanged` stands now. Who asks for it, then reads what it shows, and then subscribes with it as `after` misses nothing in between.',
  })
  suggestionStatusCursor(@Ctx() { changes }: NetworkContext): Promise<string> {
    return currentCursor(changes);
  }

  @Subscription(() => SuggestionStatusChange, {
    description:
      'Acts on suggestions of all levels in one order: from now on, or with `after` everything since that cursor and then live, without a seam.',
    subscribe: ({ args, context }) => {
      const { changes, scope, signal } = context as NetworkContext;
      return followChanges(changes, { actor: scope.actor, signal }, args as ChangeRequest) as never;
    },
  })
  suggestionStatusChanged(
    @Root() event: ChangeEvent,
    @Arg('filter', () => SuggestionStatusFilter, { nullable: true }) _filter?: SuggestionStatusFilter,
    @Arg('after', () => CursorScalar, { nullable: true, description: 'Goes on after this change.' }) _after?: string,
  ): SuggestionStatusChange {
    return toStatusChangeType(event);
  }
}
