import type { Role } from './role.ts';

/** The person or service behind a verified token. */
export interface Actor {
  readonly subject: string;
  readonly name: string;
  readonly role: Role;
  /** The division that the actor belongs to: 230100 for the city, else 6, 9 or 12 digits. */
  readonly divisionCode: string;
  /** Only for role `deputy`. */
  readonly deputyId?: string | undefined;
  /** Only for roles `handling-organ` and `third-party-evaluator`: the organ's name as it stands in the case. */
  readonly organ?: string | undefined;
  /** Seconds since the epoch. */
  readonly expiresAt: number;
}

/** A request without a token: it may read what is public. */
export type MaybeActor = Actor | undefined;
