import { Arg, Ctx, ID, Int, Mutation, Resolver, type ClassType } from 'type-graphql';
import { DivisionCodeScalar } from '../division/division-code.scalar.ts';
import type { ActDefinition } from './act/act-definition.ts';
import { assignAct } from './act/assign.act.ts';
import { closeAct, evaluateAct } from './act/conclude.acts.ts';
import { handleAct, receiveAct, replyAct } from './act/handle.acts.ts';
import { notAcceptAct, registerAct, reviewAct, submitAct, withdrawAct } from './act/review.acts.ts';
import type { LevelContext } from './level-context.ts';
import type { SuggestionRow } from './suggestion.entity.ts';
import {
  AssignmentInput,
  ClosingInput,
  EvaluationInput,
  RefusalInput,
  ReplyInput,
  WithdrawalInput,
} from './suggestion.input.ts';
import { draftSuggestion, performOnCase } from './suggestion.service.ts';

export interface ActResolverSpec {
  /** The level's own type, such as CitySuggestion; its name ends every mutation's. */
  readonly type: ClassType;
  readonly draftInput: ClassType;
  /** Takes the level's draft input to the fields that every draft has. */
  toDraft(input: object): object;
}

interface CaseArguments {
  readonly id: string;
  readonly expectedVersion: number;
}

function perform<Input>(
  { suggestions, scope }: LevelContext,
  definition: ActDefinition<Input>,
  request: CaseArguments & { readonly input?: object | undefined },
): Promise<SuggestionRow> {
  return performOnCase(suggestions, scope.actor, { definition, ...request, input: request.input ?? {} });
}

/** One mutation for each act on the suggestions of a level. */
// eslint-disable-next-line max-lines-per-function -- one mutation after the other
export function createActResolver(spec: ActResolverSpec): ClassType {
  const { type, draftInput } = spec;
  const { name } = type;

  @Resolver(() => type)
  class ActResolver {
    @Mutation(() => type, { name: `draft${name}`, description: 'The deputy begins a suggestion as its lead (起草).' })
    draft(
      @Arg('divisionCode', () => DivisionCodeScalar) divisionCode: string,
      @Arg('input', () => draftInput) input: object,
      @Ctx() { suggestions, scope }: LevelContext,
    ): Promise<SuggestionRow> {
      return draftSuggestion(suggestions, scope.actor, { divisionCode, input: spec.toDraft(input) });
    }

    @Mutation(() => type, { name: `submit${name}`, description: 'The lead deputy hands it in (提交).' })
    submit(
      @Arg('id', () => ID) id: string,
      @Arg('expectedVersion', () => Int) expectedVersion: number,
      @Ctx() context: LevelContext,
    ): Promise<SuggestionRow> {
      return perform(context, submitAct, { id, expectedVersion });
    }

    @Mutation(() => type, { name: `review${name}`, description: 'The reviewer takes it up (审查).' })
    review(
      @Arg('id', () => ID) id: string,
      @Arg('expectedVersion', () => Int) expectedVersion: number,
      @Ctx() context: LevelContext,
    ): Promise<SuggestionRow> {
      return perform(context, reviewAct, { id, expectedVersion });
    }

    @Mutation(() => type, { name: `notAccept${name}`, description: 'The reviewer does not accept it (不予立案).' })
    notAccept(
      @Arg('id', () => ID) id: string,
      @Arg('expectedVersion', () => Int) expectedVersion: number,
      @Arg('input', () => RefusalInput) input: RefusalInput,
      @Ctx() context: LevelContext,
    ): Promise<SuggestionRow> {
      return perform(context, notAcceptAct, { id, expectedVersion, input });
    }

    @Mutation(() => type, {
      name: `register${name}`,
      description: 'The reviewer registers it: it gets its case number (立案).',
    })
    register(
      @Arg('id', () => ID) id: string,
      @Arg('expectedVersion', () => Int) expectedVersion: number,
      @Ctx() context: LevelContext,
    ): Promise<SuggestionRow> {
      return perform(context, registerAct, { id, expectedVersion });
    }

    @Mutation(() => type, {
      name: `assign${name}`,
      description: 'It is handed to its organs; the legal clock starts (交办).',
    })
    assign(
      @Arg('id', () => ID) id: string,
      @Arg('expectedVersion', () => Int) expectedVersion: number,
      @Arg('input', () => AssignmentInput) input: AssignmentInput,
      @Ctx() context: LevelContext,
    ): Promise<SuggestionRow> {
      return perform(context, assignAct, { id, expectedVersion, input });
    }

    @Mutation(() => type, { name: `receive${name}`, description: 'An organ confirms receipt (接收).' })
    receive(
      @Arg('id', () => ID) id: string,
      @Arg('expectedVersion', () => Int) expectedVersion: number,
      @Ctx() context: LevelContext,
    ): Promise<SuggestionRow> {
      return perform(context, receiveAct, { id, expectedVersion });
    }

    @Mutation(() => type, { name: `handle${name}`, description: 'The lead organ begins to handle it (办理).' })
    handle(
      @Arg('id', () => ID) id: string,
      @Arg('expectedVersion', () => Int) expectedVersion: number,
      @Ctx() context: LevelContext,
    ): Promise<SuggestionRow> {
      return perform(context, handleAct, { id, expectedVersion });
    }

    @Mutation(() => type, { name: `replyTo${name}`, description: 'The lead organ answers the deputies (答复).' })
    reply(
      @Arg('id', () => ID) id: string,
      @Arg('expectedVersion', () => Int) expectedVersion: number,
      @Arg('input', () => ReplyInput) input: ReplyInput,
      @Ctx() context: LevelContext,
    ): Promise<SuggestionRow> {
      const promisedOn = input.promisedOn?.toISOString().slice(0, 10);
      return perform(context, replyAct, { id, expectedVersion, input: { ...input, promisedOn } });
    }

    @Mutation(() => type, {
      name: `evaluate${name}`,
      description: 'A signer grades process and result in person (评价).',
    })
    evaluate(
      @Arg('id', () => ID) id: string,
      @Arg('expectedVersion', () => Int) expectedVersion: number,
      @Arg('input', () => EvaluationInput) input: EvaluationInput,
      @Ctx() context: LevelContext,
    ): Promise<SuggestionRow> {
      return perform(context, evaluateAct, { id, expectedVersion, input });
    }

    @Mutation(() => type, { name: `close${name}`, description: 'The work committee or presidium closes it (办结).' })
    close(
      @Arg('id', () => ID) id: string,
      @Arg('expectedVersion', () => Int) expectedVersion: number,
      @Arg('input', () => ClosingInput, { nullable: true }) input: ClosingInput | undefined,
      @Ctx() context: LevelContext,
    ): Promise<SuggestionRow> {
      return perform(context, closeAct, { id, expectedVersion, input });
    }

    @Mutation(() => type, { name: `withdraw${name}`, description: 'The lead deputy takes it back, in writing (撤回).' })
    withdraw(
      @Arg('id', () => ID) id: string,
      @Arg('expectedVersion', () => Int) expectedVersion: number,
      @Arg('input', () => WithdrawalInput) input: WithdrawalInput,
      @Ctx() context: LevelContext,
    ): Promise<SuggestionRow> {
      return perform(context, withdrawAct, { id, expectedVersion, input });
    }
  }
  return ActResolver;
}
