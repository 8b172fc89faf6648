import { Field, ID, InputType, Int } from 'type-graphql';
import { DivisionCodeScalar } from '../../../shared/division/division-code.scalar.ts';
import type { CaseLevel } from '../../../shared/lifecycle/congress-level.ts';
import type { DueState } from '../../../shared/lifecycle/due-state.ts';
import type { SuggestionStatus } from '../../../shared/lifecycle/suggestion-status.ts';
import { CongressLevelEnum, DueStateEnum, SuggestionStatusEnum } from '../../../shared/suggestion/suggestion.enums.ts';
import type { SuggestionFilterValues } from './suggestion-filter.ts';

@InputType({ description: 'All of these hold at once; what is left out does not filter.' })
export class SuggestionFilter implements SuggestionFilterValues {
  @Field(() => [CongressLevelEnum], { nullable: true })
  level?: CaseLevel[] | null;

  @Field(() => DivisionCodeScalar, {
    nullable: true,
    description: 'This division and all below it: 230100 is the whole city.',
  })
  divisionCode?: string | null;

  @Field(() => [SuggestionStatusEnum], { nullable: true })
  status?: SuggestionStatus[] | null;

  @Field(() => String, { nullable: true })
  topic?: string | null;

  @Field(() => ID, { nullable: true, description: 'The liaison station (代表联络站) at which the matter came up.' })
  stationId?: string | null;

  @Field(() => ID, { nullable: true, description: 'A deputy who signed, as lead or not.' })
  deputyId?: string | null;

  @Field(() => String, { nullable: true, description: 'An organ that must answer (主办、分办).' })
  organ?: string | null;

  @Field(() => [DueStateEnum], { nullable: true })
  dueState?: DueState[] | null;

  @Field(() => Int, { nullable: true, description: 'Year of submission, on the calendar of Beijing.' })
  year?: number | null;

  @Field(() => Boolean, { nullable: true })
  synthetic?: boolean | null;

  @Field(() => Boolean, { nullable: true })
  keySupervision?: boolean | null;
}
