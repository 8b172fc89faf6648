import type { NewEvent } from '../../../shared/events/append-event.ts';
import type { Lifecycle } from '../../../shared/lifecycle/lifecycle.ts';
import type { HolidayCalendar } from '../../../shared/lifecycle/working-day.ts';
import { opinionActDefinitions } from '../../../subgraphs/township/opinion/opinion.acts.ts';
import { registration } from '../../../subgraphs/township/opinion/opinion-act.ts';
import { requireOpinionPart, requireOpinionRole } from '../../../subgraphs/township/opinion/opinion-authority.ts';
import type { OpinionRow } from '../../../subgraphs/township/opinion/opinion.entity.ts';
import { newOpinion, performOpinionAct } from '../../../subgraphs/township/opinion/perform-opinion-act.ts';
import { parseInput } from '../../../shared/suggestion/act/act-input.ts';
import type { OpinionScript } from '../plan/opinion-script.ts';

export interface PlayedOpinions {
  readonly rows: readonly OpinionRow[];
  /** In the order of time. */
  readonly events: readonly NewEvent[];
  /** The last number of each series. */
  readonly lastNumbers: ReadonlyMap<string, number>;
}

/** Plays citizens' opinions through the product's own checks; one act that they refuse ends the seed. */
export function playOpinions(
  scripts: readonly OpinionScript[],
  around: { readonly lifecycle: Lifecycle; readonly calendar: HolidayCalendar },
): PlayedOpinions {
  const events: NewEvent[] = [];
  const lastNumbers = new Map<string, number>();
  const rows = scripts.map(({ id, place, registeredAt, input, steps }) => {
    const keeper = { role: 'station-keeper', divisionCode: place.divisionCode } as const;
    const actor = { ...keeper, subject: `station-keeper:${place.divisionCode}`, name: keeper.role, expiresAt: 0 };
    const parts = { id, place, input: parseInput(registration, input), synthetic: true };
    const { row, event } = newOpinion(parts, { ...around, actor, now: registeredAt });
    events.push(event);
    for (const step of steps) {
      const by = requireOpinionRole(step.act, step.actor);
      requireOpinionPart(step.act, row, by);
      const definition = opinionActDefinitions[step.act];
      const act = { row, input: definition.parse(step.input) };
      events.push(performOpinionAct(definition, act, { ...around, actor: by, now: step.at }));
    }
    const [, year = '', number = ''] = id.split(/-OP-|-/);
    lastNumbers.set(`opinion:${place.divisionCode}:${year}`, Number(number));
    return row;
  });
  events.sort((left, right) => (left.occurredAt < right.occurredAt ? -1 : left.occurredAt > right.occurredAt ? 1 : 0));
  return { rows, events, lastNumbers };
}
