/** The clients: a process of its own, so that its garbage and its event loop are not the gateway's. */
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'undici';
import type { LoadMessage, LoadOrder, LoadReport } from './load.messages.ts';
import { answerHandler } from './answer.handler.ts';

const order = JSON.parse(process.argv[2] ?? '') as LoadOrder;
const { origin, pathname } = new URL(order.url);
const post = { path: pathname, method: 'POST' as const, body: order.body };
const headers = { 'content-type': 'application/json', accept: 'application/json' };

/** Milliseconds. */
const firstAnswerTimeout = 20_000;
/** Milliseconds. */
const lastAnswerTimeout = 10_000;

/** Milliseconds of each request that ended in the measured time. */
let latencies: number[] = [];
let isRunning = true;
const requests = { sent: 0, answered: 0 };

function tell(message: LoadMessage): Promise<void> {
  return new Promise((resolve) => process.send?.(message, () => resolve()));
}

async function fail(reason: string): Promise<never> {
  await tell({ kind: 'failed', reason });
  process.exit(1);
}

function sendNext(client: Client): void {
  if (!isRunning) return;
  requests.sent += 1;
  const own = order.isAuthorizationDistinct ? { ...headers, authorization: `Bearer client-${requests.sent}` } : headers;
  const start = performance.now();
  const handler = answerHandler((status, bytes) => {
    if (status !== 200 || bytes !== order.answerBytes)
      return void fail(`an answer of status ${status}, ${bytes} bytes`);
    requests.answered += 1;
    latencies.push(performance.now() - start);
    sendNext(client);
  }, fail);
  client.dispatch({ ...post, headers: own }, handler);
}

/** A cold contender may take longer than the warm-up for its first answers; they are not measured either. */
async function firstAnswers(): Promise<void> {
  const deadline = performance.now() + firstAnswerTimeout;
  while (latencies.length < order.connections) {
    if (performance.now() > deadline) await fail(`${latencies.length} answers in ${firstAnswerTimeout / 1000} s`);
    await wait(10);
  }
}

function reportOf(sorted: Float64Array, seconds: number): LoadReport {
  const at = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
  return { requests: sorted.length, seconds, p50: at(0.5), p99: at(0.99) };
}

for (let count = 0; count < order.connections; count++) sendNext(new Client(origin));
await Promise.all([wait(order.warmUp), firstAnswers()]);
await tell({ kind: 'measuring' });
latencies = [];
const start = performance.now();
await wait(order.duration);
const seconds = (performance.now() - start) / 1000;
const report = reportOf(Float64Array.from(latencies).sort(), seconds);
isRunning = false;
await tell({ kind: 'measured', report });
// What is still under way would cost the next contender its time.
const deadline = performance.now() + lastAnswerTimeout;
while (requests.answered < requests.sent && performance.now() < deadline) await wait(10);
process.exit(0);
