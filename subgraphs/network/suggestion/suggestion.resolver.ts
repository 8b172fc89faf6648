import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { parseSuggestionId } from '../../../shared/division/entity-id.ts';
import { ClientError } from '../../../shared/errors/client-error.ts';
import type { Connection } from '../../../shared/paging/connection.ts';
import { CursorScalar } from '../../../shared/subgraph/scalars.ts';
import type { NetworkContext } from '../network-context.ts';
import { SuggestionOrderEnum, type SuggestionOrder } from './suggestion-order.ts';
import { suggestionPage } from './suggestion.page.ts';
import type { SuggestionReference } from './suggestion-reference.ts';
import { SuggestionFilter } from './suggestion.input.ts';
import { suggestionLoader } from './suggestion.loader.ts';
import { Suggestion, SuggestionConnection } from './suggestion.type.ts';

@Resolver(() => Suggestion)
export class SuggestionResolver {
  @Query(() => Suggestion, { nullable: true, description: 'A suggestion of whichever level.' })
  async suggestion(
    @Arg('id', () => ID) id: string,
    @Ctx() { scope }: NetworkContext,
  ): Promise<SuggestionReference | null> {
    const found = await suggestionLoader(scope).load(parseSuggestionId(id));
    if (found) return found;
    throw new ClientError('SUGGESTION_NOT_FOUND', `Suggestion ${id} does not exist, or it is not public yet.`);
  }

  @Query(() => SuggestionConnection, { nullable: true, description: 'Suggestions of all levels.' })
  suggestions(
    @Arg('filter', () => SuggestionFilter, { nullable: true }) filter: SuggestionFilter | undefined,
    @Arg('orderBy', () => SuggestionOrderEnum, { nullable: true, description: 'ID_ASC where it is left out.' })
    orderBy: SuggestionOrder | undefined,
    @Arg('first', () => Int, { nullable: true, defaultValue: 50, description: 'How many; 0 to 500.' })
    first: number | null,
    @Arg('after', () => CursorScalar, { nullable: true, description: 'A cursor of this field in the same order.' })
    after: string | undefined,
    @Ctx() { scope }: NetworkContext,
  ): Promise<Connection<SuggestionReference>> {
    return suggestionPage(scope, { filter: filter ?? {}, order: orderBy ?? 'ID_ASC', page: { first, after } });
  }

  @FieldResolver(() => Suggestion, { nullable: true, description: 'The linked case one level below.' })
  async escalatedFrom(
    @Root() { id }: SuggestionReference,
    @Ctx() { scope }: NetworkContext,
  ): Promise<SuggestionReference | null> {
    const linkedId = (await suggestionLoader(scope).load(id))?.escalatedFromId;
    return linkedId ? suggestionLoader(scope).load(linkedId) : null;
  }

  @FieldResolver(() => Suggestion, { nullable: true, description: 'The linked case one level above.' })
  async escalatedTo(
    @Root() { id }: SuggestionReference,
    @Ctx() { scope }: NetworkContext,
  ): Promise<SuggestionReference | null> {
    const linkedId = (await suggestionLoader(scope).load(id))?.escalatedToId;
    return linkedId ? suggestionLoader(scope).load(linkedId) : null;
  }
}
