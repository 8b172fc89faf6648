import { Arg, Ctx, ID, Int, Mutation, Resolver } from 'type-graphql';
import { DivisionCodeScalar } from '../../../shared/division/division-code.scalar.ts';
import type { LevelContext } from '../../../shared/suggestion/level-context.ts';
import type { ActOnOpinion } from './opinion-transition.ts';
import { opinionActDefinitions } from './opinion.acts.ts';
import type { OpinionRow } from './opinion.entity.ts';
import {
  AdoptCitizenOpinionInput,
  AnswerCitizenOpinionInput,
  CloseCitizenOpinionInput,
  EscalateCitizenOpinionInput,
  FeedbackInput,
  PassCitizenOpinionInput,
  RedirectCitizenOpinionInput,
  RegisterCitizenOpinionInput,
  TriageCitizenOpinionInput,
} from './opinion.inputs.ts';
import { performOnOpinion, registerOpinion } from './opinion.service.ts';
import { CitizenOpinion } from './opinion.type.ts';

/** One mutation for each act on a citizen's opinion. */
@Resolver(() => CitizenOpinion)
export class OpinionActResolver {
  @Mutation(() => CitizenOpinion, { description: 'A keeper takes it down at a home or a station (登记).' })
  registerCitizenOpinion(
    @Arg('divisionCode', () => DivisionCodeScalar) divisionCode: string,
    @Arg('input', () => RegisterCitizenOpinionInput) input: RegisterCitizenOpinionInput,
    @Ctx() { suggestions, scope }: LevelContext,
  ): Promise<OpinionRow> {
    return registerOpinion(suggestions, scope.actor, { divisionCode, input });
  }

  @Mutation(() => CitizenOpinion, { description: 'The keeper looks what it is about (分类).' })
  triageCitizenOpinion(
    @Arg('id', () => ID) id: string,
    @Arg('expectedVersion', () => Int) expectedVersion: number,
    @Arg('input', () => TriageCitizenOpinionInput, { nullable: true }) input: TriageCitizenOpinionInput | null,
    @Ctx() context: LevelContext,
  ): Promise<OpinionRow> {
    return perform(context, 'triage', { id, expectedVersion, input: input ?? {} });
  }

  @Mutation(() => CitizenOpinion, { description: 'The citizen got an answer there and then (当场答复).' })
  answerCitizenOpinion(
    @Arg('id', () => ID) id: string,
    @Arg('expectedVersion', () => Int) expectedVersion: number,
    @Arg('input', () => AnswerCitizenOpinionInput) input: AnswerCitizenOpinionInput,
    @Ctx() context: LevelContext,
  ): Promise<OpinionRow> {
    return perform(context, 'answer', { id, expectedVersion, input });
  }

  @Mutation(() => CitizenOpinion, { description: 'It is a matter for others, such as petitions or a court (引导).' })
  redirectCitizenOpinion(
    @Arg('id', () => ID) id: string,
    @Arg('expectedVersion', () => Int) expectedVersion: number,
    @Arg('input', () => RedirectCitizenOpinionInput) input: RedirectCitizenOpinionInput,
    @Ctx() context: LevelContext,
  ): Promise<OpinionRow> {
    return perform(context, 'redirect', { id, expectedVersion, input });
  }

  @Mutation(() => CitizenOpinion, { description: 'An organ of government is asked to see to it (转政府部门).' })
  passCitizenOpinionToGovernment(
    @Arg('id', () => ID) id: string,
    @Arg('expectedVersion', () => Int) expectedVersion: number,
    @Arg('input', () => PassCitizenOpinionInput) input: PassCitizenOpinionInput,
    @Ctx() context: LevelContext,
  ): Promise<OpinionRow> {
    return perform(context, 'passToGovernment', { id, expectedVersion, input });
  }

  @Mutation(() => CitizenOpinion, {
    description: 'A deputy makes it a suggestion, as a draft of which the deputy is the lead (代表采纳).',
  })
  adoptCitizenOpinion(
    @Arg('id', () => ID) id: string,
    @Arg('expectedVersion', () => Int) expectedVersion: number,
    @Arg('input', () => AdoptCitizenOpinionInput, { nullable: true }) input: AdoptCitizenOpinionInput | null,
    @Ctx() context: LevelContext,
  ): Promise<OpinionRow> {
    return perform(context, 'adopt', { id, expectedVersion, input: input ?? {} });
  }

  @Mutation(() => CitizenOpinion, {
    description: "It is put before the town's presidium; what is raised in a street goes to its district (上报).",
  })
  escalateCitizenOpinion(
    @Arg('id', () => ID) id: string,
    @Arg('expectedVersion', () => Int) expectedVersion: number,
    @Arg('input', () => EscalateCitizenOpinionInput) input: EscalateCitizenOpinionInput,
    @Ctx() context: LevelContext,
  ): Promise<OpinionRow> {
    return perform(context, 'escalate', { id, expectedVersion, input });
  }

  @Mutation(() => CitizenOpinion, { description: 'The citizen hears what became of it (反馈).' })
  giveFeedbackOnCitizenOpinion(
    @Arg('id', () => ID) id: string,
    @Arg('expectedVersion', () => Int) expectedVersion: number,
    @Arg('input', () => FeedbackInput) input: FeedbackInput,
    @Ctx() context: LevelContext,
  ): Promise<OpinionRow> {
    return perform(context, 'giveFeedback', { id, expectedVersion, input });
  }

  @Mutation(() => CitizenOpinion, { description: 'Nothing is left to do (办结).' })
  closeCitizenOpinion(
    @Arg('id', () => ID) id: string,
    @Arg('expectedVersion', () => Int) expectedVersion: number,
    @Arg('input', () => CloseCitizenOpinionInput, { nullable: true }) input: CloseCitizenOpinionInput | null,
    @Ctx() context: LevelContext,
  ): Promise<OpinionRow> {
    return perform(context, 'close', { id, expectedVersion, input: input ?? {} });
  }
}

function perform(
  { suggestions, scope }: LevelContext,
  act: ActOnOpinion,
  request: { readonly id: string; readonly expectedVersion: number; readonly input: object },
): Promise<OpinionRow> {
  return performOnOpinion(suggestions, scope.actor, { definition: opinionActDefinitions[act], ...request });
}
