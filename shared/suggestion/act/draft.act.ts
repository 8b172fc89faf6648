import { z } from 'zod';
import { beijingDay } from '../../lifecycle/calendar-day.ts';
import { noRecords, type SuggestionCase } from '../suggestion-case.ts';
import type { ActContext } from './act-definition.ts';
import { parseInput, text } from './act-input.ts';

const draftInput = z.object({
  title: text(200),
  content: text(20_000),
  topic: text(64).nullish(),
  originId: z.string().nullish(),
  isSecret: z.boolean().nullish(),
});

export type DraftInput = z.output<typeof draftInput>;

export function parseDraft(input: unknown): DraftInput {
  return parseInput(draftInput, input);
}

export interface DraftPlace {
  readonly divisionCode: string;
  readonly leadDeputyId: string;
  /** Made up for demonstration. */
  readonly synthetic?: boolean;
  /** The citizen's opinion that it is made of. */
  readonly opinionId?: string;
}

/** A new case (起草) with its lead deputy, in version 1. */
export async function draftCase(input: DraftInput, place: DraftPlace, context: ActContext): Promise<SuggestionCase> {
  const { divisionCode, leadDeputyId } = place;
  const now = context.now.toISOString();
  const year = beijingDay(context.now).slice(0, 4);
  const number = await context.nextNumber(`suggestion:${divisionCode}:${year}`);
  const id = `${divisionCode}-SG-${year}-${String(number).padStart(6, '0')}`;
  return {
    suggestion: {
      id,
      divisionCode,
      originId: input.originId ?? null,
      title: input.title,
      content: input.content,
      topic: input.topic ?? null,
      status: 'DRAFT',
      version: 1,
      round: 1,
      answerFrom: 1,
      caseNumber: null,
      draftedAt: now,
      submittedAt: null,
      assignedAt: null,
      dueOn: null,
      dueSoonOn: null,
      stepDueOn: null,
      stoppedDays: 0,
      keySupervision: false,
      keyLeader: null,
      secret: input.isSecret ?? false,
      mergedIntoId: null,
      handUpId: null,
      escalatedToId: null,
      receivedHandUpId: null,
      escalatedFromId: null,
      stoppedOn: null,
      conferenceId: null,
      handlingPlan: null,
      contactedOn: null,
      overturned: 0,
      synthetic: place.synthetic ?? false,
      statusNote: null,
    },
    proposers: [
      { suggestionId: id, deputyId: leadDeputyId, position: 1, isLead: true, isBelow: false, confirmedAt: now },
    ],
    assignments: [],
    replies: [],
    evaluations: [],
    removed: [],
    ...noRecords(),
  };
}
