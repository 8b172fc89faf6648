import {
  inputTypeOf,
  mutationOf,
  usualActor,
  usualInputs,
  type ActOnCase,
  type CaseRef,
} from './level-harness.cases.ts';
import { profiles, type GraphQLAnswer, type LevelName, type Sender } from './level-harness.ts';
import type { Engine } from './whole-graph.ts';
import type { WsClient } from './ws-client.ts';

/** Sends operations somewhere: to the gateway of a graph in this process, or to one of another process. */
export type SendOperation = (
  query: string,
  request: { variables: Record<string, unknown>; as: Sender; engine?: Engine | undefined },
) => Promise<GraphQLAnswer>;

export interface GraphAct {
  readonly id: string;
  readonly version: number;
  /** The act's usual input where it is left out. */
  readonly input?: object;
  /** The act's usual actor where it is left out; null for nobody. */
  readonly as?: Sender | null;
  readonly engine?: Engine | undefined;
}

/** Sends a level's mutation through a gateway and gives the whole answer, good or bad; `data.result` is the case then. */
export function sendGraphAct(
  send: SendOperation,
  { level, act }: { level: LevelName; act: ActOnCase },
  { id, version, input = usualInputs[act], as = usualActor(act, profiles[level]), engine }: GraphAct,
): Promise<GraphQLAnswer> {
  const type = inputTypeOf(act);
  const query = `mutation ($id: ID!, $version: Int!${type ? `, $input: ${type}` : ''}) {
    result: ${mutationOf(act, profiles[level])}(id: $id, expectedVersion: $version${type ? ', input: $input' : ''}) { id version status }
  }`;
  return send(query, { variables: { id, version, ...(type && { input }) }, as: as ?? undefined, engine });
}

export interface GraphDraft {
  readonly title?: string;
  readonly content?: string;
  readonly topic?: string;
  readonly stationId?: string;
  readonly divisionCode?: string;
  /** The level's first deputy where it is left out; null for nobody. */
  readonly as?: Sender | null;
  readonly engine?: Engine | undefined;
}

/** Sends a level's draft mutation through a gateway and gives the whole answer. */
export function sendGraphDraft(send: SendOperation, level: LevelName, draft: GraphDraft = {}): Promise<GraphQLAnswer> {
  const profile = profiles[level];
  const { divisionCode = profile.divisionCode, as = usualActor('draft', profile), engine, ...input } = draft;
  return send(
    `mutation ($code: DivisionCode!, $input: Draft${profile.type}Input!) {
      result: draft${profile.type}(divisionCode: $code, input: $input) { id version status }
    }`,
    {
      variables: { code: divisionCode, input: { title: '关于修路的建议', content: '路面破损。', ...input } },
      as: as ?? undefined,
      engine,
    },
  );
}

/** The case that an act which must succeed gave. */
export function caseOf(answer: GraphQLAnswer): CaseRef {
  if (answer.errors.length > 0) throw new Error(`The act failed: ${JSON.stringify(answer.errors)}`);
  return (answer.data as { result: CaseRef }).result;
}

/** All codes of an answer's errors. */
export function codesOf({ errors }: GraphQLAnswer): unknown[] {
  return errors.map(({ extensions }) => extensions['code']);
}

/** A new case, brought through acts that must succeed. */
export async function playGraphActs(
  send: SendOperation,
  level: LevelName,
  acts: readonly ActOnCase[],
  draft: GraphDraft = {},
): Promise<CaseRef> {
  let item = caseOf(await sendGraphDraft(send, level, draft));
  for (const act of acts) item = caseOf(await sendGraphAct(send, { level, act }, item));
  return item;
}

/** The acts of a case that is answered to everybody's satisfaction. */
export const wholeLife: readonly ActOnCase[] = [
  'submit',
  'review',
  'register',
  'assign',
  'receive',
  'handle',
  'draftReply',
  'reply',
  'evaluate',
  'close',
];

export const systemSender: Sender = { role: 'system', divisionCode: '230100' };

/** A graph of this process, or one of other processes. */
export interface LiveGraph {
  query: SendOperation;
  connect(request: { as: Sender }): Promise<WsClient>;
}

/** A cursor of `suggestionStatusChanged` from which all that is done afterwards is seen. */
export async function takeLiveCursor({ query }: Pick<LiveGraph, 'query'>): Promise<string> {
  const { data, errors } = await query('{ suggestionStatusCursor }', { variables: {}, as: undefined });
  if (errors.length > 0) throw new Error(`There is no cursor: ${JSON.stringify(errors)}`);
  return (data as { suggestionStatusCursor: string }).suggestionStatusCursor;
}
