import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import { decompress, isKnownEncoding } from './content-encoding.ts';
import { SubgraphReply } from './subgraph-reply.ts';
import { connectionFault, type TransportFault } from './transport-fault.ts';

/** One HTTP request to a subgraph, ready to be sent. */
export interface OutgoingRequest {
  /** With its query string. */
  readonly path: string;
  /** Names and values in turn. */
  readonly headers: string[];
  /** JSON. */
  readonly body: string;
}

export interface ExchangeLimits {
  /** Milliseconds from now until the last byte of the answer. */
  readonly timeout: number;
  /** Bytes of the answer, before and after decompression. */
  readonly maxAnswer: number;
}

export type ExchangeOutcome = SubgraphReply | TransportFault;

/** Sends one request; never rejects. Whatever a subgraph does, it ends within `limits`. */
export function exchange(
  dispatcher: Dispatcher,
  { path, headers, body }: OutgoingRequest,
  limits: ExchangeLimits,
): Promise<ExchangeOutcome> {
  return new Promise((resolve) => {
    const handler = new ExchangeHandler(limits, resolve);
    dispatcher.dispatch({ path, method: 'POST', headers, body }, handler);
  });
}

/** Takes one answer from undici's lowest level, where it costs neither a stream nor an abort signal per request. */
class ExchangeHandler implements Dispatcher.DispatchHandler {
  readonly #limits: ExchangeLimits;
  readonly #resolve: (outcome: ExchangeOutcome) => void;
  /** A time for all of it: a subgraph that sends a byte now and then never makes a time between two bytes run out. */
  readonly #deadline: NodeJS.Timeout;
  readonly #chunks: Buffer[] = [];
  #controller: Dispatcher.DispatchController | undefined;
  #isSettled = false;
  #size = 0;
  #status = 0;
  /** Undefined: the body is JSON as it is. */
  #encoding: string | undefined;
  #retryAfter: string | undefined;

  constructor(limits: ExchangeLimits, resolve: (outcome: ExchangeOutcome) => void) {
    this.#limits = limits;
    this.#resolve = resolve;
    this.#deadline = setTimeout(expire, limits.timeout, this);
  }

  /** The request may have waited for a connection until now, perhaps too long. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#isSettled) controller.abort(abandoned);
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    if (this.#isSettled || status < 200) return;
    this.#status = status;
    this.#retryAfter = headers['retry-after'];
    this.#encoding = encodingOf(headers);
    if (this.#encoding !== undefined && !isKnownEncoding(this.#encoding)) {
      return this.giveUp({ kind: 'unreadable', reason: 'it is compressed in a way that the gateway did not ask for' });
    }
    if (Number(headers['content-length']) > this.#limits.maxAnswer) this.#giveUpTooLarge();
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#isSettled) return;
    this.#size += chunk.length;
    if (this.#size > this.#limits.maxAnswer) return this.#giveUpTooLarge();
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (this.#isSettled) return;
    const [first] = this.#chunks;
    const bytes = this.#chunks.length === 1 && first ? first : Buffer.concat(this.#chunks, this.#size);
    const encoding = this.#encoding;
    if (encoding === undefined || bytes.length === 0) return this.#complete(bytes);
    decompress(encoding, bytes, this.#limits.maxAnswer).then(
      (plain) => this.#complete(plain),
      (error: unknown) => {
        if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') return this.#giveUpTooLarge();
        this.giveUp({ kind: 'unreadable', reason: `its ${encoding} compression is broken` });
      },
    );
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#settle(connectionFault(error));
  }

  /** Ends the exchange and, over HTTP/1.1, its connection: what is still to come is not read. */
  giveUp(fault: TransportFault): void {
    this.#settle(fault);
    this.#controller?.abort(abandoned);
  }

  #giveUpTooLarge(): void {
    this.giveUp({ kind: 'unreadable', reason: `it is larger than ${this.#limits.maxAnswer} bytes` });
  }

  #complete(bytes: Buffer): void {
    this.#settle(new SubgraphReply(this.#status, bytes.toString(), this.#retryAfter));
  }

  #settle(outcome: ExchangeOutcome): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    clearTimeout(this.#deadline);
    this.#chunks.length = 0;
    this.#resolve(outcome);
  }
}

function encodingOf(headers: IncomingHttpHeaders): string | undefined {
  const encoding: string | string[] | undefined = headers['content-encoding'];
  // A header that was sent twice comes as a list, whatever its type says.
  return encoding === undefined || encoding === 'identity' ? undefined : String(encoding);
}

const abandoned = new Error('The gateway gave up the request.');

function expire(handler: ExchangeHandler): void {
  handler.giveUp({ kind: 'overdue' });
}
