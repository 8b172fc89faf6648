import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { parseOpinionId } from '../../../shared/division/entity-id.ts';
import { ClientError } from '../../../shared/errors/client-error.ts';
import { beijingDay } from '../../../shared/lifecycle/calendar-day.ts';
import { childConnection } from '../../../shared/paging/child-connection.ts';
import type { Connection } from '../../../shared/paging/connection.ts';
import { maskName, maskPhone } from '../../../shared/privacy/mask.ts';
import { entityLoader } from '../../../shared/subgraph/entity-loader.ts';
import { PageArgs } from '../../../shared/subgraph/page-args.ts';
import type { LevelContext } from '../../../shared/suggestion/level-context.ts';
import { DeputyReference } from '../../../shared/suggestion/suggestion-part.types.ts';
import { toEventRow } from '../../../shared/suggestion/suggestion.rows.ts';
import type { EventRow } from '../../../shared/events/event.entity.ts';
import { Community, Township } from '../division/community.type.ts';
import type { CommunityRow } from '../division/community.entity.ts';
import { communityLoader } from '../division/community.loader.ts';
import { homeLoader } from '../home/home.loader.ts';
import { Home, Station } from '../home/home.type.ts';
import type { HomeRow } from '../home/home.entity.ts';
import { District } from './opinion-lists.resolver.ts';
import { legalOpinionActs } from './opinion-lifecycle.ts';
import { requireOpinionPart, requireOpinionRole } from './opinion-authority.ts';
import type { PersonalDataPurpose } from './opinion-status.ts';
import { OpinionAdoptionEntity, type OpinionAdoptionRow } from './opinion-adoption.entity.ts';
import { AdoptionStateEnum, PersonalDataPurposeEnum } from './opinion.enums.ts';
import type { OpinionRow } from './opinion.entity.ts';
import { opinionLoader } from './opinion.loader.ts';
import { opinionNotFound } from './opinion.service.ts';
import { opinionAggregate } from './perform-opinion-act.ts';
import { Citizen, CitizenOpinion, CitizenOpinionEventConnection, type CitizenOpinionEvent } from './opinion.type.ts';
import { viewPersonalData, type CitizenData } from './personal-data.service.ts';

@Resolver(() => CitizenOpinion)
export class OpinionResolver {
  @Query(() => CitizenOpinion, { nullable: true })
  async citizenOpinion(@Arg('id', () => ID) id: string, @Ctx() { scope }: LevelContext): Promise<OpinionRow> {
    const row = await opinionLoader(scope).load(parseOpinionId(id));
    if (!row) throw opinionNotFound(id);
    return row;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'What was said; only for those who send a token, as it may tell more of a citizen than it should.',
  })
  content(@Root() { content }: OpinionRow, @Ctx() { scope }: LevelContext): string | null {
    return scope.actor ? content : null;
  }

  @FieldResolver(() => String, { nullable: true, description: 'Masked: 张*. The field `citizen` has it in full.' })
  citizenName(@Root() { citizenName }: OpinionRow): string | null {
    return maskName(citizenName ?? null);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Masked: 138****1234. The field `citizen` has it in full.',
  })
  citizenPhone(@Root() { citizenPhone }: OpinionRow): string | null {
    return maskPhone(citizenPhone ?? null);
  }

  @FieldResolver(() => Citizen, {
    nullable: true,
    description:
      'Who raised it, in full: for its keeper, for those it was escalated to, and for the deputy who adopted it. Each look is an event of the audit trail.',
  })
  citizen(
    @Root() opinion: OpinionRow,
    @Arg('purpose', () => PersonalDataPurposeEnum) purpose: PersonalDataPurpose,
    @Ctx() { scope, suggestions }: LevelContext,
  ): Promise<CitizenData> {
    return viewPersonalData({ deps: suggestions, scope }, opinion, purpose);
  }

  @FieldResolver(() => Boolean, { description: 'Whether the day of the next step is over, computed when it is read.' })
  isOverdue(@Root() { stepDueOn }: OpinionRow, @Ctx() { scope }: LevelContext): boolean {
    return Boolean(stepDueOn) && beijingDay(scope.clock()) > String(stepDueOn);
  }

  @FieldResolver(() => Township, { nullable: true, description: 'Null for a station of a development zone.' })
  township(@Root() { divisionCode }: OpinionRow): Township | null {
    return divisionCode.length === 9 ? { code: divisionCode } : null;
  }

  @FieldResolver(() => District)
  district(@Root() { districtCode }: OpinionRow): District {
    return { code: districtCode };
  }

  @FieldResolver(() => Community, { nullable: true, description: 'Null where it was taken at a station.' })
  async community(@Root() { communityCode }: OpinionRow, @Ctx() { scope }: LevelContext): Promise<CommunityRow | null> {
    return communityCode ? communityLoader(scope).load(communityCode) : null;
  }

  @FieldResolver(() => Home, { nullable: true, description: 'The home at which it was taken.' })
  async home(@Root() { homeId }: OpinionRow, @Ctx() { scope }: LevelContext): Promise<HomeRow | null> {
    return homeId ? homeLoader(scope).load(homeId) : null;
  }

  @FieldResolver(() => Station, { nullable: true, description: 'The station at which it was taken.' })
  station(@Root() { stationId }: OpinionRow): Station | null {
    return stationId ? { id: stationId } : null;
  }

  @FieldResolver(() => DeputyReference, { nullable: true, description: 'The deputy who adopted it.' })
  adoptedBy(@Root() { adoptedBy }: OpinionRow): DeputyReference | null {
    return adoptedBy ? { id: adoptedBy } : null;
  }

  @FieldResolver(() => AdoptionStateEnum, { nullable: true, description: 'Null while no deputy has adopted it.' })
  async adoptionState(@Root() { id, adoptedBy }: OpinionRow, @Ctx() { scope }: LevelContext): Promise<string | null> {
    if (!adoptedBy) return null;
    const raised = await entityLoader<OpinionAdoptionRow>(scope, OpinionAdoptionEntity, 'opinionId').load(id);
    return raised?.state ?? 'DRAFTED';
  }

  @FieldResolver(() => [String], { description: 'Acts that the state allows and whoever asks may do now.' })
  availableActs(@Root() opinion: OpinionRow, @Ctx() { scope }: LevelContext): string[] {
    if (!scope.actor) return [];
    return legalOpinionActs(opinion.status).filter((act) => {
      try {
        requireOpinionPart(act, opinion, requireOpinionRole(act, scope.actor));
        return true;
      } catch (error) {
        if (error instanceof ClientError) return false;
        throw error;
      }
    });
  }

  @FieldResolver(() => CitizenOpinionEventConnection, {
    description: 'Its events, oldest first, with each look at personal data.',
  })
  timeline(
    @Root() { id }: OpinionRow,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { scope }: LevelContext,
  ): Promise<Connection<CitizenOpinionEvent>> {
    return childConnection(
      scope,
      {
        name: 'CitizenOpinion.timeline',
        table: 'event',
        parentColumn: 'aggregate_id',
        keyColumn: 'sequence',
        toNode: (row) => toTimelineEvent(toEventRow(row)),
        keyOf: (event) => event.sequence,
      },
      // What the levels tell each other of it stands in the log too.
      { parent: id, page, where: { sql: 'aggregate_type = ?', parameters: [opinionAggregate] } },
    );
  }
}

function toTimelineEvent({ fromState, toState, ...row }: EventRow): CitizenOpinionEvent {
  return { ...row, from: fromState ?? null, to: toState };
}
