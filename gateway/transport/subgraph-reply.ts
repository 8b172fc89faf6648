import { invalidAnswer, isGraphqlResponse, readAnswer, unavailable, type SubgraphAnswer } from './subgraph-answer.ts';

/** An answer as it came over HTTP, not read yet. */
export class SubgraphReply {
  readonly status: number;
  /** Of the header `retry-after`. */
  readonly retryAfter: string | undefined;
  readonly #text: string;

  constructor(status: number, text: string, retryAfter?: string) {
    this.status = status;
    this.retryAfter = retryAfter;
    // A byte order mark is no JSON, but harmless.
    this.#text = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  }

  /** Values of the caller's own, which it may change. Throws ClientError where it is no GraphQL response. */
  read(subgraph: string): SubgraphAnswer {
    // A good body counts more than the status: servers send errors of GraphQL with 400 or 500.
    if (this.status >= 300 && this.status < 400) {
      throw invalidAnswer(subgraph, `it redirects (HTTP status ${this.status}), which the gateway does not follow`);
    }
    const value = this.#parse(subgraph);
    if (this.status !== 200 && !isGraphqlResponse(value)) throw this.#unfit(subgraph, 'that is no GraphQL response');
    return readAnswer(subgraph, value);
  }

  #parse(subgraph: string): unknown {
    try {
      return JSON.parse(this.#text) as unknown;
    } catch {
      throw this.#unfit(subgraph, 'that is not JSON');
    }
  }

  #unfit(subgraph: string, fault: string) {
    if (isOverload(this.status)) return unavailable(subgraph, `it answered with HTTP status ${this.status}`);
    return invalidAnswer(subgraph, `HTTP status ${this.status} with a body ${fault}`);
  }
}

/** Statuses that say more of the server's state than of the request. */
function isOverload(status: number): boolean {
  return status >= 500 || status === 429;
}
