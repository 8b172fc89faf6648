import { z } from 'zod';
import { ClientError } from '../../errors/client-error.ts';
import { parseDeputyId } from '../../division/entity-id.ts';
import { isCalendarDay } from '../../lifecycle/calendar-day.ts';

/** Texts as people write them: any script, no lone surrogates, no control characters but tab and line breaks. */
export function text(most: number, least = 1) {
  return z
    .string()
    .trim()
    .min(least, least === 1 ? 'is empty; it takes some text' : `takes at least ${least} characters`)
    .refine((value) => value.length <= most, {
      error: (issue) => `has ${String(issue.input).length} characters; it takes at most ${most}`,
    })
    .refine((value) => value.isWellFormed() && !forbiddenCharacters.test(value), 'holds a character that is not text');
}

// eslint-disable-next-line no-control-regex -- these are the characters that are refused
const forbiddenCharacters = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

export const calendarDay = z.string().refine(isCalendarDay, 'is not a day of the form 2021-08-31');

export const deputyId = z.string().transform((value, context): string => {
  try {
    return parseDeputyId(value);
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
    return z.NEVER;
  }
});

/** Faults that one error names: ten thousand wrong entries of a list need no ten thousand sentences. */
const mostFaults = 20;

/** Throws INPUT_INVALID, with all faults at once as far as they are not too many. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  const told = issues.slice(0, mostFaults);
  const faults = told.map((issue) => `"${issue.path.join('.') || 'input'}" ${issue.message}`);
  const rest = issues.length > told.length ? `; and ${issues.length - told.length} more` : '';
  throw new ClientError(
    'INPUT_INVALID',
    `The input breaks ${issues.length === 1 ? 'a rule' : 'rules'}: ${faults.join('; ')}${rest}.`,
    { fields: told.map((issue) => issue.path.join('.')) },
  );
}
