import type { MaybeActor } from '../auth/actor.ts';
import type { SqlCondition } from '../paging/child-pages.ts';

/** Who has part in a case. */
export interface CaseParties {
  readonly divisionCode: string;
  readonly deputyIds: readonly string[];
  /** Organs that have it in hand. */
  readonly organs: readonly string[];
}

/**
 * A secret case (涉密) is for those who have part in it: the clerks of its own division, its signers and its organs. Not
 * for the services of the installation, which would carry it out of its level.
 */
export function maySeeSecret(actor: MaybeActor, { divisionCode, deputyIds, organs }: CaseParties): boolean {
  switch (actor?.role) {
    case 'city-clerk':
    case 'district-clerk':
    case 'presidium':
      return actor.divisionCode === divisionCode;
    case 'deputy':
      return actor.deputyId !== undefined && deputyIds.includes(actor.deputyId);
    case 'handling-organ':
      return actor.divisionCode === divisionCode && actor.organ !== undefined && organs.includes(actor.organ);
    default:
      return false;
  }
}

/** The same rule for the table `suggestion`. */
export function openRows(actor: MaybeActor): SqlCondition {
  switch (actor?.role) {
    case 'city-clerk':
    case 'district-clerk':
    case 'presidium':
      return { sql: 'secret = 0 or division_code = ?', parameters: [actor.divisionCode] };
    case 'deputy':
      return {
        sql: 'secret = 0 or id in (select suggestion_id from suggestion_proposer where deputy_id = ?)',
        parameters: [actor.deputyId ?? ''],
      };
    case 'handling-organ':
      return {
        sql: `secret = 0 or (division_code = ? and id in
          (select suggestion_id from suggestion_assignment where organ = ? and ended_at is null))`,
        parameters: [actor.divisionCode, actor.organ ?? ''],
      };
    default:
      return { sql: 'secret = 0', parameters: [] };
  }
}
