import { Args, Ctx, FieldResolver, Resolver, Root, type ClassType } from 'type-graphql';
import { dueStateOf, type DueState } from '../lifecycle/due-state.ts';
import type { CaseLevel } from '../lifecycle/congress-level.ts';
import { childConnection } from '../paging/child-connection.ts';
import type { Connection } from '../paging/connection.ts';
import { PageArgs } from '../subgraph/page-args.ts';
import type { RequestScope } from '../subgraph/request-scope.ts';
import type { MaybeActor } from '../auth/actor.ts';
import { availableActs } from './act/available-acts.ts';
import type { ReturnRequestRow, ThirdPartyEvaluationRow } from './case-record.entity.ts';
import { CaseMeeting, ReturnRequest, ThirdPartyEvaluation } from './case-record.types.ts';
import type { LevelContext } from './level-context.ts';
import { toSuggestionEvent, type SuggestionEventType } from './suggestion-event.type.ts';
import { Assignment, Reply, SuggestionEventConnection } from './suggestion-part.types.ts';
import type { AssignmentRow, ReplyRow, SuggestionRow } from './suggestion.entity.ts';
import { CongressLevelEnum, DueStateEnum } from './suggestion.enums.ts';
import { caseOf } from './suggestion-case.ts';
import { suggestionLoaders } from './suggestion.loader.ts';
import { toEventRow } from './suggestion.rows.ts';
import { withoutSecretLinks } from './withheld-event.ts';
import type { SuggestionTypes } from './suggestion.type.ts';

export interface SuggestionFieldSpec {
  readonly level: CaseLevel;
  /** The level's own type, such as CitySuggestion. */
  readonly type: ClassType;
  readonly types: SuggestionTypes;
  /** The deputy of an id. A mere reference is completed by the gateway, but not by the subgraph that holds the roll. */
  readonly deputyOf?: (id: string, scope: RequestScope) => Promise<object | null>;
}

/** The fields of a level's suggestion type that are computed or come from other tables. */
// eslint-disable-next-line max-lines-per-function -- one field after the other
export function createSuggestionResolver({ level, type, types, deputyOf }: SuggestionFieldSpec): ClassType {
  const withDeputy = <Row extends { deputyId: string }>(row: Row, scope: RequestScope): object => ({
    ...row,
    deputy: deputyOf ? deputyOf(row.deputyId, scope) : { id: row.deputyId },
  });

  @Resolver(() => type)
  class SuggestionResolver {
    @FieldResolver(() => CongressLevelEnum)
    level(): CaseLevel {
      return level;
    }

    @FieldResolver(() => DueStateEnum)
    dueState(@Root() row: SuggestionRow, @Ctx() { scope }: LevelContext): DueState {
      return dueStateOf(row, scope.clock());
    }

    @FieldResolver(() => [String])
    async availableActs(@Root() row: SuggestionRow, @Ctx() { scope, suggestions }: LevelContext): Promise<string[]> {
      if (!scope.actor) return [];
      const { proposers, assignments, thirdParties } = suggestionLoaders(scope);
      const [signers, organs, evaluators] = await Promise.all([
        proposers.load(row.id),
        assignments.load(row.id),
        row.status === 'UNDER_EVALUATION' ? thirdParties.load(row.id) : [],
      ]);
      const parties = { proposers: signers, assignments: organs, thirdParties: evaluators };
      return availableActs(suggestions.lifecycle, { ...caseOf(row), ...parties }, scope.actor);
    }

    @FieldResolver(() => [types.Proposer])
    async proposers(@Root() { id }: SuggestionRow, @Ctx() { scope }: LevelContext): Promise<object[]> {
      const rows = await suggestionLoaders(scope).proposers.load(id);
      return rows.map((row) => withDeputy(row, scope));
    }

    @FieldResolver(() => [Assignment])
    async assignments(
      @Root() { id, divisionCode }: SuggestionRow,
      @Ctx() { scope }: LevelContext,
    ): Promise<AssignmentRow[]> {
      const rows = await suggestionLoaders(scope).assignments.load(id);
      return readsOpinions(scope.actor, divisionCode) ? rows : rows.map((row) => ({ ...row, opinion: null }));
    }

    @FieldResolver(() => [Reply])
    replies(@Root() { id }: SuggestionRow, @Ctx() { scope }: LevelContext): Promise<ReplyRow[]> {
      return suggestionLoaders(scope).replies.load(id);
    }

    @FieldResolver(() => [types.Evaluation])
    async evaluations(@Root() { id }: SuggestionRow, @Ctx() { scope }: LevelContext): Promise<object[]> {
      const rows = await suggestionLoaders(scope).evaluations.load(id);
      return rows.map((row) => withDeputy(row, scope));
    }

    @FieldResolver(() => [ReturnRequest])
    returnRequests(@Root() { id }: SuggestionRow, @Ctx() { scope }: LevelContext): Promise<ReturnRequestRow[]> {
      return suggestionLoaders(scope).returns.load(id);
    }

    @FieldResolver(() => [CaseMeeting])
    async meetings(@Root() { id }: SuggestionRow, @Ctx() { scope }: LevelContext): Promise<object[]> {
      const rows = await suggestionLoaders(scope).meetings.load(id);
      return rows.map((row) => ({ ...row, participants: JSON.parse(row.participants) as string[] }));
    }

    @FieldResolver(() => [ThirdPartyEvaluation])
    thirdPartyEvaluations(
      @Root() { id }: SuggestionRow,
      @Ctx() { scope }: LevelContext,
    ): Promise<ThirdPartyEvaluationRow[]> {
      return suggestionLoaders(scope).thirdParties.load(id);
    }

    @FieldResolver(() => SuggestionEventConnection, { description: 'Its events, oldest first.' })
    async timeline(
      @Root() { id }: SuggestionRow,
      @Args(() => PageArgs) page: PageArgs,
      @Ctx() { scope, log }: LevelContext,
    ): Promise<Connection<SuggestionEventType>> {
      const name = `${type.name}.timeline`;
      const connection = await childConnection(
        scope,
        {
          name,
          table: 'event',
          parentColumn: 'aggregate_id',
          keyColumn: 'sequence',
          toNode: (row) => {
            const event = toEventRow(row);
            return toSuggestionEvent(event, level, log.encodeCursor(feedScope(level), event.sequence));
          },
          keyOf: (event) => event.sequence,
        },
        { parent: id, page },
      );
      const nodes = await withoutSecretLinks(scope.em, connection.nodes);
      const edges = connection.edges.map((edge, index) => ({ ...edge, node: nodes[index] ?? edge.node }));
      return { ...connection, nodes, edges };
    }
  }
  return SuggestionResolver;
}

/** What co-handlers think is for those who handle the case. */
function readsOpinions(actor: MaybeActor, divisionCode: string): boolean {
  return actor?.divisionCode === divisionCode && actor.role !== 'deputy' && actor.role !== 'station-keeper';
}

/** The scope of cursors of a level's event feed. */
export function feedScope(level: CaseLevel): string {
  return `${level.toLowerCase()}SuggestionEvents`;
}
