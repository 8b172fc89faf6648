import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { SuggestionStatus } from '../../../shared/lifecycle/suggestion-status.ts';
import { enumTypeOf } from '../../../shared/subgraph/enum-type.ts';
import type { ReplyCategory } from '../../../shared/suggestion/suggestion-grade.ts';
import { ReplyCategoryEnum, SuggestionStatusEnum } from '../../../shared/suggestion/suggestion.enums.ts';
import { DivisionCodeScalar } from '../../../shared/division/division-code.scalar.ts';
import { statisticsDimensions } from './grouped-statistics.ts';
import { caseStages, type CaseStage } from './case-stage.ts';
import { caseAges, overdueAges, type CaseAge, type OverdueAge } from './statistics.ts';

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

const overdueAgeEnum = enumTypeOf(
  'OverdueAge',
  overdueAges.map(({ name }) => name),
  'How long a case has been overdue: 1 to 30 days, 31 to 90, or more.',
);

@ObjectType({ simpleResolvers: true })
export class OverdueCount {
  @Field(() => overdueAgeEnum)
  age!: OverdueAge;

  @Field(() => Int)
  count!: number;
}

const caseAgeEnum = enumTypeOf(
  'CaseAge',
  caseAges.map(({ name }) => name),
  'How long ago a case was submitted: up to 30 days, 31 to 90, 91 to 180, or more.',
);

@ObjectType({ simpleResolvers: true })
export class AgeCount {
  @Field(() => caseAgeEnum)
  age!: CaseAge;

  @Field(() => Int)
  count!: number;
}

@ObjectType({ simpleResolvers: true })
export class CategoryCount {
  @Field(() => ReplyCategoryEnum)
  category!: ReplyCategory;

  @Field(() => Int)
  count!: number;
}

const caseStageEnum = enumTypeOf(
  'CaseStage',
  caseStages,
  'From the first time in one state to the first time in another: REVIEW 提交至立案 · ASSIGN 立案至交办 · REPLY 交办至答复 · EVALUATE 答复至评价 · CLOSE 评价至办结',
);

@ObjectType({ simpleResolvers: true })
export class StageAverage {
  @Field(() => caseStageEnum)
  stage!: CaseStage;

  @Field(() => Int, { description: 'Cases in which the stage is over: those that the average is over.' })
  cases!: number;

  @Field(() => Float, { nullable: true, description: 'Days of 24 hours; null where no case has it behind it.' })
  averageDays!: number | null;
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

  @Field(() => Int, { description: 'Due within the days that the level counts as soon, and not replied, now (临期).' })
  dueSoon!: number;

  @Field(() => Int, { description: 'Past their legal date and not replied, now (逾期).' })
  overdue!: number;

  @Field(() => [OverdueCount], { description: 'The same, by how long they have been overdue; every age is there.' })
  overdueByAge!: OverdueCount[];

  @Field(() => [AgeCount], {
    description: 'Cases that are not over, by how long ago they were submitted (在办时长); every age is there.',
  })
  openByAge!: AgeCount[];

  @Field(() => Int, {
    description:
      'Answered by every organ that must answer, and the answer stands: not sent back to be handled again (已答复).',
  })
  replied!: number;

  @Field(() => [CategoryCount], {
    description: 'The replied ones by the worst category of their answers (答复类别); every category is there.',
  })
  byCategory!: CategoryCount[];

  @Field(() => Rate, { description: 'How many were handled again (重新办理).' })
  rehandledRate!: Rate;

  @Field(() => Int, {
    description:
      'Cases whose answer a third party overturned (评估推翻), once or more often. The answer and its grades stay as history; no rate counts them as a success. Until it is answered anew the case stays in the denominator of the implementation rates.',
  })
  overturned!: number;

  @Field(() => [StageAverage], { description: 'How long the stages took on average; every stage is there.' })
  stages!: StageAverage[];

  @Field(() => Rate, { description: 'Implementation rate (落实率).' })
  implementationRate!: Rate;

  @Field(() => Rate)
  implementationOrPlannedRate!: Rate;

  @Field(() => Rate, { description: 'Satisfaction (满意率) with how the organs went about it.' })
  processSatisfactionRate!: Rate;

  @Field(() => Rate, { description: 'Satisfaction (满意率) with what came of it.' })
  resultSatisfactionRate!: Rate;
}

export const statisticsDimensionEnum = enumTypeOf(
  'StatisticsDimension',
  statisticsDimensions,
  'LEVEL 层级 · DISTRICT 区县 · DIVISION 提出建议的代表大会所在行政区划 · YEAR 提交年份 · ORGAN 主办、分办单位 · TOPIC 主题 · LEADER 领衔督办领导',
);

@ObjectType({ simpleResolvers: true, description: 'Statistics of the suggestions that have one thing in common.' })
export class StatisticsGroup {
  @Field(() => String, {
    nullable: true,
    description:
      'What they have in common: a level, a code, a year, an organ, a topic or a leader. Null where they have none of it.',
  })
  key!: string | null;

  @Field(() => SuggestionStatistics)
  statistics!: SuggestionStatistics;
}

@ObjectType({
  simpleResolvers: true,
  description: 'A figure that was published elsewhere: recorded history, not counted from the records here.',
})
export class RecordedRate {
  @Field(() => String)
  name!: string;

  @Field(() => DivisionCodeScalar)
  cityCode!: string;

  @Field(() => String, { description: 'When it was so, in the words of the source.' })
  period!: string;

  @Field(() => Float, { description: 'From 0 to 1.' })
  value!: number;

  @Field(() => String)
  source!: string;

  @Field(() => String, { description: 'What must be known before it is set beside rates that are counted.' })
  note!: string;
}
