import type { SuggestionStatus } from '../../../shared/lifecycle/suggestion-status.ts';

/** Spans of a case's life whose length is counted, each from the first time in one state to the first time in another. */
export const caseStages = ['REVIEW', 'ASSIGN', 'REPLY', 'EVALUATE', 'CLOSE'] as const;

export type CaseStage = (typeof caseStages)[number];

export const stageEnds: Readonly<
  Record<CaseStage, { readonly from: SuggestionStatus; readonly to: SuggestionStatus }>
> = {
  REVIEW: { from: 'SUBMITTED', to: 'REGISTERED' },
  ASSIGN: { from: 'REGISTERED', to: 'ASSIGNED' },
  REPLY: { from: 'ASSIGNED', to: 'REPLIED' },
  EVALUATE: { from: 'REPLIED', to: 'EVALUATED' },
  CLOSE: { from: 'EVALUATED', to: 'CLOSED' },
};

/** Columns of `suggestion_view` with the length of each stage in seconds; null while it is not over. */
export const stageColumns = {
  REVIEW: 'review_seconds',
  ASSIGN: 'assign_seconds',
  REPLY: 'reply_seconds',
  EVALUATE: 'evaluate_seconds',
  CLOSE: 'close_seconds',
} as const satisfies Record<CaseStage, string>;

/** The same lengths as properties of a view's row. */
export interface StageSeconds {
  reviewSeconds: number | null;
  assignSeconds: number | null;
  replySeconds: number | null;
  evaluateSeconds: number | null;
  closeSeconds: number | null;
}

/** The lengths by the times at which a case was in each state for the first time. */
export function stageSeconds(reached: ReadonlyMap<SuggestionStatus, string>): StageSeconds {
  const seconds = (stage: CaseStage): number | null => {
    const { from, to } = stageEnds[stage];
    const [start, end] = [reached.get(from), reached.get(to)];
    if (start === undefined || end === undefined) return null;
    // Clocks of several processes may differ a little: no stage is shorter than nothing.
    return Math.max(0, Math.round((Date.parse(end) - Date.parse(start)) / 1_000));
  };
  return {
    reviewSeconds: seconds('REVIEW'),
    assignSeconds: seconds('ASSIGN'),
    replySeconds: seconds('REPLY'),
    evaluateSeconds: seconds('EVALUATE'),
    closeSeconds: seconds('CLOSE'),
  };
}

/** States whose first time is kept. */
export const stageStatuses: ReadonlySet<SuggestionStatus> = new Set(
  Object.values(stageEnds).flatMap(({ from, to }) => [from, to]),
);
