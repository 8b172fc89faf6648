import { z } from 'zod';
import type { FeedEndpoint } from '../../feed/feed-endpoint.ts';
import { FeedInterruptedError } from '../../feed/feed-error.ts';

const answer = z.object({
  data: z.object({ dossier: z.record(z.string(), z.unknown()).nullable() }).nullish(),
  errors: z.array(z.object({ message: z.string() })).optional(),
});

export interface DossierRequest {
  readonly id: string;
  /** Whose replies are asked for; undefined where none are. */
  readonly round?: number | undefined;
  readonly token: string;
  /** Milliseconds. */
  readonly timeout: number;
}

/**
 * Asks a neighbour for what it has of a hand-up: texts are not in its events. Null where it has none, or tells of it no
 * more. Throws FeedInterruptedError where it does not answer, so that the news is applied once it does.
 */
export async function askDossier(
  { level, url }: FeedEndpoint,
  { id, round, token, timeout }: DossierRequest,
): Promise<Record<string, unknown> | null> {
  const field = `${level.toLowerCase()}HandUpDossier`;
  const body = {
    query: `query ($id: ID!, $round: Int) { dossier: ${field}(id: $id, round: $round) }`,
    variables: { id, round: round ?? null },
  };
  try {
    const response = await fetch(url.replace(/^ws/, 'http'), {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeout),
    });
    const { data, errors } = answer.parse(await response.json());
    if (!data || errors) throw new Error(errors?.[0]?.message ?? 'no data came');
    return data.dossier;
  } catch (error) {
    throw new FeedInterruptedError(`the level did not tell of ${id}: ${(error as Error).message}`);
  }
}
