import { beijingDay } from '../../shared/lifecycle/calendar-day.ts';
import type { ActOnCase } from '../../shared/suggestion/act/act-catalogue.ts';
import { actMutations } from '../../shared/suggestion/act.mutations.ts';
import { createStoryClient, type StoryClient } from './story-client.ts';
import type { Story, StoryActor, StoryStep } from './story.ts';

/** The system in which a story happens. */
export interface StoryStage {
  /** Of the gateway's GraphQL. */
  readonly url: string;
  tokenOf(actor: StoryActor): Promise<string>;
  /** Sets the system's clock where the story brings one; gives the time at which the act happens. */
  moveTo(time: Date): Date;
}

/** An act as the timeline or the live subscription tells it. */
export interface ToldAct {
  readonly act: string;
  readonly from: string | null;
  readonly to: string;
  readonly actorRole: string;
  readonly organ: string | null;
  readonly occurredAt: string;
}

export interface ToldStory {
  readonly id: string;
  readonly caseNumber: string;
  readonly live: readonly ToldAct[];
  /** As everybody reads it, without a token. */
  readonly timeline: readonly ToldAct[];
}

type Print = (line: string) => void;

interface CaseState {
  readonly id: string;
  readonly version: number;
  readonly status: string;
}

const type = 'CitySuggestion';
const told = 'act from to actorRole organ occurredAt';
const liveQuery = `subscription ($after: Cursor, $deputyId: ID) {
  suggestionStatusChanged(after: $after, filter: { deputyId: $deputyId }) { ${told} suggestion { id } }
}`;
const timelineQuery = `query ($id: ID!) {
  suggestion(id: $id) {
    caseNumber title status proposers { deputy { name } } timeline(first: 500) { nodes { ${told} } }
  }
}`;

/**
 * Performs a story act by act through the API, each with its actor's own token, and follows it over the live
 * subscription meanwhile. Prints each act when it has come back live, and the public timeline at the end. Throws where
 * an act is refused, or where timeline and subscription do not tell the same.
 */
export async function tellStory(story: Story, stage: StoryStage, print: Print): Promise<ToldStory> {
  const client = createStoryClient(stage.url);
  try {
    const live = await followLive(client, story, stage);
    let state = await draft(client, story, stage);
    print(`${story.draft.title}\n${state.id}\n`);
    print(lineOf(await live.next(state.id, 'draft'), story.lead));
    for (const step of story.steps) {
      state = await perform(client, { step, state }, stage);
      print(lineOf(await live.next(state.id, step.act), step.by));
    }
    return await conclude(client, { id: state.id, live: live.seen }, print);
  } finally {
    await client.stop();
  }
}

type Live = ToldAct & { readonly suggestion: { readonly id: string } };

/** Seen by the lead deputy, who sees the draft too. What other cases of the deputy bring is passed over. */
async function followLive(client: StoryClient, { lead }: Story, stage: StoryStage) {
  const token = await stage.tokenOf(lead);
  const { suggestionStatusCursor: after } = await client.ask<{ suggestionStatusCursor: string }>(
    '{ suggestionStatusCursor }',
    {},
    token,
  );
  const variables = { after, deputyId: lead.deputyId };
  const results = client.follow<{ suggestionStatusChanged: Live }>(liveQuery, variables, token);
  const seen: ToldAct[] = [];
  return {
    seen: seen as readonly ToldAct[],
    /** The case's next act of that name; a notice of the clock may come before it. */
    async next(id: string, name: string): Promise<ToldAct> {
      for (;;) {
        const result = await soon(results.next(), name);
        if (result.done) throw new Error('The live subscription ended before the story did.');
        const { suggestion, ...act } = result.value.suggestionStatusChanged;
        if (suggestion.id !== id) continue;
        seen.push(act);
        if (act.act === name) return act;
      }
    },
  };
}

/** Milliseconds for which an event may be on its way from its level to the subscriber. */
const patience = 30_000;

async function soon<Value>(arriving: Promise<Value>, name: string): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`"${name}" was done, but the subscription has not told of it for ${patience / 1_000} seconds.`));
    }, patience);
  });
  return Promise.race([arriving, late]).finally(() => clearTimeout(timer));
}

async function draft(client: StoryClient, story: Story, stage: StoryStage): Promise<CaseState> {
  stage.moveTo(story.draftedAt);
  const { result } = await client.ask<{ result: CaseState }>(
    `mutation ($code: DivisionCode!, $input: Draft${type}Input!) {
      result: draft${type}(divisionCode: $code, input: $input) { id version status }
    }`,
    { code: story.divisionCode, input: story.draft },
    await stage.tokenOf(story.lead),
  );
  return result;
}

async function perform(
  client: StoryClient,
  { step, state }: { step: StoryStep; state: CaseState },
  stage: StoryStage,
): Promise<CaseState> {
  const today = beijingDay(stage.moveTo(step.at));
  const input = step.input?.(today);
  const { result } = await client.ask<{ result: CaseState }>(
    mutationFor(step.act, input !== undefined),
    { id: state.id, version: state.version, ...(input && { input }) },
    await stage.tokenOf(step.by),
  );
  return result;
}

function mutationFor(act: ActOnCase, hasInput: boolean): string {
  const { nameOn, input, isInputOptional } = actMutations[act];
  const declared = hasInput && input ? `, $input: ${input.name}${isInputOptional ? '' : '!'}` : '';
  return `mutation ($id: ID!, $version: Int!${declared}) {
    result: ${nameOn(type)}(id: $id, expectedVersion: $version${declared && ', input: $input'}) { id version status }
  }`;
}

interface PublicCase {
  readonly suggestion: {
    readonly caseNumber: string;
    readonly title: string;
    readonly status: string;
    readonly proposers: readonly { readonly deputy: { readonly name: string } | null }[];
    readonly timeline: { readonly nodes: readonly ToldAct[] };
  };
}

async function conclude(
  client: StoryClient,
  { id, live }: { id: string; live: readonly ToldAct[] },
  print: Print,
): Promise<ToldStory> {
  const { suggestion } = await client.ask<PublicCase>(timelineQuery, { id });
  const { caseNumber, status, proposers } = suggestion;
  const timeline = suggestion.timeline.nodes;
  const names = proposers.map(({ deputy }) => deputy?.name ?? '—');
  print(`\n${caseNumber} is ${status}, as everybody reads it. Signed by ${names.length}: ${names.join('、')}`);
  for (const act of timeline) print(lineOf(act));
  const liveActs = JSON.stringify(live);
  if (liveActs !== JSON.stringify(timeline)) {
    throw new Error(`The subscription and the timeline tell two stories: ${liveActs} and ${JSON.stringify(timeline)}`);
  }
  print(`\nThe live subscription brought each of these ${timeline.length} events once, in this order.`);
  return { id, caseNumber, live, timeline };
}

const times = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone: 'Asia/Shanghai' });

/** Such as `2020-06-22 10:15  reply  REPLY_DRAFTED → REPLIED  市民政局`. */
function lineOf({ act, from, to, actorRole, organ, occurredAt }: ToldAct, by?: StoryActor): string {
  const who = by?.name ?? organ ?? actorRole;
  const step = from === null || from === to ? to : `${from} → ${to}`;
  return `${times.format(new Date(occurredAt))}  ${act.padEnd(10)}  ${step.padEnd(28)}  ${who}`;
}
