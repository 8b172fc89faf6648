import type { SqlRow } from '../paging/child-pages.ts';
import type { SuggestionStatus } from '../lifecycle/suggestion-status.ts';
import type { EventRow } from '../events/event.entity.ts';
import type { SuggestionRow } from './suggestion.entity.ts';

/** A row of the table `suggestion` as SQL gives it. */
export function toSuggestionRow(row: SqlRow): SuggestionRow {
  return {
    id: String(row['id']),
    divisionCode: String(row['division_code']),
    originId: textOrNull(row['origin_id']),
    title: String(row['title']),
    content: String(row['content']),
    topic: textOrNull(row['topic']),
    status: row['status'] as SuggestionStatus,
    version: Number(row['version']),
    round: Number(row['round']),
    answerFrom: Number(row['answer_from']),
    caseNumber: textOrNull(row['case_number']),
    draftedAt: String(row['drafted_at']),
    submittedAt: textOrNull(row['submitted_at']),
    assignedAt: textOrNull(row['assigned_at']),
    dueOn: textOrNull(row['due_on']),
    dueSoonOn: textOrNull(row['due_soon_on']),
    stepDueOn: textOrNull(row['step_due_on']),
    stoppedDays: Number(row['stopped_days']),
    keySupervision: Boolean(row['key_supervision']),
    keyLeader: textOrNull(row['key_leader']),
    secret: Boolean(row['secret']),
    mergedIntoId: textOrNull(row['merged_into_id']),
    handUpId: textOrNull(row['hand_up_id']),
    escalatedToId: textOrNull(row['escalated_to_id']),
    receivedHandUpId: textOrNull(row['received_hand_up_id']),
    escalatedFromId: textOrNull(row['escalated_from_id']),
    stoppedOn: textOrNull(row['stopped_on']),
    conferenceId: textOrNull(row['conference_id']),
    handlingPlan: textOrNull(row['handling_plan']),
    contactedOn: textOrNull(row['contacted_on']),
    overturned: Number(row['overturned']),
    synthetic: Boolean(row['synthetic']),
    statusNote: textOrNull(row['status_note']),
  };
}

/** A row of the table `event` as SQL gives it. */
export function toEventRow(row: SqlRow): EventRow {
  return {
    sequence: Number(row['sequence']),
    aggregateType: String(row['aggregate_type']),
    aggregateId: String(row['aggregate_id']),
    type: String(row['type']),
    act: String(row['act']),
    fromState: textOrNull(row['from_state']),
    toState: String(row['to_state']),
    actorRole: String(row['actor_role']),
    organ: textOrNull(row['organ']),
    divisionCode: String(row['division_code']),
    occurredAt: String(row['occurred_at']),
    payload: String(row['payload']),
    hash: String(row['hash']),
  };
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
