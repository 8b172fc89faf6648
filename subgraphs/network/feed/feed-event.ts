import { z } from 'zod';
import { isRole, type Role } from '../../../shared/auth/role.ts';
import { suggestionStatuses } from '../../../shared/lifecycle/suggestion-status.ts';
import { replyCategories, satisfactionGrades } from '../../../shared/suggestion/suggestion-grade.ts';

/** What network asks of an event. */
export const feedEventFields =
  'sequence cursor act from to actorRole organ occurredAt divisionCode suggestionId payload hash';

const count = z.number().int().nonnegative();
const gradeCount = z.partialRecord(z.enum(satisfactionGrades), count);
const status = z.enum(suggestionStatuses);
const isoTime = z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString());

/** What every event tells of its case; see CaseFacts. */
const facts = z.object({
  version: count,
  round: count,
  topic: z.string().nullable(),
  originId: z.string().nullable(),
  submittedAt: isoTime.nullable(),
  dueOn: z.iso.date().nullable(),
  keySupervision: z.boolean(),
  synthetic: z.boolean(),
  organs: z.array(z.string()),
  category: z.enum(replyCategories).nullable(),
  process: gradeCount,
  result: gradeCount,
});

const feedEvent = z.object({
  sequence: z.number().int().positive(),
  cursor: z.string().min(1),
  act: z.string(),
  from: status.nullable(),
  to: status,
  actorRole: z.string().transform(toRole),
  organ: z.string().nullable(),
  occurredAt: isoTime,
  divisionCode: z.string().regex(/^(\d{6}|\d{9})$/),
  suggestionId: z.string().min(1),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  payload: z.looseObject({
    facts,
    /** Of a `draft`. */
    leadDeputyId: z.string().optional(),
    deputyIds: z.array(z.string()).optional(),
  }),
});

/** An event of a level's feed. */
export type FeedEvent = z.output<typeof feedEvent>;

/** Throws where the event is not one that this version of network can apply. */
export function parseFeedEvent(value: unknown): FeedEvent {
  const parsed = feedEvent.safeParse(value);
  if (parsed.success) return parsed.data;
  const sequence = (value as { sequence?: unknown } | null)?.sequence;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  throw new Error(`Event ${String(sequence)} of the feed is not one that network can apply: ${faults}.`);
}

/** GraphQL shows `city-clerk` as CITY_CLERK. */
function toRole(word: string, context: z.RefinementCtx): Role {
  const role = word.toLowerCase().replaceAll('_', '-');
  if (isRole(role)) return role;
  context.addIssue({ code: 'custom', message: `${word} is not a role` });
  return z.NEVER;
}
