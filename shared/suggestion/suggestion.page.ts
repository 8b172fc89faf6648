import { ArgsType, Field } from 'type-graphql';
import type { SuggestionStatus } from '../lifecycle/suggestion-status.ts';
import { childConnection } from '../paging/child-connection.ts';
import { allOf, isIn, noCondition } from '../paging/child-pages.ts';
import type { Connection } from '../paging/connection.ts';
import { PageArgs } from '../subgraph/page-args.ts';
import type { LevelContext } from './level-context.ts';
import type { SuggestionRow } from './suggestion.entity.ts';
import { openRows } from './secrecy.ts';
import { SuggestionStatusEnum } from './suggestion.enums.ts';
import { toSuggestionRow } from './suggestion.rows.ts';
import { visibleRows } from './visibility.ts';

@ArgsType()
export class SuggestionPageArgs extends PageArgs {
  @Field(() => [SuggestionStatusEnum], { nullable: true, description: 'Only suggestions in one of these states.' })
  status?: SuggestionStatus[] | null;
}

/** The suggestions made to one division's congress, by id; `field` is the field's name, such as `City.suggestions`. */
export function suggestionsOf(
  { scope }: LevelContext,
  field: string,
  { divisionCode, args }: { divisionCode: string; args: SuggestionPageArgs },
): Promise<Connection<SuggestionRow>> {
  return childConnection(
    scope,
    {
      name: field,
      table: 'suggestion',
      parentColumn: 'division_code',
      keyColumn: 'id',
      toNode: toSuggestionRow,
      keyOf: (row) => row.id,
    },
    {
      parent: divisionCode,
      page: args,
      where: allOf(
        visibleRows(scope.actor),
        openRows(scope.actor),
        args.status ? isIn('status', args.status) : noCondition,
      ),
    },
  );
}
