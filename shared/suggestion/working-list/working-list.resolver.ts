import {
  Arg,
  Args,
  Ctx,
  Directive,
  Field,
  InputType,
  Int,
  ObjectType,
  Query,
  Resolver,
  type ClassType,
} from 'type-graphql';
import { DivisionCodeScalar } from '../../division/division-code.scalar.ts';
import type { SuggestionStatus } from '../../lifecycle/suggestion-status.ts';
import type { Connection } from '../../paging/connection.ts';
import { enumTypeOf } from '../../subgraph/enum-type.ts';
import { PageArgs } from '../../subgraph/page-args.ts';
import type { LevelContext } from '../level-context.ts';
import type { SuggestionRow } from '../suggestion.entity.ts';
import { SuggestionStatusEnum } from '../suggestion.enums.ts';
import type { WorkingListFilterValues } from './list-query.ts';
import { workingListCounts, workingListPage, type WorkingListCountValues } from './working-list.page.ts';
import { workingListKinds, type WorkingListKind } from './working-list.ts';

const WorkingListKindEnum = enumTypeOf(
  'WorkingListKind',
  workingListKinds,
  'Of the clerk or presidium: REVIEW_QUEUE 待审查, TO_ASSIGN 待交办, RETURNS_TO_DECIDE 待定退件, DUE_SOON 临期, OVERDUE 逾期, TO_CONCLUDE 待办结, PROMISES_DUE 承诺到期, HANDED_UP 已提请上级, KEY_LIST 重点督办. Of a handling organ: TO_RECEIVE 待签收, INBOX 在办, OPINIONS_OWED 待提协办意见, and its own of DUE_SOON, OVERDUE, PROMISES_DUE and HANDED_UP. Of a deputy: AWAITING_EVALUATION 待评价.',
);

@InputType({ description: 'All of these hold at once; what is left out does not filter.' })
class WorkingListFilter implements WorkingListFilterValues {
  @Field(() => String, { nullable: true, description: 'An organ that has the case in hand; at most 100 characters.' })
  organ?: string | null;

  @Field(() => String, { nullable: true, description: 'At most 64 characters.' })
  topic?: string | null;

  @Field(() => [SuggestionStatusEnum], { nullable: true, description: "Of the list's states, only these." })
  status?: SuggestionStatus[] | null;

  @Field(() => Int, { nullable: true, description: 'Year of submission, on the calendar of Beijing.' })
  year?: number | null;
}

@Directive('@shareable')
@ObjectType({ simpleResolvers: true, description: 'How many cases stand on a working list.' })
class WorkingListCount {
  @Field(() => WorkingListKindEnum)
  kind!: WorkingListKind;

  @Field(() => Int)
  count!: number;
}

/** The working lists of a level; `type` is its suggestion's, such as CitySuggestion, `connection` that type's. */
export function createWorkingListResolver(type: ClassType, connection: ClassType): ClassType {
  const field = `${type.name.replace('Suggestion', '').toLowerCase()}WorkingList`;

  @Resolver()
  class WorkingListResolver {
    @Query(() => connection, {
      name: field,
      nullable: true,
      description:
        'A list that whoever asks works through (工作清单), the most urgent case first: the clerk that of the division, an organ what it has in hand, a deputy what it signed. What is due is judged by the clock when it is read.',
    })
    list(
      @Arg('kind', () => WorkingListKindEnum) kind: WorkingListKind,
      @Arg('divisionCode', () => DivisionCodeScalar) divisionCode: string,
      @Arg('filter', () => WorkingListFilter, { nullable: true }) filter: WorkingListFilter | undefined,
      @Args(() => PageArgs) page: PageArgs,
      @Ctx() { scope, suggestions }: LevelContext,
    ): Promise<Connection<SuggestionRow>> {
      return workingListPage(scope, suggestions.lifecycle, { field, kind, divisionCode, filter, page });
    }

    @Query(() => [WorkingListCount], {
      name: `${field}s`,
      nullable: true,
      description: 'Every list that is of whoever asks, with the number of cases on it.',
    })
    lists(
      @Arg('divisionCode', () => DivisionCodeScalar) divisionCode: string,
      @Ctx() { scope, suggestions }: LevelContext,
    ): Promise<WorkingListCountValues[]> {
      return workingListCounts(scope, suggestions.lifecycle, divisionCode);
    }
  }
  return WorkingListResolver;
}
