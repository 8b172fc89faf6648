import { engineNames, type ClientOperation, type EngineName } from '../support/engine.ts';
import { compareAnswers, type DifferenceKind } from './comparison/answer.comparison.ts';
import { knownFault } from './comparison/known.faults.ts';
import { generateOperation } from './generator/operation.generator.ts';
import type { Answers, GraphSession } from './graph/graph.session.ts';
import { shrinkOperation } from './shrink/operation.shrinker.ts';
import type { Chance } from './world/world.ts';

/** An operation that is answered otherwise than the GraphQL spec wants. */
export interface Finding {
  readonly seed: number;
  readonly graph: string;
  /** Whose answer differs from the reference. */
  readonly engine: EngineName;
  readonly differsIn: DifferenceKind;
  readonly operation: ClientOperation;
  readonly answers: Answers;
  /** Why the engine is known to be wrong here; undefined: somebody has to find out. */
  readonly known: string | undefined;
}

/** Something may be at work for ever. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
}

/** One field in so many fails, in turn; 0: none does. A fault where nothing may be null takes most of an answer away. */
const faults = [0, 150, 0, 30];

function chanceOf(seed: number): Chance {
  return { salt: seed, faultOneIn: faults[Math.floor(seed / 10) % faults.length] ?? 0 };
}

/** Milliseconds for one operation on all engines: some of a planner's faults are that it never ends. */
const patience = 120_000;

/** Sends the operation with the number `seed` through the engines of `session`. Throws NoAnswerError. */
export async function fuzz(session: GraphSession, seed: number): Promise<Finding[]> {
  const { apiSchema, name, depth } = session.graph;
  return judge(session, seed, generateOperation(apiSchema, { seed: `${name} ${seed}`, depth }));
}

async function judge(session: GraphSession, seed: number, operation: ClientOperation): Promise<Finding[]> {
  const { graph } = session;
  const answers = await within(patience, session.ask(operation, chanceOf(seed)), () => describe(operation, seed));
  if (isRefused(answers)) throw new Error(`The generator wrote what is not valid: ${describe(operation, seed)}`);
  return engineNames.flatMap((engine): Finding[] => {
    const answer = answers[engine];
    const differsIn = answer && compareAnswers(answer, answers.reference);
    if (!differsIn) return [];
    const known = knownFault(engine, { operation, graph, answers });
    return [{ seed, graph: graph.name, engine, differsIn, operation, answers, known }];
  });
}

function isRefused({ liaison }: Answers): boolean {
  return liaison?.errors?.some(({ extensions }) => extensions?.['code'] === 'GRAPHQL_VALIDATION_FAILED') === true;
}

async function within<Value>(limit: number, work: Promise<Value>, what: () => string): Promise<Value> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new NoAnswerError(`No answer within ${limit} ms: ${what()}`)), limit);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

function describe({ query, variables }: ClientOperation, seed: number): string {
  return `seed ${seed}\n${query}\n${JSON.stringify(variables)}`;
}

/** Operations that are tried to make one of them simpler. */
const tries = 400;

/** The same finding with the simplest operation that shows it. */
export async function shrink(session: GraphSession, finding: Finding): Promise<Finding> {
  let simplest = finding;
  await shrinkOperation(finding.operation, {
    schema: session.graph.apiSchema,
    tries,
    isStillWrong: async (operation) => {
      const again = await judge(session, finding.seed, operation);
      const same = again.find(
        ({ engine, differsIn, known }) =>
          engine === finding.engine && differsIn === finding.differsIn && known === finding.known,
      );
      simplest = same ?? simplest;
      return same !== undefined;
    },
  });
  return simplest;
}
