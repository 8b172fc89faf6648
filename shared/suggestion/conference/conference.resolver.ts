import {
  Arg,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
  type ClassType,
} from 'type-graphql';
import { DivisionCodeScalar } from '../../division/division-code.scalar.ts';
import { DateScalar, DateTimeScalar } from '../../subgraph/scalars.ts';
import type { RequestScope } from '../../subgraph/request-scope.ts';
import { AssignmentInput } from '../act.inputs.ts';
import { plainInput } from '../act.resolver.ts';
import { AssignmentConferenceEntity, type AssignmentConferenceRow } from '../case-record.entity.ts';
import type { LevelContext } from '../level-context.ts';
import { SuggestionEntity, type SuggestionRow } from '../suggestion.entity.ts';
import { suggestionLoaders } from '../suggestion.loader.ts';
import { holdConference } from './hold-conference.ts';

@InputType()
class ConferenceCaseInput extends AssignmentInput {
  @Field(() => ID)
  id!: string;

  @Field(() => Int)
  expectedVersion!: number;
}

@InputType()
class AssignmentConferenceInput {
  @Field(() => DateScalar, { description: 'Not after today.' })
  heldOn!: Date;

  @Field(() => String, { description: 'At most 20,000 characters.' })
  minutes!: string;

  @Field(() => [ConferenceCaseInput], { description: 'Registered cases, at most 500: all are assigned, or none.' })
  cases!: ConferenceCaseInput[];
}

/** The assignment conferences of a level; `type` is its suggestion's, such as CitySuggestion. */
export function createConferenceResolver(type: ClassType): ClassType {
  const level = type.name.replace('Suggestion', '');

  @ObjectType(`${level}AssignmentConference`, {
    simpleResolvers: true,
    description: 'A conference that hands many cases to their organs in one act (代表建议交办会).',
  })
  class AssignmentConference {
    @Field(() => ID)
    id!: string;

    @Field(() => DivisionCodeScalar)
    divisionCode!: string;

    @Field(() => DateScalar)
    heldOn!: string;

    @Field(() => String)
    minutes!: string;

    @Field(() => DateTimeScalar)
    recordedAt!: string;
  }

  @Resolver(() => AssignmentConference)
  class ConferenceResolver {
    @Mutation(() => AssignmentConference, {
      name: `hold${level}AssignmentConference`,
      description: 'Hands registered cases to their organs, all or none (交办会).',
    })
    hold(
      @Arg('divisionCode', () => DivisionCodeScalar) divisionCode: string,
      @Arg('input', () => AssignmentConferenceInput) input: AssignmentConferenceInput,
      @Ctx() { suggestions, scope }: LevelContext,
    ): Promise<AssignmentConferenceRow> {
      return holdConference(suggestions, scope.actor, { divisionCode, input: plainInput(input) });
    }

    @Query(() => AssignmentConference, { name: `${level.toLowerCase()}AssignmentConference`, nullable: true })
    conference(
      @Arg('id', () => ID) id: string,
      @Ctx() { scope }: LevelContext,
    ): Promise<AssignmentConferenceRow | null> {
      return scope.em.findOne(AssignmentConferenceEntity, { id }, { disableIdentityMap: true });
    }

    @FieldResolver(() => Int, { description: 'Of the cases that the reader may see.' })
    async caseCount(@Root() { id }: AssignmentConferenceRow, @Ctx() { scope }: LevelContext): Promise<number> {
      return (await visibleCases(scope, id)).length;
    }

    @FieldResolver(() => [type], { description: 'The cases that it handed over, as far as the reader may see them.' })
    suggestions(@Root() { id }: AssignmentConferenceRow, @Ctx() { scope }: LevelContext): Promise<SuggestionRow[]> {
      return visibleCases(scope, id);
    }
  }
  return ConferenceResolver;
}

/** A number that counts secret cases would tell of them. */
async function visibleCases(scope: RequestScope, conferenceId: string): Promise<SuggestionRow[]> {
  const options = { fields: ['id'], orderBy: { id: 'asc' }, disableIdentityMap: true } as const;
  const rows = await scope.em.find(SuggestionEntity, { conferenceId }, options);
  const { suggestion } = suggestionLoaders(scope);
  const visible = await Promise.all(rows.map((row) => suggestion.load(row.id)));
  return visible.filter((row) => row !== null);
}
