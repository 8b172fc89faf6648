import type { Json } from '../support/json.ts';

export interface Person {
  readonly role: string;
  readonly deputyId?: string;
  readonly organ?: string;
}

export interface ModelOrgan {
  readonly name: string;
  readonly role: 'LEAD' | 'CO' | 'SPLIT';
  readonly passedOn: boolean;
  received?: string;
  hasOpined: boolean;
  isGone: boolean;
  isHandedUp?: boolean;
}

export interface ModelReply {
  readonly round: number;
  readonly organ: string;
  readonly category: string;
  readonly promisedOn?: string | undefined;
}

/** What the model keeps of a case. */
export interface ModelCase {
  readonly id: string;
  status: string;
  version: number;
  round: number;
  since: number;
  secret: boolean;
  leader?: string;
  overturned: number;
  due?: string;
  step?: string;
  assigned?: string;
  /** Since when the clock waits for the level above; and whether that has answered. */
  waits?: string | undefined;
  isAbove?: boolean;
  stopped: number;
  into?: string | undefined;
  readonly signers: Map<string, boolean>;
  readonly organs: ModelOrgan[];
  readonly returns: { organ: string; asked: string; proposed: string }[];
  readonly drafts: Map<string, ModelReply>;
  readonly replies: ModelReply[];
  readonly grades: { round: number; deputy: string; process: string; result: string }[];
  readonly evaluations: { evaluator: string; isReported: boolean }[];
}

/** Inputs of all acts. */
export type ModelInput = Json;

export interface Attempt {
  readonly act: string;
  readonly by: Person;
  readonly input: ModelInput;
  readonly today: string;
  readonly isStale: boolean;
}

/** What the rules say of an attempt: a code, or that it is done. */
export type Outcome = string;
