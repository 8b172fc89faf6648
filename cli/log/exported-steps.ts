import { misfitOf, stepPlaceOf, type SteppedEvent } from '../../shared/suggestion/step-digest.ts';

/** A row of `suggestion_step` as its table, and so an export, has it. */
interface ExportedStep {
  readonly suggestion_id: string;
  readonly version: number;
  readonly act: string;
  readonly person: string | null;
  readonly reason: string | null;
  readonly salt: string;
}

/**
 * Holds who acted and why in an export to the digests in its events, whatever the log was when it was exported: gives what
 * is wrong with the first that does not fit. The export's signature was checked before.
 */
export function misfitIn(timeline: readonly object[], rows: readonly object[] = []): string | undefined {
  const steps = new Map((rows as readonly ExportedStep[]).map((row) => [row.version, row]));
  for (const event of timeline as readonly (SteppedEvent & { readonly payload: unknown })[]) {
    const place = stepPlaceOf(event, event.payload);
    if (!place) continue;
    const row = steps.get(place.version ?? 0);
    const misfit = misfitOf(event, place.digest, row && { ...row, suggestionId: row.suggestion_id });
    if (misfit !== undefined) return misfit;
  }
  return undefined;
}
