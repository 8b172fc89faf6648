import { z } from 'zod';
import { isRole, type Role } from '../../../shared/auth/role.ts';
import { withheldAct } from '../../../shared/suggestion/withheld-event.ts';
import { suggestionStatuses } from '../../../shared/lifecycle/suggestion-status.ts';
import { replyCategories, evaluationGrades } from '../../../shared/suggestion/suggestion-grade.ts';

/** What network asks of an event. */
export const feedEventFields =
  'sequence cursor act from to actorRole organ occurredAt divisionCode suggestionId payload hash';

const count = z.number().int().nonnegative();
const gradeCount = z.partialRecord(z.enum(evaluationGrades), count);
const status = z.enum(suggestionStatuses);
const isoTime = z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString());

/** What every event tells of its case; see CaseFacts. */
const facts = z.object({
  version: count,
  round: count,
  answerFrom: count.default(1),
  topic: z.string().nullable(),
  originId: z.string().nullable(),
  submittedAt: isoTime.nullable(),
  dueOn: z.iso.date().nullable(),
  dueSoonOn: z.iso.date().nullable().default(null),
  keySupervision: z.boolean(),
  keyLeader: z.string().nullable().default(null),
  overturned: count.default(0),
  escalatedFromId: z.string().nullable().default(null),
  escalatedToId: z.string().nullable().default(null),
  synthetic: z.boolean(),
  organs: z.array(z.string()),
  category: z.enum(replyCategories).nullable(),
  process: gradeCount,
  result: gradeCount,
});

const placed = z.object({
  sequence: z.number().int().positive(),
  cursor: z.string().min(1),
  occurredAt: isoTime,
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});

const toldEvent = placed.extend({
  act: z.string(),
  from: status.nullable(),
  to: status,
  actorRole: z.string().transform(toRole),
  organ: z.string().nullable(),
  divisionCode: z.string().regex(/^(\d{6}|\d{9})$/),
  suggestionId: z.string().min(1),
  payload: z.looseObject({
    facts,
    /** Of a `draft`, and of acts that change who signs. */
    leadDeputyId: z.string().optional(),
    deputyIds: z.array(z.string()).optional(),
    /** Of a `draft` that was made of a citizen's opinion. */
    opinionId: z.string().optional(),
  }),
});

/** Of a secret case: nothing of it leaves its level. */
const withheldEvent = placed.extend({
  act: z.literal(withheldAct),
  payload: z.object({
    /** The case became secret only now: what is known of it goes. */
    forgets: z.string().optional(),
  }),
});

/** An event that tells of its case. */
export type ToldEvent = z.output<typeof toldEvent>;

/** An event of a level's feed. */
export type FeedEvent = ToldEvent | z.output<typeof withheldEvent>;

export function isTold(event: FeedEvent): event is ToldEvent {
  return 'suggestionId' in event;
}

/** Throws where the event is not one that this version of network can apply. */
export function parseFeedEvent(value: unknown): FeedEvent {
  const isWithheld = (value as { act?: unknown } | null)?.act === withheldAct;
  const parsed = (isWithheld ? withheldEvent : toldEvent).safeParse(value);
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
