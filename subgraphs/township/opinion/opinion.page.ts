import { ArgsType, Field } from 'type-graphql';
import { DivisionCodeScalar } from '../../../shared/division/division-code.scalar.ts';
import { childConnection } from '../../../shared/paging/child-connection.ts';
import { allOf, isIn, noCondition, type SqlRow } from '../../../shared/paging/child-pages.ts';
import type { Connection } from '../../../shared/paging/connection.ts';
import { PageArgs } from '../../../shared/subgraph/page-args.ts';
import type { RequestScope } from '../../../shared/subgraph/request-scope.ts';
import type { OpinionStatus, RedirectTarget } from './opinion-status.ts';
import { OpinionStatusEnum } from './opinion.enums.ts';
import type { OpinionRow } from './opinion.entity.ts';

@ArgsType()
export class OpinionPageArgs extends PageArgs {
  @Field(() => [OpinionStatusEnum], { nullable: true, description: 'Only opinions in one of these states.' })
  status?: OpinionStatus[] | null;

  @Field(() => DivisionCodeScalar, {
    nullable: true,
    description: 'Only opinions that were put before the congress of this division: a town, or a district.',
  })
  escalatedTo?: string | null;
}

const parentColumns = {
  Home: 'home_id',
  Station: 'station_id',
  Community: 'community_code',
  Township: 'division_code',
  District: 'district_code',
} as const;

/** The opinions taken at a home or a station, or in a division, by id. */
export function opinionsOf(
  scope: RequestScope,
  parentType: keyof typeof parentColumns,
  { parent, args }: { parent: string; args: OpinionPageArgs },
): Promise<Connection<OpinionRow>> {
  return childConnection(
    scope,
    {
      name: `${parentType}.opinions`,
      table: 'citizen_opinion',
      parentColumn: parentColumns[parentType],
      keyColumn: 'id',
      toNode: toOpinion,
      keyOf: (row) => row.id,
    },
    {
      parent,
      page: args,
      where: allOf(
        args.status ? isIn('status', args.status) : noCondition,
        args.escalatedTo ? { sql: 'escalated_to = ?', parameters: [args.escalatedTo] } : noCondition,
      ),
    },
  );
}

function toOpinion(row: SqlRow): OpinionRow {
  const textOrNull = (column: string): string | null => {
    const value = row[column];
    return typeof value === 'string' ? value : null;
  };
  return {
    id: String(row['id']),
    divisionCode: String(row['division_code']),
    districtCode: String(row['district_code']),
    communityCode: textOrNull('community_code'),
    homeId: textOrNull('home_id'),
    stationId: textOrNull('station_id'),
    title: String(row['title']),
    content: String(row['content']),
    topic: textOrNull('topic'),
    status: row['status'] as OpinionStatus,
    version: Number(row['version']),
    registeredAt: String(row['registered_at']),
    stepDueOn: textOrNull('step_due_on'),
    citizenName: textOrNull('citizen_name'),
    citizenPhone: textOrNull('citizen_phone'),
    citizenAddress: textOrNull('citizen_address'),
    answer: textOrNull('answer'),
    redirectedTo: textOrNull('redirected_to') as RedirectTarget | null,
    redirectedOffice: textOrNull('redirected_office'),
    organ: textOrNull('organ'),
    escalatedTo: textOrNull('escalated_to'),
    adoptedBy: textOrNull('adopted_by'),
    note: textOrNull('note'),
    feedback: textOrNull('feedback'),
    feedbackAt: textOrNull('feedback_at'),
    synthetic: Boolean(row['synthetic']),
  };
}
