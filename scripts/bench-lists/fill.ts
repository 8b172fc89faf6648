import type { Database, EntityManager } from '../../shared/database/open-database.ts';
import { inTransaction } from '../../shared/database/transaction.ts';
import { addDays } from '../../shared/lifecycle/calendar-day.ts';
import { indexWords } from '../../shared/suggestion/similar/word-index.ts';
import { cityCode, generatedCase, type GeneratedCase } from './generated-case.ts';

type Row = Readonly<Record<string, string | number | null>>;

const batchSize = 1_000;

/** Fills a city's tables with cases, as they stand after all that happened to them. */
export async function fillCity(database: Database, cases: number): Promise<void> {
  await fill(database, cases, async (em, batch) => {
    await insert(em, 'suggestion', batch.map(suggestionRow));
    await insert(em, 'suggestion_proposer', batch.flatMap(proposerRows));
    await insert(em, 'suggestion_assignment', batch.flatMap(assignmentRows));
    await insert(em, 'suggestion_evaluation', batch.flatMap(evaluationRows));
    await indexWords(
      em,
      batch.filter(({ status }) => status !== 'DRAFT'),
    );
  });
  // Drafts that are made afterwards go on from here.
  await insert(database.fork(), 'number_series', [{ name: `suggestion:${cityCode}:2026`, last: cases }]);
  await analyzeTables(database, [
    'suggestion',
    'suggestion_proposer',
    'suggestion_assignment',
    'suggestion_evaluation',
  ]);
}

/** Fills the read model with the same cases: a third stays with the city, the others are its districts'. */
export async function fillReadModel(database: Database, cases: number): Promise<void> {
  await fill(database, cases, async (em, batch, start) => {
    await insert(
      em,
      'suggestion_view',
      batch.map((item, index) => viewRow(item, start + index)),
    );
    await insert(
      em,
      'suggestion_organ',
      batch.map(({ id, organ }) => ({ suggestion_id: id, organ })),
    );
  });
  await analyzeTables(database, ['suggestion_view', 'suggestion_organ']);
}

async function fill(
  database: Database,
  cases: number,
  write: (em: EntityManager, batch: readonly GeneratedCase[], start: number) => Promise<void>,
): Promise<void> {
  for (let start = 1; start <= cases; start += batchSize) {
    const batch = Array.from({ length: Math.min(batchSize, cases - start + 1) }, (_, index) =>
      generatedCase(start + index),
    );
    await inTransaction(database, (em) => write(em, batch, start));
  }
}

async function insert(em: EntityManager, table: string, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {});
  const marks = `(${columns.map(() => '?').join(', ')})`;
  const most = Math.max(1, Math.floor(16_000 / columns.length));
  for (let start = 0; start < rows.length; start += most) {
    const part = rows.slice(start, start + most);
    await em.execute(
      `insert into ${table} (${columns.join(', ')}) values ${part.map(() => marks).join(', ')}`,
      part.flatMap((row) => columns.map((column) => row[column])),
    );
  }
}

async function analyzeTables(database: Database, tables: readonly string[]): Promise<void> {
  for (const table of tables) {
    await database.fork().execute(database.dialect === 'sqlite' ? `analyze ${table}` : `analyze table ${table}`);
  }
}

const noon = (day: string): string => `${day}T04:00:00.000Z`;

function suggestionRow(item: GeneratedCase): Row {
  const isAssigned = item.dueOn !== null;
  return {
    id: item.id,
    division_code: cityCode,
    title: item.title,
    content: item.content,
    topic: item.topic,
    status: item.status,
    version: 1,
    round: 1,
    drafted_at: noon(item.submittedOn),
    submitted_at: item.status === 'DRAFT' ? null : noon(item.submittedOn),
    assigned_at: isAssigned ? noon(item.submittedOn) : null,
    due_on: item.dueOn,
    due_soon_on: item.dueOn && addDays(item.dueOn, -15),
    step_due_on: item.status === 'REPLIED' ? addDays(item.submittedOn, 120) : null,
    key_supervision: Number(item.isKey),
    synthetic: 1,
  };
}

function proposerRows({ id, deputyIds, submittedOn }: GeneratedCase): Row[] {
  return deputyIds.map((deputyId, index) => ({
    suggestion_id: id,
    deputy_id: deputyId,
    position: index + 1,
    is_lead: Number(index === 0),
    confirmed_at: noon(submittedOn),
  }));
}

const unreceived = ['ASSIGNED', 'SUB_ASSIGNED'];
const undecided = [...unreceived, 'RECEIVED', 'RETURN_REQUESTED', 'HANDLING'];

function assignmentRows(item: GeneratedCase): Row[] {
  const { id, organ, coOrgan, status, submittedOn, dueOn } = item;
  if (dueOn === null) return [];
  const receivedAt = unreceived.includes(status) ? null : noon(submittedOn);
  const lead = { suggestion_id: id, position: 1, organ, role: 'LEAD', assigned_at: noon(submittedOn) };
  const rows: Row[] = [{ ...lead, received_at: receivedAt, opinion_due_on: null, opinion_given_at: null }];
  if (coOrgan === null) return rows;
  const givenAt = undecided.includes(status) ? null : noon(submittedOn);
  const opinion = { opinion_due_on: addDays(submittedOn, 30), opinion_given_at: givenAt };
  return [...rows, { ...lead, position: 2, organ: coOrgan, role: 'CO', received_at: receivedAt, ...opinion }];
}

function evaluationRows({ id, status, deputyIds, submittedOn }: GeneratedCase): Row[] {
  if (!['PUBLISHED', 'CLOSED', 'EVALUATED', 'TRACKING', 'REHANDLING'].includes(status)) return [];
  return deputyIds.map((deputyId) => ({
    suggestion_id: id,
    round: 1,
    deputy_id: deputyId,
    process: 'SATISFIED',
    result: 'BASICALLY_SATISFIED',
    evaluated_at: noon(submittedOn),
  }));
}

function viewRow(item: GeneratedCase, number: number): Row {
  const isCity = number % 3 === 0;
  const divisionCode = isCity ? cityCode : `2301${String((number % 18) + 2).padStart(2, '0')}`;
  const isAnswered = ['PUBLISHED', 'CLOSED', 'REPLIED', 'EVALUATED', 'TRACKING'].includes(item.status);
  const isGraded = isAnswered && item.status !== 'REPLIED';
  const seconds = (days: number): number | null => (isAnswered ? (days + (number % 9)) * 86_400 : null);
  return {
    id: item.id,
    level: isCity ? 'CITY' : 'DISTRICT',
    division_code: divisionCode,
    district_code: divisionCode,
    city_code: cityCode,
    status: item.status,
    topic: item.topic,
    year: item.year,
    submitted_at: noon(item.submittedOn),
    due_on: item.dueOn,
    due_soon_on: item.dueOn && addDays(item.dueOn, -15),
    category: isAnswered ? (['A', 'A', 'B', 'C', 'D'][number % 5] ?? 'A') : null,
    version: 9,
    round: item.isOverturned ? 2 : 1,
    key_supervision: Number(item.isKey),
    key_leader: item.isKey ? `第${number % 11}位副主任` : null,
    overturned: Number(item.isOverturned),
    synthetic: 1,
    process_satisfied: isGraded ? 2 : 0,
    process_graded: isGraded ? 2 : 0,
    result_satisfied: isGraded ? number % 3 : 0,
    result_graded: isGraded ? 2 : 0,
    review_seconds: seconds(3),
    assign_seconds: seconds(5),
    reply_seconds: seconds(60),
    evaluate_seconds: isGraded ? seconds(10) : null,
    close_seconds: item.status === 'PUBLISHED' ? seconds(2) : null,
    updated_at: noon(item.submittedOn),
  };
}
