import { Arg, Ctx, Directive, Field, ID, Mutation, ObjectType, Query, Resolver, type ClassType } from 'type-graphql';
import { DivisionCodeScalar } from '../../division/division-code.scalar.ts';
import { DateTimeScalar } from '../../subgraph/scalars.ts';
import { requireDivision, requireRole } from '../act/authority.ts';
import type { LevelContext } from '../level-context.ts';
import { ReasonInput } from '../review.inputs.ts';
import { reinstateDeputy, suspendDeputy } from './suspend-deputy.ts';
import { DeputySuspensionEntity, type DeputySuspensionRow } from './suspension.entity.ts';

@Directive('@shareable')
@ObjectType('DeputySuspension', {
  simpleResolvers: true,
  description: 'A time in which a deputy may not act as one in a congress (暂停执行代表职务).',
})
class DeputySuspension {
  @Field(() => DivisionCodeScalar)
  divisionCode!: string;

  @Field(() => ID)
  deputyId!: string;

  @Field(() => String)
  reason!: string;

  @Field(() => DateTimeScalar)
  suspendedAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Null as long as it lasts.' })
  endedAt!: string | null;

  @Field(() => String, { nullable: true })
  endReason!: string | null;
}

/** The suspensions of a level's deputies; `type` is its suggestion's, such as CitySuggestion. */
export function createSuspensionResolver(type: ClassType): ClassType {
  const level = type.name.replace('Suggestion', '');

  @Resolver()
  class SuspensionResolver {
    @Mutation(() => DeputySuspension, {
      name: `suspend${level}Deputy`,
      description: 'The reviewer records that a deputy of the congress is suspended (暂停执行代表职务).',
    })
    suspend(
      @Arg('divisionCode', () => DivisionCodeScalar) divisionCode: string,
      @Arg('deputyId', () => ID) deputyId: string,
      @Arg('input', () => ReasonInput) input: ReasonInput,
      @Ctx() { suggestions, scope }: LevelContext,
    ): Promise<DeputySuspensionRow> {
      return suspendDeputy(suggestions, scope.actor, { divisionCode, deputyId, input: { ...input } });
    }

    @Mutation(() => DeputySuspension, {
      name: `reinstate${level}Deputy`,
      description: 'The suspension of a deputy ends (恢复执行代表职务).',
    })
    reinstate(
      @Arg('divisionCode', () => DivisionCodeScalar) divisionCode: string,
      @Arg('deputyId', () => ID) deputyId: string,
      @Arg('input', () => ReasonInput) input: ReasonInput,
      @Ctx() { suggestions, scope }: LevelContext,
    ): Promise<DeputySuspensionRow> {
      return reinstateDeputy(suggestions, scope.actor, { divisionCode, deputyId, input: { ...input } });
    }

    @Query(() => [DeputySuspension], {
      name: `${level.toLowerCase()}DeputySuspensions`,
      nullable: true,
      description: "Those of a division's congress, also the ones that are over, for its reviewer.",
    })
    suspensions(
      @Arg('divisionCode', () => DivisionCodeScalar) divisionCode: string,
      @Ctx() { suggestions, scope }: LevelContext,
    ): Promise<DeputySuspensionRow[]> {
      requireDivision(requireRole(suggestions.lifecycle, 'review', scope.actor), divisionCode);
      const options = { orderBy: { deputyId: 'asc', position: 'asc' }, disableIdentityMap: true } as const;
      return scope.em.find(DeputySuspensionEntity, { divisionCode }, options);
    }
  }
  return SuspensionResolver;
}
