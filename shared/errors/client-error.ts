import { errorCodes, type ErrorCode } from './error-code.ts';

/**
 * An error whose message is meant for the client: what is wrong, where, and what to do. graphql-js copies `extensions`
 * into the response. Every other error class is internal and is masked by `formatError`.
 */
export class ClientError extends Error {
  readonly code: ErrorCode;
  readonly extensions: Record<string, unknown>;

  /** `details` are shown to the client under `extensions`: nothing personal goes in. */
  constructor(code: ErrorCode, message: string, details: Record<string, unknown> = {}) {
    super(message);
    this.name = 'ClientError';
    this.code = code;
    this.extensions = { ...details, code };
  }

  /** HTTP status of a request that fails as a whole with this error. */
  get status(): number {
    return errorCodes[this.code].status;
  }
}
