import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { constants, getPriority } from 'node:os';
import { Worker } from 'node:worker_threads';
import { expect, test } from '@jest/globals';

const onLinux = process.platform === 'linux' ? test : test.skip;

onLinux(
  'a thread that gives way to requests is below the threads that serve them, which stay as they were',
  async () => {
    const before = getPriority(process.pid);
    const module = new URL('./thread-priority.ts', import.meta.url).href;
    const code = `import(${JSON.stringify(module)}).then(({ giveWayToRequests }) => {
    giveWayToRequests();
    require('node:worker_threads').parentPort.postMessage(require('node:os').getPriority(0));
  });`;
    const worker = new Worker(code, { eval: true });
    const [priority] = (await once(worker, 'message')) as [number];
    await worker.terminate();
    expect(priority).toBe(Math.max(before, constants.priority.PRIORITY_BELOW_NORMAL));
    expect(getPriority(process.pid)).toBe(before);
  },
);

onLinux('a process that gives way is below others with each of its threads, also with those that come later', () => {
  const module = new URL('./thread-priority.ts', import.meta.url).href;
  const code = `import(${JSON.stringify(module)}).then(({ giveWayAsProcess }) => {
    giveWayAsProcess();
    const worker = new (require('node:worker_threads').Worker)('setInterval(() => {}, 1000)', { eval: true });
    worker.once('online', () => {
      const threads = require('node:fs').readdirSync('/proc/self/task').map(Number);
      console.log(JSON.stringify(threads.map((thread) => require('node:os').getPriority(thread))));
      worker.terminate();
    });
  });`;
  const priorities = JSON.parse(execFileSync(process.execPath, ['-e', code], { encoding: 'utf8' })) as number[];
  expect(priorities.length).toBeGreaterThan(3);
  const least = Math.max(getPriority(process.pid), constants.priority.PRIORITY_BELOW_NORMAL);
  expect(Math.min(...priorities)).toBe(least);
});
