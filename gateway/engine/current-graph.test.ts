import { afterEach, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { composeSupergraph } from '../supergraph/supergraph.composer.ts';
import type { SupergraphSource } from '../supergraph/supergraph.source.ts';
import type { Graph } from '../executor/graph.ts';
import { followSupergraph, type CurrentGraph } from './current-graph.ts';

const compose = (fields: string) =>
  composeSupergraph([{ name: 'only', url: 'http://only.invalid/', sdl: `type Query { ${fields} }` }]);
const older = compose('a: Int b: Int old: Int');
const newer = compose('a: Int b: Int c: Int');

/** A source that changes when a test says so. */
class TestSource implements SupergraphSource {
  readonly #listeners: ((supergraphSdl: string) => void)[] = [];
  #current: string;

  constructor(supergraphSdl: string) {
    this.#current = supergraphSdl;
  }

  current(): string {
    return this.#current;
  }

  onChange(listener: (supergraphSdl: string) => void): void {
    this.#listeners.push(listener);
  }

  change(supergraphSdl: string): void {
    this.#current = supergraphSdl;
    for (const listener of this.#listeners) listener(supergraphSdl);
  }

  async stop(): Promise<void> {
    this.#listeners.length = 0;
  }
}

const running: CurrentGraph[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((graphs) => graphs.stop()));
});

function follow(planWarmUp = 10) {
  const source = new TestSource(older);
  const refusal = Promise.withResolvers<string>();
  const logger = pino({ level: 'error' }, { write: (line: string) => refusal.resolve(line) });
  const graphs = followSupergraph({ source, logger }, { planCache: 100, planWarmUp });
  running.push(graphs);
  const next = () => new Promise<Graph>((resolve) => void graphs.onChange(resolve));
  return { source, graphs, refusal: refusal.promise, next };
}

const planned = ({ planner }: Graph) => planner.hottest(10).map(({ text, hits }) => [text, hits]);

describe('the current graph', () => {
  test('changes with its source, with the plans of what was asked for most and is still valid', async () => {
    const { source, graphs, next } = follow(2);
    const before = graphs.get();
    for (const text of ['{a}', '{a}', '{a}', '{old}', '{old}', '{b}']) await before.planner.plan(text, undefined, {});
    const changing = next();
    source.change(newer);
    expect(graphs.get()).toBe(before);
    const after = await changing;
    expect(graphs.get()).toBe(after);
    expect(after.supergraphSdl).toBe(newer);
    // Halved, so that what was hot once cools down; {b} is not among the two hottest.
    expect(planned(after)).toEqual([['{a}', 1]]);
    expect((await before.planner.plan('{old}', undefined, {})).root).toBeDefined();
  });

  test('passes over supergraphs that are replaced while one is made ready', async () => {
    const { source, graphs, next } = follow();
    const seen: string[] = [];
    graphs.onChange(({ supergraphSdl }) => void seen.push(supergraphSdl));
    const last = compose('z: Int');
    const changing = next();
    source.change(newer);
    source.change(compose('between: Int'));
    source.change(last);
    await changing;
    expect(seen).toEqual([last]);
  });

  test('stays where a new supergraph cannot be served, and the log tells why', async () => {
    const { source, graphs, refusal, next } = follow();
    const before = graphs.get();
    const seen: Graph[] = [];
    graphs.onChange((graph) => void seen.push(graph));
    source.change('type NoQuery { a: Int }');
    expect(await refusal).toContain('no field of Query');
    expect(graphs.get()).toBe(before);
    expect(seen).toEqual([]);
    const changing = next();
    source.change(newer);
    expect((await changing).supergraphSdl).toBe(newer);
  });

  test('plans nothing ahead where none is to be', async () => {
    const { source, graphs, next } = follow(0);
    await graphs.get().planner.plan('{a}', undefined, {});
    const changing = next();
    source.change(newer);
    expect(planned(await changing)).toEqual([]);
  });

  test('does not change any more once it is stopped', async () => {
    const { source, graphs } = follow();
    const before = graphs.get();
    source.change(newer);
    await graphs.stop();
    expect(graphs.get()).toBe(before);
  });
});
