import { randomInt } from 'node:crypto';
import { district, stations } from './data/nangang.js';
import { Refusal } from './refusal.js';

/** What this system lets its clerks and organs do: from which states, to which one, as whom. */
const acts = {
  submit: { from: [undefined], to: 'SUBMITTED', role: 'DEPUTY' },
  register: { from: ['SUBMITTED'], to: 'REGISTERED', role: 'DISTRICT_CLERK' },
  assign: { from: ['REGISTERED'], to: 'ASSIGNED', role: 'DISTRICT_CLERK' },
  receive: { from: ['ASSIGNED'], to: 'RECEIVED', role: 'HANDLING_ORGAN' },
  handle: { from: ['RECEIVED'], to: 'HANDLING', role: 'HANDLING_ORGAN' },
  reply: { from: ['HANDLING'], to: 'REPLIED', role: 'HANDLING_ORGAN' },
};

const categories = ['A', 'B', 'C', 'D'];

/** The cases of this district, as its events tell them. */
export class Cases {
  #events;
  #cases = new Map();

  constructor(events) {
    this.#events = events;
    for (const event of events.all) this.#apply(event);
  }

  get all() {
    return [...this.#cases.values()].sort((left, right) => (left.id < right.id ? -1 : 1));
  }

  find(id) {
    return this.#cases.get(id);
  }

  /** Throws a Refusal, and then nothing has happened. */
  act(name, input) {
    const act = acts[name];
    if (!act) throw new Refusal('ACT_UNKNOWN', `There is no act "${name}": ${Object.keys(acts).join(', ')}.`);
    const id = name === 'submit' ? this.#newId() : input.id;
    const item = this.#cases.get(id);
    if (name !== 'submit' && !item) throw new Refusal('NOT_FOUND', `There is no suggestion ${id} here.`);
    if (!act.from.includes(item?.status)) {
      throw new Refusal('ACT_NOT_LEGAL', `${name} is not for a suggestion that is ${item.status}.`);
    }
    const told = detailsOf[name](input, item);
    const event = { act: name, from: item?.status ?? null, to: act.to, actorRole: act.role, suggestionId: id, told };
    return this.#apply(this.#events.append(event));
  }

  #newId() {
    const year = new Date().getFullYear();
    const used = [...this.#cases.keys()].map((id) => Number(id.slice(-6)));
    return `${district}-SG-${year}-${String(Math.max(0, ...used) + 1).padStart(6, '0')}`;
  }

  #apply({ suggestionId: id, to, occurredAt, told }) {
    const before = this.#cases.get(id) ?? { id, version: 0, replies: [], assignments: [], submittedAt: occurredAt };
    const after = { ...before, status: to, version: before.version + 1 };
    if (told.assignment) after.assignments = [{ ...told.assignment, assignedAt: occurredAt }];
    else if (to === 'RECEIVED') after.assignments = [{ ...before.assignments[0], receivedAt: occurredAt }];
    if (told.reply) after.replies = [{ ...told.reply, repliedAt: occurredAt }];
    const item = Object.freeze({ ...after, ...told.fields });
    this.#cases.set(id, item);
    return item;
  }
}

/** Checks what an act says, and gives what its event keeps of it. */
const detailsOf = {
  submit({ title, content, topic = null, deputyIds, stationId = null }) {
    const signers = wantList('deputyIds', deputyIds, /^\d{6}-D\d{6,9}$/);
    if (stationId !== null && !stations.some(({ id }) => id === stationId)) {
      throw new Refusal('INPUT_INVALID', `stationId: there is no station ${stationId} in this district.`);
    }
    const fields = { title: wantText('title', title, 100), content: wantText('content', content, 10_000) };
    return { fields: { ...fields, topic, deputyIds: signers, originId: stationId } };
  },
  register: () => ({ fields: { caseNumber: `南人建〔${new Date().getFullYear()}〕${randomInt(1_000, 10_000)}号` } }),
  assign({ organ }) {
    const dueOn = addMonths(new Date(), 3);
    return { fields: { dueOn }, assignment: { organ: wantText('organ', organ, 60), role: 'LEAD' } };
  },
  receive: () => ({}),
  handle: () => ({}),
  reply({ category, text, signedBy }, item) {
    if (!categories.includes(category)) throw new Refusal('INPUT_INVALID', 'category: one of A, B, C, D.');
    const { organ } = item.assignments[0];
    return {
      reply: { organ, category, text: wantText('text', text, 10_000), signedBy: wantText('signedBy', signedBy, 40) },
    };
  },
};

function wantText(name, value, longest) {
  if (typeof value === 'string' && value.trim() !== '' && value.length <= longest) return value.trim();
  throw new Refusal('INPUT_INVALID', `${name}: a text of 1 to ${longest} characters.`);
}

function wantList(name, values, pattern) {
  if (Array.isArray(values) && values.length > 0 && values.every((value) => pattern.test(value))) return values;
  throw new Refusal('INPUT_INVALID', `${name}: a list of ids such as ${district}-D000001.`);
}

/** The day in China `months` after `from`, YYYY-MM-DD; the last of its month where that is shorter. */
function addMonths(from, months) {
  const [year, month, day] = beijingDay(from).split('-').map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last))).toISOString().slice(0, 10);
}

/** YYYY-MM-DD. */
export function beijingDay(time) {
  return new Date(time.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}
