import type { Dispatcher } from 'undici';

type Done = (status: number, bytes: number) => void;

/** Reads an answer without keeping it. */
export function answerHandler(done: Done, failed: (reason: string) => void): Dispatcher.DispatchHandler {
  let status = 0;
  let bytes = 0;
  return {
    onRequestStart: () => undefined,
    onResponseStart: (_controller, statusCode) => {
      status = statusCode;
    },
    onResponseData: (_controller, chunk) => {
      bytes += chunk.length;
    },
    onResponseEnd: () => done(status, bytes),
    onResponseError: (_controller, error) => failed(String(error)),
  };
}
