import { district } from './data/nangang.js';
import { fromCursor, toCursor } from './paging.js';
import { Refusal } from './refusal.js';

const field = 'districtSuggestionEvents';

/** The events of this system in the form of the network's feed. */
export function createFeed(events) {
  /** The facts of the case as the event left it: what others count and list by. No texts, nothing personal. */
  function factsAt(sequence, suggestionId) {
    const told = events.all.slice(0, sequence).filter((event) => event.suggestionId === suggestionId);
    const fields = Object.assign({}, ...told.map((event) => event.told.fields));
    const reply = told.findLast((event) => event.told.reply)?.told.reply;
    const assignment = told.findLast((event) => event.told.assignment)?.told.assignment;
    return {
      version: told.length,
      round: 1,
      topic: fields.topic,
      originId: fields.originId,
      submittedAt: told[0].occurredAt,
      dueOn: fields.dueOn ?? null,
      keySupervision: false,
      synthetic: true,
      organs: assignment ? [assignment.organ] : [],
      category: reply?.category ?? null,
      process: {},
      result: {},
    };
  }

  function tell({ told, ...event }) {
    return {
      ...event,
      id: `${district}-E${event.sequence}`,
      cursor: toCursor(field, event.sequence),
      type: `suggestion.${event.act}`,
      organ: told.assignment?.organ ?? told.reply?.organ ?? null,
      level: 'DISTRICT',
      divisionCode: district,
      payload: { ...signersOf(told), facts: factsAt(event.sequence, event.suggestionId) },
    };
  }

  async function* tellAll(followed, isMine) {
    for await (const event of followed) if (isMine) yield { [field]: tell(event) };
  }

  return {
    tell,
    /** The source of the subscription; throws CURSOR_INVALID. */
    subscribe({ after, divisionCode }) {
      const from = after == null ? 0 : fromCursor(field, after);
      if (from > events.position) throw new Refusal('CURSOR_INVALID', 'after: no event has this cursor.');
      const isMine = divisionCode == null || divisionCode === district || divisionCode === '230100';
      return endable((signal) => tellAll(events.follow(from, signal), isMine));
    },
  };
}

function signersOf({ fields }) {
  return fields?.deputyIds ? { leadDeputyId: fields.deputyIds[0], deputyIds: fields.deputyIds } : {};
}

/** A generator that waits for an event does not hear that its reader has gone: it is told by the signal. */
function endable(start) {
  const end = new AbortController();
  const iterator = start(end.signal);
  return {
    next: () => iterator.next(),
    return() {
      end.abort();
      return iterator.return();
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
