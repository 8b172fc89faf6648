import { Args, Ctx, Directive, Field, FieldResolver, ID, ObjectType, Resolver, Root } from 'type-graphql';
import { childConnection } from '../../../shared/paging/child-connection.ts';
import type { SqlCondition } from '../../../shared/paging/child-pages.ts';
import type { Connection } from '../../../shared/paging/connection.ts';
import type { RequestScope } from '../../../shared/subgraph/request-scope.ts';
import { PageArgs } from '../../../shared/subgraph/page-args.ts';
import { visibleRows } from '../../../shared/suggestion/visibility.ts';
import type { NetworkContext } from '../network-context.ts';
import { toReference, type SuggestionReference } from '../suggestion/suggestion-reference.ts';
import { SuggestionConnection } from '../suggestion/suggestion.type.ts';

@Directive('@key(fields: "id")')
@ObjectType({ simpleResolvers: true, description: "A people's deputy (人大代表); the city holds the roll." })
export class Deputy {
  @Field(() => ID)
  id!: string;
}

@Resolver(() => Deputy)
export class DeputyResolver {
  @FieldResolver(() => SuggestionConnection, {
    nullable: true,
    description: 'Suggestions of all levels that the deputy signed, as lead or not, by id.',
  })
  suggestions(
    @Root() { id }: Deputy,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { scope }: NetworkContext,
  ): Promise<Connection<SuggestionReference>> {
    return childConnection(
      scope,
      {
        name: 'Deputy.suggestions',
        table: 'suggestion_signer',
        parentColumn: 'deputy_id',
        keyColumn: 'suggestion_id',
        toNode: (row) => toReference(String(row['suggestion_id'])),
        keyOf: (suggestion) => suggestion.id,
      },
      { parent: id, page, where: visibleSignatures(scope) },
    );
  }
}

/** Looked up row by row: a deputy signs few of all the suggestions. */
function visibleSignatures(scope: RequestScope): SqlCondition {
  const visible = visibleRows(scope.actor, { proposers: 'suggestion_signer' });
  if (visible.sql === '') return visible;
  return {
    sql: `exists (select 1 from suggestion_view where id = suggestion_signer.suggestion_id and (${visible.sql}))`,
    parameters: visible.parameters,
  };
}
