import { z } from 'zod';
import { parseSuggestionId } from '../../division/entity-id.ts';
import type { Act } from '../../lifecycle/transition.ts';
import { isOneOf, privateStatuses, type SuggestionStatus } from '../../lifecycle/suggestion-status.ts';
import { deputyIdsOf, leadAssignments, repliesOfRound, type SuggestionCase } from '../suggestion-case.ts';
import { guard, type ActContext, type ActDefinition } from './act-definition.ts';
import { parseInput, text } from './act-input.ts';

const merger = z.object({ intoId: z.string(), note: text(2_000).nullish() });

/** Under review or in hand, and not answered yet. */
const takesOthers: readonly SuggestionStatus[] = [
  'REVIEWING',
  'REGISTERED',
  'ASSIGNED',
  'SUB_ASSIGNED',
  'RECEIVED',
  'RETURN_REQUESTED',
  'REASSIGNED',
  'HANDLING',
];

/** The reviewer has it handled with another one of the same matter (并案): one handling, a reply to each. */
export const mergeAct: ActDefinition<z.output<typeof merger>> = {
  act: 'merge',
  eventType: 'suggestion.merged',
  parse: (input) => parseInput(merger, input),
  async apply(item, { intoId, note }, context) {
    const { suggestion } = item;
    const id = parseSuggestionId(intoId);
    guard(id !== suggestion.id, 'A suggestion cannot be merged into itself.');
    guard(!suggestion.secret, 'A secret case is handled by itself: it is not merged.');
    const main = await context.findCase(id);
    guard(
      main !== undefined && isTold(main, suggestion.divisionCode),
      `${id} is no case of ${suggestion.divisionCode} that takes others.`,
    );
    await requireNoRing(suggestion.id, main, context);
    const { status } = main.suggestion;
    guard(takesOthers.includes(status), `${id} is ${status}; only these take others: ${takesOthers.join(', ')}.`);
    suggestion.mergedIntoId = id;
    suggestion.statusNote = note ?? null;
    return { mergedIntoId: id };
  },
};

/** A secret case, or a draft, is not to be told of by an error either. */
function isTold({ suggestion }: SuggestionCase, divisionCode: string): boolean {
  return suggestion.divisionCode === divisionCode && !suggestion.secret && !isOneOf(privateStatuses, suggestion.status);
}

async function requireNoRing(id: string, main: SuggestionCase, context: ActContext): Promise<void> {
  const chain = [main.suggestion.id];
  for (let next = main.suggestion.mergedIntoId; next;) {
    chain.push(next);
    guard(next !== id, `The merger would close a ring: ${[id, ...chain].join(' → ')}.`);
    next = (await context.findCase(next))?.suggestion.mergedIntoId ?? null;
  }
}

const parting = z.object({ reason: text(2_000) });

/** The reviewer takes it up by itself again. */
export const unmergeAct: ActDefinition<z.output<typeof parting>> = {
  act: 'unmerge',
  eventType: 'suggestion.unmerged',
  parse: (input) => parseInput(parting, input),
  apply({ suggestion }, { reason }) {
    const before = suggestion.mergedIntoId;
    suggestion.mergedIntoId = null;
    suggestion.statusNote = reason;
    return { mergedIntoId: before };
  },
};

/** Acts after which a case is not handled for others any more: it is over, or what is said of it stays within its level. */
export const releasingActs: readonly Act[] = ['withdraw', 'notAccept', 'classify'];

/** The case that it was merged into is withdrawn, not accepted or secret now: it goes back into review, and its deputies are told. */
export const releaseMergedAct: ActDefinition<object> = {
  act: 'unmerge',
  eventType: 'suggestion.unmerged',
  parse: () => {
    throw new Error('A merged case is released by what becomes of the one that it was merged into.');
  },
  apply(item) {
    const { suggestion } = item;
    const before = suggestion.mergedIntoId;
    suggestion.mergedIntoId = null;
    suggestion.statusNote = '所并入的建议不再办理，本件恢复单独审查。';
    return { mergedIntoId: before, toldDeputyIds: deputyIdsOf(item) };
  },
};

/** The case that it was merged into has been answered: its own signers get the answer, and evaluate it for themselves. */
export const replyMergedAct: ActDefinition<{ readonly main: SuggestionCase }> = {
  act: 'replyMerged',
  eventType: 'suggestion.replied',
  parse: () => {
    throw new Error('A merged case is answered with the case that it was merged into.');
  },
  apply(item, { main }, { now }) {
    const { suggestion } = item;
    suggestion.assignedAt = main.suggestion.assignedAt ?? null;
    suggestion.dueOn = main.suggestion.dueOn ?? null;
    suggestion.dueSoonOn = main.suggestion.dueSoonOn ?? null;
    item.assignments.push(
      ...leadAssignments(main).map((assignment, index) => ({
        ...plainAssignment(assignment),
        suggestionId: suggestion.id,
        position: index + 1,
      })),
    );
    item.replies.push(
      ...repliesOfRound(main).map(({ organ, category, text: answer, promisedOn, signedBy }) => ({
        suggestionId: suggestion.id,
        round: suggestion.round,
        organ,
        category,
        text: answer,
        promisedOn: promisedOn ?? null,
        signedBy,
        repliedAt: now.toISOString(),
      })),
    );
    return { mergedIntoId: main.suggestion.id, servedOn: item.proposers.map(({ deputyId }) => deputyId) };
  },
};

function plainAssignment({ organ, role, assignedAt, receivedAt, passedOnBy }: SuggestionCase['assignments'][number]) {
  return {
    organ,
    role,
    assignedAt,
    receivedAt: receivedAt ?? null,
    passedOnBy: passedOnBy ?? null,
    endedAt: null,
    endedBy: null,
    opinion: null,
    opinionDueOn: null,
    opinionGivenAt: null,
  };
}
