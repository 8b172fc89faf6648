import { Args, Directive, Field, ID, Int, InterfaceType, ObjectType, type ClassType } from 'type-graphql';
import { DivisionCodeScalar } from '../division/division-code.scalar.ts';
import { DateScalar, DateTimeScalar } from '../subgraph/scalars.ts';
import { PageArgs } from '../subgraph/page-args.ts';
import { CaseMeeting, ReturnRequest, ThirdPartyEvaluation } from './case-record.types.ts';
import { OpinionReference } from './opinion/opinion-link.resolver.ts';
import { HandUp, ReceivedHandUp } from './hand-up/hand-up.types.ts';
import { Assignment, Reply, SuggestionEventConnection } from './suggestion-part.types.ts';
import { CongressLevelEnum, DueStateEnum, EvaluationGradeEnum, SuggestionStatusEnum } from './suggestion.enums.ts';

/** The interface of all levels' suggestions, as one level's subgraph has it. */
export interface SuggestionTypes {
  readonly Suggestion: abstract new () => object;
  readonly Proposer: ClassType;
  readonly Evaluation: ClassType;
}

/** A level takes the id from the signer's token: one that the roll lacks must not take the whole answer with it. */
const unknownDeputy = 'Null where the roll of the city has no deputy with the id of the signature.';

/**
 * Makes the interface and the types in it that name a deputy. The city owns `Deputy`; the other levels only refer to it:
 * that is why each level makes these types with a deputy type of its own.
 */
// eslint-disable-next-line max-lines-per-function -- declarations of fields, one after the other
export function createSuggestionTypes(
  deputyType: () => ClassType,
  opinionType: () => ClassType = () => OpinionReference,
): SuggestionTypes {
  @Directive('@shareable')
  @ObjectType('Proposer', { simpleResolvers: true, description: 'A deputy who signed a suggestion (领衔人、附议人).' })
  class Proposer {
    @Field(deputyType, { nullable: true, description: unknownDeputy })
    deputy!: object | null;

    @Field(() => Boolean)
    isLead!: boolean;

    @Field(() => DateTimeScalar, { nullable: true, description: 'When the deputy confirmed the signature in person.' })
    confirmedAt!: string | null;
  }

  @Directive('@shareable')
  @ObjectType('Evaluation', {
    simpleResolvers: true,
    description: "A deputy's own grades for process and result (评价).",
  })
  class Evaluation {
    @Field(deputyType, { nullable: true, description: unknownDeputy })
    deputy!: object | null;

    @Field(() => EvaluationGradeEnum, { description: 'How the organ went about it.' })
    process!: string;

    @Field(() => EvaluationGradeEnum, { description: 'What came of it.' })
    result!: string;

    @Field(() => String, { nullable: true })
    comment!: string | null;

    @Field(() => Int)
    round!: number;
  }

  @InterfaceType('Suggestion', {
    autoRegisterImplementations: false,
    description:
      'A suggestion of deputies (代表建议) at one level: city, district or township, each a type of its own.',
  })
  abstract class Suggestion {
    @Field(() => ID, { description: 'Begins with the code of the division whose congress it was made to.' })
    id!: string;

    @Field(() => String, { nullable: true, description: 'Issued at registration (立案).' })
    caseNumber!: string | null;

    @Field(() => String)
    title!: string;

    @Field(() => String)
    content!: string;

    @Field(() => String, { nullable: true })
    topic!: string | null;

    @Field(() => CongressLevelEnum)
    level!: string;

    @Field(() => SuggestionStatusEnum)
    status!: string;

    @Field(() => Int, { description: 'Grows by one with every act; an act takes it as `expectedVersion`.' })
    version!: number;

    @Field(() => DateTimeScalar, { nullable: true })
    submittedAt!: string | null;

    @Field(() => DateScalar, {
      nullable: true,
      description:
        'Legal date of the reply, or in TRACKING the day of the promise; null before assignment (交办). The timeline tells of each change.',
    })
    dueOn!: string | null;

    @Field(() => DateScalar, {
      nullable: true,
      description: 'By when somebody should have taken the next step; null where no rule sets a day.',
    })
    stepDueOn!: string | null;

    @Field(() => Int, { description: 'Of handling, from 1; grows when it is handled again or a promise is answered.' })
    round!: number;

    @Field(() => DueStateEnum)
    dueState!: string;

    @Field(() => Boolean, { description: 'Under supervision led by a leader (领衔督办).' })
    keySupervision!: boolean;

    @Field(() => String, { nullable: true, description: 'The leader who supervises it (领衔督办人).' })
    keyLeader!: string | null;

    @Field(() => Boolean, { description: 'Secret (涉密): only those who have part in it see it.' })
    secret!: boolean;

    @Field(() => ID, { nullable: true, description: 'The case of the same level that is handled for this one (并案).' })
    mergedIntoId!: string | null;

    @Field(() => HandUp, {
      nullable: true,
      description: 'Its newest hand-up to the level above (提请上级办理), and how far that has come.',
    })
    handUp!: HandUp | null;

    @Field(() => ReceivedHandUp, {
      nullable: true,
      description: 'The hand-up by which it came from the level below.',
    })
    handedUpFrom!: ReceivedHandUp | null;

    @Field(() => DateScalar, {
      nullable: true,
      description: 'Since then its clock stands still, as it waits for the level above.',
    })
    stoppedOn!: string | null;

    @Field(() => ID, { nullable: true, description: 'The assignment conference (交办会) that handed it over.' })
    conferenceId!: string | null;

    @Field(() => String, { nullable: true, description: 'What the lead organ sets out to do (办理方案).' })
    handlingPlan!: string | null;

    @Field(() => DateScalar, { nullable: true, description: 'When the lead organ spoke with the deputy.' })
    contactedOn!: string | null;

    @Field(() => Int, {
      description: 'How often a third party overturned its reply, or the answer from above that is its own.',
    })
    overturned!: number;

    @Field(() => [String], { description: 'Acts that whoever asks may do now, by the names in the timeline.' })
    availableActs!: string[];

    @Field(() => Boolean, { description: 'Made up for demonstration; not a real suggestion.' })
    synthetic!: boolean;

    @Field(() => String, { nullable: true, description: 'Reason in writing: not accepted, withdrawn, or closed.' })
    statusNote!: string | null;

    @Field(() => DivisionCodeScalar, { description: 'The division whose congress it was made to.' })
    divisionCode!: string;

    @Field(() => DateTimeScalar, { nullable: true, description: 'When the organs were asked to handle it (交办).' })
    assignedAt!: string | null;

    @Field(() => [Proposer])
    proposers!: Proposer[];

    @Field(() => [Assignment])
    assignments!: Assignment[];

    @Field(() => [Reply])
    replies!: Reply[];

    @Field(() => [Evaluation])
    evaluations!: Evaluation[];

    @Field(() => [ReturnRequest], { description: 'Requests to give it back (申请退件), the oldest first.' })
    returnRequests!: ReturnRequest[];

    @Field(() => [CaseMeeting], { description: 'Consultations and inspections on it, the oldest first.' })
    meetings!: CaseMeeting[];

    @Field(() => [ThirdPartyEvaluation], { description: 'The oldest first (第三方评估).' })
    thirdPartyEvaluations!: ThirdPartyEvaluation[];

    @Field(() => [opinionType()], { description: "The citizens' opinions (群众意见) that it was made of." })
    opinions!: object[];

    @Field(() => SuggestionEventConnection, { description: 'Its events, oldest first.' })
    timeline(@Args(() => PageArgs) _page: PageArgs): never {
      throw new Error("Each level's own type resolves it.");
    }
  }

  return { Suggestion, Proposer, Evaluation };
}
