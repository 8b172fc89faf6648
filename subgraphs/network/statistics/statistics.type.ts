import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { SuggestionStatus } from '../../../shared/lifecycle/suggestion-status.ts';
import { SuggestionStatusEnum } from '../../../shared/suggestion/suggestion.enums.ts';

@ObjectType({ simpleResolvers: true, description: 'A ratio with the counts that it comes from.' })
export class Rate {
  @Field(() => Int)
  numerator!: number;

  @Field(() => Int)
  denominator!: number;

  @Field(() => Float, { nullable: true, description: 'From 0 to 1; null where the denominator is 0.' })
  value!: number | null;

  @Field(() => String, { description: 'What is divided by what, in English and Chinese.' })
  formula!: string;
}

@ObjectType({ simpleResolvers: true })
export class StatusCount {
  @Field(() => SuggestionStatusEnum)
  status!: SuggestionStatus;

  @Field(() => Int)
  count!: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Over all suggestions of a division and of everything below it, of all levels. Drafts do not count.',
})
export class SuggestionStatistics {
  @Field(() => Int)
  total!: number;

  @Field(() => [StatusCount], { description: 'Every state but DRAFT, in the order of the life of a suggestion.' })
  byStatus!: StatusCount[];

  @Field(() => Int, { description: 'Past their legal date and not replied, now.' })
  overdue!: number;

  @Field(() => Int, { description: 'Answered by every organ that must answer (已答复).' })
  replied!: number;

  @Field(() => Rate, { description: 'Implementation rate (落实率).' })
  implementationRate!: Rate;

  @Field(() => Rate)
  implementationOrPlannedRate!: Rate;

  @Field(() => Rate, { description: 'Satisfaction (满意率) with how the organs went about it.' })
  processSatisfactionRate!: Rate;

  @Field(() => Rate, { description: 'Satisfaction (满意率) with what came of it.' })
  resultSatisfactionRate!: Rate;
}
