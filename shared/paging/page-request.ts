import { ClientError } from '../errors/client-error.ts';

export const largestPage = 500;

/** Arguments of a Relay connection, forward only. */
export interface PageArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

/** Throws PAGE_SIZE_INVALID. */
export function pageSize(first: number | null | undefined, fallback: number): number {
  const size = first ?? fallback;
  if (Number.isInteger(size) && size >= 0 && size <= largestPage) return size;
  throw new ClientError(
    'PAGE_SIZE_INVALID',
    `"first" is ${size}. It takes a whole number from 0 to ${largestPage}; fetch more with "after".`,
  );
}
