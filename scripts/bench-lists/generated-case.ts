import { createRandom } from '../../cli/seed/text/seeded-random.ts';
import { topics } from '../../cli/seed/text/topics.ts';
import { addDays, addMonths } from '../../shared/lifecycle/calendar-day.ts';
import type { SuggestionStatus } from '../../shared/lifecycle/suggestion-status.ts';

/** The day on which all of it is read. */
export const today = '2026-06-15';
export const now = new Date(`${today}T04:00:00.000Z`);
export const cityCode = '230100';
export const organs = Array.from({ length: 60 }, (_, index) => `承办单位${index + 1}`);
export const deputies = Array.from({ length: 600 }, (_, index) => `230100-D${String(index + 1).padStart(6, '0')}`);

/** Of a thousand cases. Most of what twenty years brought is over; one in nine is in somebody's hands. */
const shares: readonly (readonly [SuggestionStatus, number])[] = [
  ['PUBLISHED', 700],
  ['CLOSED', 130],
  ['NOT_ACCEPTED', 30],
  ['WITHDRAWN', 20],
  ['DRAFT', 10],
  ['SUBMITTED', 10],
  ['REVIEWING', 10],
  ['REGISTERED', 5],
  ['ASSIGNED', 10],
  ['SUB_ASSIGNED', 10],
  ['RECEIVED', 10],
  ['RETURN_REQUESTED', 2],
  ['HANDLING', 25],
  ['REPLY_DRAFTED', 5],
  ['REPLIED', 10],
  ['EVALUATED', 5],
  ['TRACKING', 6],
  ['REHANDLING', 2],
];

const statuses = shares.flatMap(([status, share]) => Array.from({ length: share }, () => status));
const places = ['道里区', '南岗区', '道外区', '平房区', '松北区', '香坊区', '呼兰区', '阿城区', '双城区', '依兰县'];

/** What a case of a number is, always the same. */
export interface GeneratedCase {
  readonly id: string;
  readonly status: SuggestionStatus;
  readonly title: string;
  readonly content: string;
  readonly topic: string;
  readonly year: number;
  readonly submittedOn: string;
  readonly dueOn: string | null;
  readonly organ: string;
  readonly coOrgan: string | null;
  readonly deputyIds: readonly string[];
  readonly isKey: boolean;
  readonly isOverturned: boolean;
}

const beforeAssignment: readonly SuggestionStatus[] = [
  'DRAFT',
  'SUBMITTED',
  'REVIEWING',
  'REGISTERED',
  'NOT_ACCEPTED',
  'WITHDRAWN',
];
const over: readonly SuggestionStatus[] = ['PUBLISHED', 'CLOSED', 'NOT_ACCEPTED', 'WITHDRAWN'];

export function generatedCase(number: number): GeneratedCase {
  const random = createRandom(number);
  const status = random.pick(statuses);
  const isOver = over.includes(status);
  const year = isOver ? random.int(2007, 2026) : 2026;
  const submittedOn = addDays(`${year}-01-05`, random.int(0, 154));
  const topic = random.pick(topics);
  const place = `${random.pick(places)}第${random.int(1, 97)}社区`;
  const [lead, ...others] = random.shuffle(organs);
  return {
    id: `${cityCode}-SG-${year}-${String(number).padStart(6, '0')}`,
    status,
    title: random.pick(topic.titles(place)),
    content: random.pick(topic.contents(place)),
    topic: topic.name,
    year,
    submittedOn,
    dueOn: beforeAssignment.includes(status) ? null : addMonths(submittedOn, 3),
    organ: lead ?? '',
    coOrgan: random.chance(0.3) ? random.pick(others) : null,
    deputyIds: random.shuffle(deputies).slice(0, 2),
    isKey: random.chance(0.01),
    isOverturned: random.chance(0.002),
  };
}
