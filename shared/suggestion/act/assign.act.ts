import { z } from 'zod';
import { addMonths, beijingDay } from '../../lifecycle/calendar-day.ts';
import { assignmentRoles } from '../suggestion-grade.ts';
import type { ActDefinition } from './act-definition.ts';
import { parseInput, text } from './act-input.ts';

const mostOrgans = 50;

const assignment = z.object({
  organs: z
    .array(z.object({ organ: text(100), role: z.enum(assignmentRoles) }))
    .min(1, 'names no organ')
    .max(mostOrgans, `names more than ${mostOrgans} organs`)
    .refine((organs) => new Set(organs.map(({ organ }) => organ)).size === organs.length, 'names an organ twice')
    .refine((organs) => isLeadAndCo(organs) || organs.every(({ role }) => role === 'SPLIT'), {
      error: 'takes either one LEAD with any number of CO, or SPLIT for every organ',
    }),
  isComplex: z.boolean().nullish(),
});

function isLeadAndCo(organs: readonly { role: string }[]): boolean {
  return organs.filter(({ role }) => role === 'LEAD').length === 1 && organs.every(({ role }) => role !== 'SPLIT');
}

/** The case is handed to its organs (交办): the legal clock starts. */
export const assignAct: ActDefinition<z.output<typeof assignment>> = {
  act: 'assign',
  eventType: 'suggestion.assigned',
  parse: (input) => parseInput(assignment, input),
  apply(item, { organs, isComplex }, { now, lifecycle }) {
    const { suggestion } = item;
    const { replyMonths, complexReplyMonths } = lifecycle.deadlines;
    const assignedAt = now.toISOString();
    suggestion.assignedAt = assignedAt;
    suggestion.dueOn = addMonths(beijingDay(now), isComplex ? complexReplyMonths : replyMonths);
    item.assignments.push(
      ...organs.map(({ organ, role }, index) => ({
        suggestionId: suggestion.id,
        position: index + 1,
        organ,
        role,
        assignedAt,
        receivedAt: null,
      })),
    );
    return { organs: organs.map(({ organ, role }) => ({ organ, role })), isComplex: isComplex === true };
  },
};
