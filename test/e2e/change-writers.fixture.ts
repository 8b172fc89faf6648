import type { ActOnCase, CaseRef } from '../support/level-harness.cases.ts';
import type { GraphQLAnswer, LevelName } from '../support/level-harness.ts';
import { caseOf, codesOf, sendGraphAct, sendGraphDraft, wholeLife } from '../support/whole-graph.acts.ts';
import { engines, levelNames, type WholeGraph } from '../support/whole-graph.ts';

/** How a case goes; a draft comes first. */
const courses: readonly (readonly ActOnCase[])[] = [
  wholeLife,
  ['submit', 'review', 'notAccept'],
  ['submit', 'review', 'register', 'assign', 'withdraw'],
];

export interface WriterOptions {
  readonly writers: number;
  /** Changes that each writer makes. */
  readonly share: number;
  /** Called after each change, with how many there were of all writers. */
  readonly onChange: (count: number) => void;
  /** Called each time that a level turns out to be down. */
  readonly onInterruption: () => void;
}

/** What the writers did: `<suggestion id> <act>` for each change, and how often they met a level that was down. */
export interface WriterReport {
  readonly changes: ReadonlySet<string>;
  readonly titles: ReadonlyMap<string, string>;
  /** Answers SUBGRAPH_UNAVAILABLE, each of which was tried again. */
  readonly interruptions: number;
}

export const stationOfWriters = { id: '230102001-S1', divisionCode: '230102' } as const;

/** Lets many writers at once act on suggestions of their own at all levels, through the gateways of both engines. */
export async function runWriters(graph: WholeGraph, options: WriterOptions): Promise<WriterReport> {
  const changes = new Set<string>();
  const titles = new Map<string, string>();
  let interruptions = 0;

  /** A level that is down costs patience, not acts. The same error may mean that only the answer was lost. */
  async function insist(
    send: () => Promise<GraphQLAnswer>,
    doneBefore: (answer: GraphQLAnswer) => CaseRef | undefined,
  ) {
    for (let wait = 20, failures = 0; ; wait = Math.min(wait * 2, 500), failures += 1) {
      const answer = await send();
      if (answer.errors.length === 0) return caseOf(answer);
      const done = failures > 0 ? doneBefore(answer) : undefined;
      if (done) return done;
      if (!codesOf(answer).every((code) => code === 'SUBGRAPH_UNAVAILABLE')) caseOf(answer);
      interruptions += 1;
      options.onInterruption();
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }

  async function write(writer: number): Promise<void> {
    const engine = engines[writer % engines.length];
    const own = new Set<string>();
    const left = (): number => options.share - own.size;
    const note = (id: string, act: string): void => {
      changes.add(`${id} ${act}`);
      own.add(`${id} ${act}`);
      options.onChange(changes.size);
    };
    for (let round = 0; left() > 0; round += 1) {
      const level: LevelName = levelNames[(writer + round) % levelNames.length]!;
      const title = `第${writer}号执笔人的第${round}件建议`;
      const place = level === 'district' ? { stationId: stationOfWriters.id } : {};
      const draft = () => sendGraphDraft(graph.query, level, { title, engine, ...place });
      let item = await insist(draft, () => undefined);
      titles.set(item.id, title);
      note(item.id, 'draft');
      for (const act of courses[(writer + round) % courses.length]!.slice(0, left())) {
        const before = item;
        item = await insist(
          () => sendGraphAct(graph.query, { level, act }, { ...before, engine }),
          (answer) => appliedBefore(before, answer),
        );
        note(item.id, act);
      }
    }
  }

  await Promise.all(Array.from({ length: options.writers }, (_, writer) => write(writer)));
  return { changes, titles, interruptions };
}

/** Nobody else acts on a writer's case: a conflict with the next version tells that the act went through. */
function appliedBefore({ id, version, status }: CaseRef, { errors }: GraphQLAnswer): CaseRef | undefined {
  const conflict = errors.find(({ extensions }) => extensions['code'] === 'CONFLICT');
  if (conflict?.extensions['currentVersion'] !== version + 1) return undefined;
  return { id, version: version + 1, status };
}
