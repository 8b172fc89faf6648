import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Logger, LogLevel } from '../../../shared/telemetry/logger.ts';
import { registryUnavailable, type RegistryOptions, type RegistryRequest } from '../registry.ts';
import type { ServedGraph } from '../supergraph/registry.watch.ts';
import type { RegistryActor } from '../token/registry-token.ts';
import type { OperationAnswer, OperationOrder, OperationReport } from './operation.process.ts';

/**
 * The registry's API in a process of its own, with a connection of its own. A publish is a few dozen statements and a
 * composition: in this process, on another thread of it too, requests to the graph would take twice their time beside it.
 */
export interface OperationRunner {
  /** Throws ClientError REGISTRY_UNAVAILABLE where the database does not answer. */
  execute(request: RegistryRequest, actor: RegistryActor): Promise<OperationAnswer>;
  stop(): Promise<void>;
}

export interface OperationRunnerDependencies {
  /** Called after every act that changed the graph, with what is in service now. */
  readonly onChange: (graph: ServedGraph) => void;
  /** Writes what this process has counted of clients' operations: checks ask for it. */
  readonly flushUses: () => Promise<void>;
  readonly logger: Logger;
}

/** Milliseconds that an idle process is kept: starting it takes half a second, keeping it tens of megabytes. */
const idleTime = 30_000;

/** Milliseconds that a process has to close its database. */
const closeTime = 5_000;

/** A composition makes garbage of tens of megabytes: it goes at once, and on no thread beside the one that made it. */
const heapFlags = ['--single-threaded-gc', '--min-semi-space-size=64', '--max-semi-space-size=64'];

export function startOperationRunner(
  dependencies: OperationRunnerDependencies,
  options: RegistryOptions,
): OperationRunner {
  return new ChildRunner(dependencies, options);
}

class ChildRunner implements OperationRunner {
  readonly #dependencies: OperationRunnerDependencies;
  readonly #options: RegistryOptions;
  readonly #waiting = new Map<number, PromiseWithResolvers<OperationAnswer>>();
  readonly #closing = new Set<Promise<void>>();
  #lastId = 0;
  #child: ChildProcess | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;

  constructor(dependencies: OperationRunnerDependencies, options: RegistryOptions) {
    this.#dependencies = dependencies;
    this.#options = options;
  }

  async execute(request: RegistryRequest, actor: RegistryActor): Promise<OperationAnswer> {
    await this.#dependencies.flushUses();
    if (this.#isStopped) throw registryUnavailable();
    clearTimeout(this.#timer);
    const child = (this.#child ??= this.#open());
    child.ref();
    child.channel?.ref();
    const id = ++this.#lastId;
    const answer = Promise.withResolvers<OperationAnswer>();
    this.#waiting.set(id, answer);
    tell(child, { kind: 'execute', id, request, actor });
    return answer.promise;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#close();
    this.#rejectAll(registryUnavailable());
    await Promise.all(this.#closing);
  }

  #open(): ChildProcess {
    const file = fileURLToPath(new URL('./operation.process.ts', import.meta.url));
    // Node reads these files itself, where it can: a compiler would weigh more than the registry.
    const execArgv = [...(process.features.typescript ? [] : process.execArgv), ...heapFlags];
    const child = fork(file, { execArgv, serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    child.on('message', (report: OperationReport) => this.#take(child, report));
    child.on('error', (error) => this.#fail(child, error));
    child.on('exit', (code, signal) =>
      this.#fail(child, new Error(`The process of the registry ended with ${code ?? signal} before it answered.`)),
    );
    const { logger } = this.#dependencies;
    tell(child, { kind: 'open', options: this.#options, logLevel: logger.level as LogLevel });
    return child;
  }

  #take(child: ChildProcess, report: OperationReport): void {
    const { onChange, logger } = this.#dependencies;
    switch (report.kind) {
      case 'changed':
        onChange(report.graph);
        return;
      case 'unavailable':
        logger.warn({ reason: report.reason }, "the registry's database does not answer");
        this.#fail(child, registryUnavailable());
        return;
      case 'answer':
        this.#waiting.get(report.id)?.resolve(report.answer);
        this.#waiting.delete(report.id);
        if (child === this.#child && this.#waiting.size === 0) this.#rest(child);
    }
  }

  /** An idle process does not keep the gateway alive; one at work does. */
  #rest(child: ChildProcess): void {
    child.unref();
    child.channel?.unref();
    this.#timer = setTimeout(() => this.#close(), idleTime).unref();
  }

  /** The next operation gets a new process. */
  #fail(child: ChildProcess, error: Error): void {
    if (child !== this.#child) return;
    clearTimeout(this.#timer);
    this.#child = undefined;
    this.#rejectAll(error);
    child.kill('SIGKILL');
  }

  #rejectAll(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }

  #close(): void {
    clearTimeout(this.#timer);
    if (!this.#child) return;
    const closed = end(this.#child);
    this.#child = undefined;
    this.#closing.add(closed);
    void closed.finally(() => this.#closing.delete(closed));
  }
}

/** What cannot be sent is told by the end of the process. */
function tell(child: ChildProcess, order: OperationOrder): void {
  child.send(order, () => undefined);
}

/** Without its gateway it closes its database and ends. */
async function end(child: ChildProcess): Promise<void> {
  child.ref();
  if (child.connected) child.disconnect();
  if (child.exitCode !== null || child.signalCode !== null) return;
  const signal = AbortSignal.timeout(closeTime);
  await once(child, 'exit', { signal }).catch(() => child.kill('SIGKILL'));
}
