import { hasCongress, type DivisionKind } from '../../../shared/division/division-kind.ts';
import type { TopicOrgans } from './organs.ts';

export type TopicSetting = 'URBAN' | 'RURAL';

/** Something that deputies raise, with texts for invented suggestions on it. `place` is the name of a division. */
export interface Topic {
  readonly id: string;
  readonly name: string;
  /** True where the newspaper's five-year review names it; the others are invented to fill the board. */
  readonly isFromReview: boolean;
  /** Where it is plausible. */
  readonly settings: readonly TopicSetting[];
  /** 10 to 40 characters with the name of any place of up to 21 characters. */
  readonly titles: (place: string) => readonly string[];
  readonly contents: (place: string) => readonly string[];
  readonly organs: TopicOrgans;
}

/** What was met, and what is asked for: every pair of the two makes one text. */
export function pairUp(situations: readonly string[], requests: readonly string[]): string[] {
  return situations.flatMap((situation) => requests.map((request) => situation + request));
}

/** A town with a congress has both a centre and fields; streets and their communities are city, the rest is not told. */
export function isPlausibleIn(topic: Topic, kind: DivisionKind): boolean {
  if (kind === 'STREET' || kind === 'COMMUNITY') return topic.settings.includes('URBAN');
  if (kind === 'VILLAGE' || kind === 'QUASI' || hasCongress(kind)) return topic.settings.includes('RURAL');
  return true;
}
