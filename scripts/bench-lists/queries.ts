import type { Actor } from '../../shared/auth/actor.ts';
import type { Database } from '../../shared/database/open-database.ts';
import { createCursorCodec } from '../../shared/paging/cursor.ts';
import { RequestScope } from '../../shared/subgraph/request-scope.ts';
import { searchStatement, similarSuggestions } from '../../shared/suggestion/similar/similar-suggestions.ts';
import { wordsOf } from '../../shared/suggestion/similar/text-words.ts';
import { pageStatement } from '../../shared/suggestion/working-list/list-query.ts';
import { workingListPage } from '../../shared/suggestion/working-list/working-list.page.ts';
import {
  workingListKinds,
  workingLists,
  type WorkingListKind,
} from '../../shared/suggestion/working-list/working-list.ts';
import { cityLifecycle } from '../../subgraphs/city/suggestion/city-lifecycle.ts';
import {
  countOpenAges,
  countOverturned,
  openAgesStatement,
  overturnedStatement,
} from '../../subgraphs/network/statistics/count-few.ts';
import { countStatement } from '../../subgraphs/network/statistics/count-lines.ts';
import {
  countRequest,
  groupedStatistics,
  type StatisticsDimension,
} from '../../subgraphs/network/statistics/grouped-statistics.ts';
import { cityCode, deputies, generatedCase, now, organs, today } from './generated-case.ts';
import { planOf, printTable, timed, type Timing } from './timing.ts';

type Line = readonly [what: string, timing: Timing, plan: string];

const cursors = createCursorCodec('benchmark');
const person = { subject: 'benchmark', name: 'benchmark', divisionCode: cityCode, expiresAt: Infinity };
const clerk: Actor = { ...person, role: 'city-clerk' };
const organ: Actor = { ...person, role: 'handling-organ', organ: organs[7] };
const deputy: Actor = { ...person, role: 'deputy', deputyId: deputies[7] };

function scopeOf(database: Database, actor: Actor | undefined): RequestScope {
  return new RequestScope({ actor, em: database.fork(), clock: () => now, cursors });
}

function peopleOf(kind: WorkingListKind): Actor[] {
  const roles = new Set(workingLists[kind].parts.flatMap((part) => cityLifecycle.roles[part]));
  return [clerk, organ, deputy].filter(({ role }) => roles.has(role));
}

/** A first page of 50 with the number of all, then another page; each list for each of its people. */
export async function measureLists(database: Database, runs: number): Promise<void> {
  const lines: Line[] = [];
  for (const kind of workingListKinds) {
    for (const actor of peopleOf(kind)) {
      const asked = { field: 'cityWorkingList', kind, divisionCode: cityCode, filter: {}, page: { first: 50 } };
      let total = 0;
      const timing = await timed(runs, async () => {
        const page = await workingListPage(scopeOf(database, actor), cityLifecycle, asked);
        total = await page.totalCount();
      });
      const request = { kind, divisionCode: cityCode, actor, filter: {}, today };
      const statement = pageStatement(request, { after: undefined, limit: 51 });
      const plan = statement ? await planOf(database, statement) : '';
      lines.push([`${kind}, ${actor.role}, ${total} cases`, timing, plan]);
    }
  }
  printTable(`Working lists, ${database.dialect}`, lines);
}

const texts: readonly (readonly [what: string, text: (run: number) => string])[] = [
  ['a word (电梯)', () => '电梯'],
  ['a title', (run) => generatedCase(run * 997 + 1).title],
  ['a title and a text', (run) => draftOf(run * 997 + 1)],
  [
    '10,000 characters',
    (run) =>
      Array.from({ length: 100 }, (_, index) => draftOf(run + index * 7))
        .join('')
        .slice(0, 10_000),
  ],
];

function draftOf(number: number): string {
  const { title, content } = generatedCase(number);
  return `${title}\n${content}`;
}

export async function measureSimilar(database: Database, runs: number): Promise<void> {
  const lines: Line[] = [];
  for (const [what, text] of texts) {
    const timing = await timed(runs, (run) =>
      similarSuggestions(scopeOf(database, deputy), database, { text: text(run), divisionCode: cityCode, first: 10 }),
    );
    const statement = searchStatement(database.fork(), [...wordsOf('加装电梯').keys()], {
      where: { sql: "division_code = ? and status <> 'DRAFT'", parameters: [cityCode] },
      limit: 10,
    });
    lines.push([what, timing, await planOf(database, statement)]);
  }
  printTable(`Similar suggestions, ${database.dialect}`, lines);
}

const statisticsOf: readonly (readonly [what: string, by: StatisticsDimension | undefined, filter: object])[] = [
  ['network, all', undefined, {}],
  ['the city with everything below it', undefined, { divisionCode: cityCode }],
  ['the city in one year', undefined, { divisionCode: cityCode, year: 2020 }],
  ['by level', 'LEVEL', {}],
  ['by district', 'DISTRICT', {}],
  ['by year', 'YEAR', {}],
  ['by topic', 'TOPIC', {}],
  ['by organ', 'ORGAN', {}],
  ['by leader', 'LEADER', {}],
];

export async function measureStatistics(database: Database, runs: number): Promise<void> {
  const lines: Line[] = [];
  for (const [what, by, filter] of statisticsOf) {
    const timing = await timed(runs, () => groupedStatistics(scopeOf(database, undefined), { by, filter, first: 500 }));
    lines.push([what, timing, await planOf(database, countStatement(countRequest(by, filter, now)))]);
  }
  const all = countRequest(undefined, { divisionCode: cityCode }, now);
  lines.push(
    [
      'of which: open cases by age',
      await timed(runs, () => countOpenAges(database.fork(), all)),
      await planOf(database, openAgesStatement(all)),
    ],
    [
      'of which: overturned',
      await timed(runs, () => countOverturned(database.fork(), all)),
      await planOf(database, overturnedStatement(all)),
    ],
  );
  printTable(`Statistics, ${database.dialect}`, lines);
}
