import { feedEventFields, isTold, parseFeedEvent, type FeedEvent } from '../../subgraphs/network/feed/feed-event.ts';
import { ContractFault, type ContractCheck, type ContractSubject, type Findings } from './contract-check.ts';

const field = 'districtSuggestionEvents';
const query = `subscription ($after: Cursor) { event: ${field}(after: $after) { ${feedEventFields} } }`;

/** Events that are looked at. */
const longestLook = 200;
/** Milliseconds in which a feed that has told everything is expected to keep silent. */
const quiet = 500;

/** The feed gives every event once and in order, and goes on after any cursor of its own. */
export const eventsCheck: ContractCheck = {
  title: 'Events are dense, in order, and go on from a cursor',
  async run(subject, findings) {
    const { start, position } = await readLog(subject);
    await expectRefusal(subject, findings);
    if (position < start) {
      findings.remarks.push(
        'The log is empty: its events could not be tested. Do something to a case, and test again.',
      );
      return;
    }
    const events = await readEvents(subject, { from: start, count: Math.min(position - start + 1, longestLook) });
    judge(events, subject, findings);
    await resume(subject, events, findings);
    if (events.at(-1)?.sequence === position) await expectQuiet(subject, events, findings);
  },
};

async function readLog({ endpoint }: ContractSubject): Promise<{ start: number; position: number }> {
  const answer = await endpoint.read('{ position: districtSuggestionLogPosition start: districtSuggestionLogStart }');
  const { position, start } = answer as { position: unknown; start: unknown };
  if (Number.isInteger(position) && Number.isInteger(start)) {
    return { position: position as number, start: start as number };
  }
  throw new ContractFault(`The log reaches from ${String(start)} to ${String(position)}: both must be numbers.`);
}

async function readEvents(
  { endpoint }: ContractSubject,
  { from, count, after }: { from: number; count: number; after?: string },
): Promise<FeedEvent[]> {
  const { events, errors } = await endpoint.follow(query, { after: after ?? null }, { count });
  if (errors[0]) throw new ContractFault(`${field} ends with the error: ${errors[0].message}`);
  if (events.length < count) {
    throw new ContractFault(
      `${field} gives ${events.length} of the ${count} events from ${from} on, and then nothing.`,
    );
  }
  return events.map((event) => {
    try {
      return parseFeedEvent(event);
    } catch (error) {
      throw new ContractFault((error as Error).message);
    }
  });
}

function judge(events: readonly FeedEvent[], { division }: ContractSubject, { faults }: Findings): void {
  const first = events[0]?.sequence ?? 0;
  const gap = events.findIndex(({ sequence }, index) => sequence !== first + index);
  if (gap >= 0) faults.push(`Event ${events[gap]?.sequence} comes where ${first + gap} is due: sequences are dense.`);
  const cursors = new Set(events.map(({ cursor }) => cursor));
  if (cursors.size !== events.length) faults.push('Two events have the same cursor.');
  const stranger = events.find(
    (event) => isTold(event) && !(event.divisionCode === division && event.suggestionId.startsWith(`${division}-`)),
  );
  if (stranger && isTold(stranger)) {
    faults.push(`Event ${stranger.sequence} tells of ${stranger.suggestionId}, which is not of ${division}.`);
  }
}

async function resume(subject: ContractSubject, events: readonly FeedEvent[], findings: Findings): Promise<void> {
  const middle = Math.floor((events.length - 1) / 2);
  const before = events[middle];
  const next = events[middle + 1];
  if (!before || !next) {
    findings.remarks.push('The log holds one event: going on from a cursor could not be tested.');
    return;
  }
  const [again] = await readEvents(subject, { from: next.sequence, count: 1, after: before.cursor });
  if (again?.sequence !== next.sequence) {
    findings.faults.push(
      `After the cursor of event ${before.sequence} comes ${again?.sequence}, not ${next.sequence}.`,
    );
  } else if (again.hash !== next.hash) {
    findings.faults.push(`Event ${next.sequence} has another hash when it is told again.`);
  }
}

/** After the last cursor comes what is new, and nothing that was told before. */
async function expectQuiet(subject: ContractSubject, events: readonly FeedEvent[], findings: Findings): Promise<void> {
  const last = events.at(-1);
  if (!last) return;
  const limits = { count: 1, patience: quiet };
  const { events: more, errors } = await subject.endpoint.follow(query, { after: last.cursor }, limits);
  const sequence = more[0]?.['sequence'];
  if (errors[0]) findings.faults.push(`${field} after its newest cursor ends with the error: ${errors[0].message}`);
  if (sequence !== undefined && sequence !== last.sequence + 1) {
    findings.faults.push(`After the newest event, ${last.sequence}, comes ${JSON.stringify(sequence)}.`);
  }
}

async function expectRefusal({ endpoint }: ContractSubject, { faults }: Findings): Promise<void> {
  const limits = { count: 1, patience: quiet };
  const { events, errors } = await endpoint.follow(query, { after: 'no-cursor' }, limits);
  if (errors.length > 0 && events.length === 0) return;
  faults.push(`${field} takes a cursor that is none: it must end with an error, or events would be lost unseen.`);
}
