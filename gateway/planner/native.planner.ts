import { fork, type ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { NativePlannerAnswer, NativePlannerOrder } from './native.planner.process.ts';
import { PlannerEnded, type Plan, type PlannedOperation, type PlanOperation } from './plan.ts';

/** Milliseconds without an operation after which the process and its memory are given back. */
const idleLimit = 10_000;

/** Milliseconds that one plan may take. */
const planLimit = 5_000;

/**
 * Hive Router's planner. A fault in it ends the process that it runs in, and operations come from clients: so it runs in
 * one of its own, which all graphs share and which is there only while there is something to plan. It takes a tenth of a
 * second to start; a plan takes a millisecond.
 */
export function createNativePlanner(supergraphSdl: string): PlanOperation {
  const graph = ++graphs;
  return (operation) => shared.plan({ graph, supergraphSdl }, operation);
}

let graphs = 0;

interface PlannedSupergraph {
  readonly graph: number;
  readonly supergraphSdl: string;
}

interface Waiting extends PromiseWithResolvers<Plan> {
  readonly supergraph: PlannedSupergraph;
  readonly operation: PlannedOperation;
}

class NativePlannerProcess {
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #child: ChildProcess | undefined;
  /** Graphs that the child was told. */
  #told = new Set<number>();
  #timer: NodeJS.Timeout | undefined;

  plan(supergraph: PlannedSupergraph, operation: PlannedOperation): Promise<Plan> {
    const waiting: Waiting = { ...Promise.withResolvers<Plan>(), supergraph, operation };
    const id = ++this.#lastId;
    this.#waiting.set(id, waiting);
    this.#send(id, waiting);
    return waiting.promise;
  }

  #send(id: number, { supergraph: { graph, supergraphSdl }, operation }: Waiting): void {
    const child = (this.#child ??= this.#start());
    const isTold = this.#told.has(graph);
    this.#told.add(graph);
    const order: NativePlannerOrder = { id, graph, supergraphSdl: isTold ? undefined : supergraphSdl, operation };
    // What cannot be sent is told by the end of the process.
    child.send(order, () => undefined);
    this.#watch(child);
  }

  #start(): ChildProcess {
    const file = fileURLToPath(new URL('./native.planner.process.ts', import.meta.url));
    // Node reads this file itself, where it can: a compiler would weigh more than the planner.
    const execArgv = process.features.typescript ? [] : process.execArgv;
    const child = fork(file, { execArgv, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    let reason = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (reason = reason.slice(0, 2_000) + text));
    child.on('message', (answer: NativePlannerAnswer) => this.#take(child, answer));
    child.on('error', (error) => (reason += error.message));
    child.on('close', (code, signal) =>
      this.#end(child, `its process ended with ${code ?? signal}: ${firstLines(reason)}`),
    );
    this.#told = new Set();
    return child;
  }

  #take(child: ChildProcess, answer: NativePlannerAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    if (!waiting) return;
    if ('lacks' in answer) {
      this.#told.delete(waiting.supergraph.graph);
      this.#send(answer.id, waiting);
      return;
    }
    this.#waiting.delete(answer.id);
    if ('plan' in answer) waiting.resolve(answer.plan);
    else waiting.reject(new Error(answer.fault));
    if (child === this.#child) this.#watch(child);
  }

  /** It plans one operation after the other: the oldest is the one that it is at. */
  #watch(child: ChildProcess): void {
    clearTimeout(this.#timer);
    const isIdle = this.#waiting.size === 0;
    // The gateway may end while the planner idles, but not while somebody waits for a plan.
    for (const handle of [child, child.channel, child.stderr as Socket | null]) {
      if (isIdle) handle?.unref();
      else handle?.ref();
    }
    this.#timer = setTimeout(() => child.kill('SIGKILL'), isIdle ? idleLimit : planLimit);
    if (isIdle) this.#timer.unref();
  }

  /** The oldest operation is what the process ended over; the others are planned by the next one. */
  #end(child: ChildProcess, reason: string): void {
    if (child !== this.#child) return;
    clearTimeout(this.#timer);
    this.#child = undefined;
    const [oldest, ...others] = this.#waiting;
    if (!oldest) return;
    this.#waiting.delete(oldest[0]);
    oldest[1].reject(new PlannerEnded(reason));
    for (const [id, waiting] of others) this.#send(id, waiting);
  }
}

const shared = new NativePlannerProcess();

/** Without the stack of the planner's own code. */
function firstLines(text: string): string {
  return text.split(/stack backtrace:|\n\s+at /)[0]?.trim() ?? '';
}
