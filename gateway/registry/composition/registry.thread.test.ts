import { expect, test } from '@jest/globals';
import { startRegistryThread } from './registry.thread.ts';

const member = (sdl: string) => ({ subgraph: 'x', codes: [], url: 'http://127.0.0.1:9/', sdl });
const taskOf = (sdl: string) => ({ members: [member(sdl)], changed: ['x'], internalTags: [] });
const small = taskOf('type Query { a: Int }');

/** Takes more than a minute. */
function endless() {
  const types = Array.from({ length: 100_000 }, (_none, index) => `type T${index} { a: String b: [T${index}] }`);
  return taskOf(['type Query { a: Int }', ...types].join('\n'));
}

test('a schema that takes too long to compose is refused, and keeps no other one waiting', async () => {
  const thread = startRegistryThread({ timeLimit: 2_000 });
  try {
    const slow = thread.compose(endless());
    const quick = thread.compose(small);
    await expect(slow).rejects.toMatchObject({ code: 'SDL_TOO_LARGE', message: expect.stringContaining('2 s') });
    expect(await quick).toMatchObject({ supergraphSdl: expect.stringContaining('a: Int') });
  } finally {
    await thread.stop();
  }
}, 60_000);

test('a thread that the processor keeps waiting is given more time by the clock', async () => {
  let looks = 0;
  // The first one is taken where the task begins.
  const timeOf = () => Promise.resolve(++looks > 4 ? 500 : 0);
  const thread = startRegistryThread({ timeLimit: 500, timeOf });
  try {
    await expect(thread.compose(endless())).rejects.toMatchObject({ code: 'SDL_TOO_LARGE' });
    expect(looks).toBe(5);
  } finally {
    await thread.stop();
  }
}, 30_000);

test('what is asked at once is answered each with its own', async () => {
  const thread = startRegistryThread();
  try {
    const names = ['a', 'b', 'c'];
    const outcomes = await Promise.all(names.map((name) => thread.compose(taskOf(`type Query { ${name}: Int }`))));
    outcomes.forEach((outcome, index) => {
      expect(outcome).toMatchObject({ supergraphSdl: expect.stringContaining(`${names[index]}: Int`) });
    });
  } finally {
    await thread.stop();
  }
}, 30_000);
