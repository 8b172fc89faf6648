import { z } from 'zod';
import type { FeedFormat } from '../../feed/feed-connection.ts';
import { handUpScope, passAct } from './hand-up-feed.ts';
import { overturningVerdicts } from '../suggestion-grade.ts';
import { newsFromAbove, newsFromBelow } from './hand-up-news.ts';

const placed = z.object({ sequence: z.number().int().positive(), cursor: z.string().min(1) });

const told = placed.extend({
  handUpId: z.string().min(1),
  occurredAt: z.coerce.date().transform((at) => at.toISOString()),
});

const plain = told.extend({
  act: z.enum([...newsFromBelow, ...newsFromAbove]).exclude(['propose', 'accept', 'answer', 'overturn']),
});

const neighbourNews = z.discriminatedUnion('act', [
  placed.extend({ act: z.literal(passAct) }),
  told.extend({
    act: z.literal('propose'),
    payload: z.object({ toLevel: z.string(), toDivisionCode: z.string() }),
  }),
  told.extend({ act: z.literal('accept'), payload: z.object({ linkedId: z.string(), caseNumber: z.string() }) }),
  told.extend({ act: z.literal('answer'), payload: z.object({ round: z.int(), isAnew: z.boolean() }) }),
  told.extend({
    act: z.literal('overturn'),
    payload: z.object({ round: z.int(), verdict: z.enum(overturningVerdicts), isAnswerToCome: z.boolean() }),
  }),
  plain,
]);

/** An event of a neighbour's hand-up feed, as this level reads it. */
export type NeighbourNews = z.output<typeof neighbourNews>;

export const handUpFormat: FeedFormat<NeighbourNews> = {
  fieldOf: handUpScope,
  fields: 'sequence cursor act handUpId occurredAt payload',
  parse(value) {
    const parsed = neighbourNews.safeParse(value);
    if (parsed.success) return parsed.data;
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    throw new Error(`The neighbour's news is not one that this version of the level can apply: ${faults}.`);
  },
};
