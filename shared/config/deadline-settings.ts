import { z } from 'zod';
import { defaultDeadlines, type Deadlines, type DeadlineSettings } from '../lifecycle/deadlines.ts';

const spans = Object.keys(defaultDeadlines) as (keyof Deadlines)[];
const longest = 1_000;

/** Spans of a level, and of single divisions of it: `replyMonths=2,230102.receiveWorkingDays=5`. */
export const deadlineSettings = z.string().transform((text, context): DeadlineSettings => {
  const level: Partial<Record<keyof Deadlines, number>> = {};
  const divisions: Record<string, Partial<Record<keyof Deadlines, number>>> = {};
  for (const entry of text.split(',').map((part) => part.trim())) {
    const match = /^(?:(\d{6}|\d{9})\.)?([A-Za-z]+)=(\d{1,4})$/.exec(entry);
    const span = spans.find((name) => name === match?.[2]);
    const count = Number(match?.[3]);
    if (!match || !span || count > longest) {
      context.addIssue({
        code: 'custom',
        message: `"${entry}" is no span such as replyMonths=2 or 230102.receiveWorkingDays=5. Spans, from 0 to ${longest}: ${spans.join(', ')}`,
      });
      return z.NEVER;
    }
    const code = match[1];
    const target = code === undefined ? level : (divisions[code] ??= {});
    target[span] = count;
  }
  return { level, divisions };
});
