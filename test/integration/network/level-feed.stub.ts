import { createHash } from 'node:crypto';
import { EventEmitter, on } from 'node:events';
import { buildSchema, GraphQLError } from 'graphql';
import type { MaybeActor } from '../../../shared/auth/actor.ts';
import { createTokenVerifier } from '../../../shared/auth/token-verifier.ts';
import type { CaseLevel } from '../../../shared/lifecycle/congress-level.ts';
import { addDays } from '../../../shared/lifecycle/calendar-day.ts';
import type { SuggestionStatus } from '../../../shared/lifecycle/suggestion-status.ts';
import { closable } from '../../../shared/subgraph/closable.ts';
import { startSubgraph, type RunningService } from '../../../shared/subgraph/start-subgraph.ts';
import type { CaseFacts } from '../../../shared/suggestion/case-facts.ts';
import { createLogger } from '../../../shared/telemetry/logger.ts';
import type { TestKeys } from '../../support/tokens.ts';

interface StubEvent {
  readonly sequence: number;
  readonly hash: string;
  readonly act: string;
  readonly from: SuggestionStatus | null;
  readonly to: SuggestionStatus;
  readonly actorRole: string;
  readonly organ: string | null;
  readonly occurredAt: string;
  readonly divisionCode: string;
  readonly suggestionId: string;
  readonly payload: Record<string, unknown>;
}

export interface StubAct {
  readonly act: string;
  readonly to: SuggestionStatus;
  readonly facts?: Partial<CaseFacts>;
  readonly role?: string;
  readonly organ?: string;
  readonly at?: string;
  /** Where the act changes who signs. */
  readonly signers?: readonly string[];
}

const freshFacts: CaseFacts = {
  version: 1,
  round: 1,
  answerFrom: 1,
  topic: null,
  originId: null,
  submittedAt: null,
  dueOn: null,
  dueSoonOn: null,
  stepDueOn: null,
  keySupervision: false,
  keyLeader: null,
  mergedIntoId: null,
  escalatedFromId: null,
  escalatedToId: null,
  overturned: 0,
  synthetic: false,
  organs: [],
  category: null,
  process: {},
  result: {},
};

const typeDefs = (name: string): string => `
  scalar Cursor
  scalar Json
  type Query { ${name}SuggestionLogPosition: Int! ${name}SuggestionLogStart: Int! }
  type Subscription { ${name}SuggestionEvents(after: Cursor): Event! }
  type Event {
    sequence: Int! cursor: Cursor! act: String! from: String to: String! actorRole: String! organ: String
    occurredAt: String! divisionCode: String! suggestionId: ID! payload: Json! hash: String!
  }`;

/**
 * A level as its feed shows it, over a real server on a free port: a log in memory with hash-chained events, that can be
 * stopped, started again on its port, replaced by another log, or made to misbehave.
 */
export class LevelFeedStub implements AsyncDisposable {
  readonly level: CaseLevel;
  /** Sequences after which connections to the feed have begun, in their order. */
  readonly begunAfter: number[] = [];
  /** Sequences that are left out, each once. */
  readonly leftOut = new Set<number>();
  private readonly keys: TestKeys;
  private readonly news = new EventEmitter().setMaxListeners(0);
  private events: StubEvent[] = [];
  private cases = new Map<string, { status: SuggestionStatus; facts: CaseFacts; divisionCode: string }>();
  private logName = 'log-1';
  private service: RunningService | undefined;
  private port = 0;
  private stopping = new AbortController();
  private minutes = 0;

  constructor(level: CaseLevel, keys: TestKeys) {
    this.level = level;
    this.keys = keys;
  }

  get url(): string {
    return `ws://127.0.0.1:${this.port}/graphql`;
  }

  get position(): number {
    return this.events.length;
  }

  async start(): Promise<void> {
    this.stopping = new AbortController();
    const name = this.level.toLowerCase();
    const schema = buildSchema(typeDefs(name));
    const position = schema.getQueryType()!.getFields()[`${name}SuggestionLogPosition`]!;
    position.resolve = () => this.position;
    const start = schema.getQueryType()!.getFields()[`${name}SuggestionLogStart`]!;
    start.resolve = () => 1;
    const feed = schema.getSubscriptionType()!.getFields()[`${name}SuggestionEvents`]!;
    feed.subscribe = (_root, { after }: { after?: string }, { actor }: { actor: MaybeActor }) =>
      this.follow(after, actor);
    feed.resolve = (event) => event as unknown;
    this.service = await startSubgraph({
      name,
      host: '127.0.0.1',
      port: this.port,
      schema,
      logger: createLogger(name, 'silent'),
      verifyToken: createTokenVerifier(this.keys.files.jwksFile),
      createContext: (actor) => ({ actor }),
      isReady: () => Promise.resolve(true),
    });
    this.port = this.service.port;
  }

  /** The port stays its own: the next start takes it again. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.service?.stop();
    this.service = undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  /** Another database in the place of this one: an empty log with another name. */
  replaceLog(): void {
    this.logName = `${this.logName}x`;
    this.events = [];
    this.cases = new Map();
  }

  draft(id: string, signers: readonly string[], facts: Partial<CaseFacts> & { at?: string } = {}): void {
    const { at, ...rest } = facts;
    const divisionCode = id.slice(0, id.indexOf('-'));
    this.cases.set(id, { status: 'DRAFT', facts: { ...freshFacts, ...rest }, divisionCode });
    this.append(id, null, {
      act: 'draft',
      role: 'DEPUTY',
      ...(at && { at }),
      payload: { leadDeputyId: signers[0], deputyIds: signers },
    });
  }

  act(id: string, { act, to, facts, signers, ...rest }: StubAct): void {
    const item = this.cases.get(id)!;
    const from = item.status;
    item.status = to;
    const dueSoonOn = facts?.dueOn ? addDays(facts.dueOn, -15) : item.facts.dueSoonOn;
    item.facts = { ...item.facts, dueSoonOn, ...facts, version: item.facts.version + 1 };
    const payload = signers ? { leadDeputyId: signers[0], deputyIds: signers } : {};
    this.append(id, from, { act, ...rest, payload });
  }

  /** An event that no version of network can apply. */
  appendMalformed(): void {
    const id = [...this.cases.keys()][0]!;
    this.append(id, null, { act: 'draft', payload: {} });
    this.events[this.events.length - 1] = { ...this.events.at(-1)!, payload: { facts: null } };
  }

  dropLast(): void {
    this.events.pop();
  }

  private append(
    id: string,
    from: SuggestionStatus | null,
    rest: { act: string; role?: string; organ?: string; at?: string; payload: Record<string, unknown> },
  ): void {
    const item = this.cases.get(id)!;
    this.minutes += 1;
    const event = {
      sequence: this.events.length + 1,
      act: rest.act,
      from,
      to: item.status,
      actorRole: rest.role ?? 'CITY_CLERK',
      organ: rest.organ ?? null,
      occurredAt: rest.at ?? new Date(Date.UTC(2026, 0, 1, 0, this.minutes)).toISOString(),
      divisionCode: item.divisionCode,
      suggestionId: id,
      payload: { ...rest.payload, facts: item.facts },
    };
    const previous = this.events.at(-1)?.hash ?? this.logName;
    const hash = createHash('sha256').update(previous).update(JSON.stringify(event)).digest('hex');
    this.events.push({ ...event, hash });
    this.news.emit('event');
  }

  private follow(after: string | undefined, actor: MaybeActor): AsyncGenerator<object, void, undefined> {
    if (actor?.role !== 'system') throw refusal('FORBIDDEN_ROLE', 'Only a service of the installation reads here.');
    const [logName, sequence = '0'] = after?.split(':') ?? [this.logName];
    if (logName !== this.logName || Number(sequence) > this.position) {
      throw refusal('CURSOR_EXPIRED', 'This log does not go on from there.');
    }
    this.begunAfter.push(Number(sequence));
    return closable((signal) => this.generate(Number(sequence), signal), this.stopping.signal);
  }

  private async *generate(after: number, signal: AbortSignal): AsyncGenerator<object, void, undefined> {
    let sequence = after;
    const isOver = (): boolean => signal.aborted;
    while (!isOver()) {
      const news = on(this.news, 'event', { signal });
      try {
        while (sequence < this.position) {
          const event = this.events[sequence]!;
          sequence += 1;
          if (this.leftOut.delete(event.sequence)) continue;
          yield { ...event, cursor: `${this.logName}:${event.sequence}` };
        }
        await news.next();
      } catch (error) {
        if (!isOver()) throw error;
      } finally {
        await news.return?.();
      }
    }
  }
}

function refusal(code: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}
