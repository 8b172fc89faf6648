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
