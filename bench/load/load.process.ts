/** The clients: a process of its own, so that its garbage and its event loop are not the gateway's. */
import { setTimeout as wait } from 'node:timers/promises';
import { Pool } from 'undici';
import type { LoadMessage, LoadOrder, LoadReport } from './load.messages.ts';
import { answerHandler } from './answer.handler.ts';
import { createRawClient, postOf, type RawClient } from './raw.client.ts';

const order = JSON.parse(process.argv[2] ?? '') as LoadOrder;
const url = new URL(order.url);
const headers = { 'content-type': 'application/json', accept: 'application/json' };

/** Milliseconds. */
const answerTimeout = 20_000;
/** Milliseconds. */
const lastAnswerTimeout = 10_000;

/** Milliseconds of each request that ended in the measured time. */
let latencies: number[] = [];
let isRunning = true;
const requests = { sent: 0, answered: 0 };
/** Of the whole run: the server was warm before it began. */
const failures: string[] = [];

function tell(message: LoadMessage): Promise<void> {
  return new Promise((resolve) => process.send?.(message, () => resolve()));
}

async function fail(reason: string): Promise<never> {
  await tell({ kind: 'failed', reason });
  process.exit(1);
}

interface Sent {
  readonly headers: Readonly<Record<string, string>>;
  readonly done: (status: number, bytes: number) => void;
  readonly failed: (reason: string) => void;
}

/** Begins the time of a request; `answered` is called when the answer is complete. */
function begin(answered?: () => void): Sent {
  requests.sent += 1;
  const own = order.isAuthorizationDistinct ? { ...headers, authorization: `Bearer client-${requests.sent}` } : headers;
  const start = performance.now();
  const failed = (reason: string): void => {
    requests.answered += 1;
    if (order.pace === undefined) void fail(reason);
    else failures.push(reason);
  };
  const done = (status: number, bytes: number): void => {
    if (status !== 200 || bytes !== order.answerBytes) return failed(`an answer of status ${status}, ${bytes} bytes`);
    requests.answered += 1;
    latencies.push(performance.now() - start);
    answered?.();
  };
  return { headers: own, done, failed };
}

const samePost = postOf(url, headers, order.body);

function sendEndlessly(client: RawClient): void {
  if (!isRunning) return;
  const sent = begin(() => sendEndlessly(client));
  client.send(order.isAuthorizationDistinct ? postOf(url, sent.headers, order.body) : samePost, sent);
}

function sendOnce(pool: Pool): void {
  const { headers: own, done, failed } = begin();
  pool.dispatch({ path: url.pathname, method: 'POST', body: order.body, headers: own }, answerHandler(done, failed));
}

/** One by one at their times, on whatever connection is free; those that find none wait, which is in their time. */
function sendAtPace(pool: Pool, perSecond: number): void {
  const begin = performance.now();
  let sent = 0;
  const sendDue = (): void => {
    if (!isRunning) return;
    for (; performance.now() - begin >= (sent * 1000) / perSecond; sent++) sendOnce(pool);
    setTimeout(sendDue, begin + (sent * 1000) / perSecond - performance.now());
  };
  sendDue();
}

/** A cold contender may take longer than the warm-up for its first answers; they are not measured either. */
async function answers(count: number): Promise<void> {
  const deadline = performance.now() + answerTimeout;
  while (latencies.length < count) {
    if (performance.now() > deadline) await fail(`${latencies.length} answers in ${answerTimeout / 1000} s`);
    await wait(10);
  }
}

async function lastAnswers(): Promise<void> {
  const deadline = performance.now() + lastAnswerTimeout;
  while (requests.answered < requests.sent && performance.now() < deadline) await wait(10);
}

function reportOf(sorted: Float64Array, seconds: number): LoadReport {
  const at = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
  const times = { p50: at(0.5), p99: at(0.99), longest: at(1) };
  return { requests: sorted.length, seconds, ...times, failed: failures.length, reason: failures[0] };
}

if (order.pace !== undefined) sendAtPace(new Pool(url.origin, { connections: order.connections }), order.pace);
else for (let count = 0; count < order.connections; count++) sendEndlessly(createRawClient(url));
await Promise.all([wait(order.warmUp), answers(order.connections)]);
await tell({ kind: 'measuring' });
latencies = [];
const start = performance.now();
// Where the time is so short that it holds no answer, it goes on until it does.
await Promise.all([wait(order.duration), answers(1)]);
const seconds = (performance.now() - start) / 1000;
if (order.pace !== undefined) {
  isRunning = false;
  await lastAnswers();
  const missing = requests.sent - requests.answered;
  for (let count = 0; count < missing; count++) failures.push(`no answer in ${lastAnswerTimeout / 1000} s`);
}
const report = reportOf(Float64Array.from(latencies).sort(), seconds);
isRunning = false;
await tell({ kind: 'measured', report });
// What is still under way would cost the next contender its time.
await lastAnswers();
process.exit(0);
