import type { SuggestionStatus } from '../../shared/lifecycle/suggestion-status.ts';
import type { Act } from '../../shared/lifecycle/transition.ts';
import { ProposerEntity } from '../../shared/suggestion/suggestion.entity.ts';
import type { GraphQLAnswer, LevelProfile, Sender, TestLevel } from './level-harness.ts';
import type { TokenClaims } from './tokens.ts';

/** A case as a test holds it: enough to perform the next act. */
export interface CaseRef {
  readonly id: string;
  readonly version: number;
  readonly status: SuggestionStatus;
}

export type ActOnCase = Exclude<Act, 'draft'>;

export const leadOrgan = '市住房和城乡建设局';
export const coOrgan = '市交通运输局';

/** The people of a level's cases: two deputies, the clerk (or presidium) and two organs. */
export function peopleOf({ divisionCode, clerk }: LevelProfile) {
  const deputy = (number: number): TokenClaims => ({
    role: 'deputy',
    divisionCode,
    deputyId: `230100-D${String(number).padStart(6, '0')}`,
  });
  const organ = (name: string): TokenClaims => ({ role: 'handling-organ', divisionCode, organ: name });
  return {
    deputy: deputy(1),
    coSigner: deputy(2),
    stranger: deputy(3),
    clerk: { role: clerk, divisionCode } satisfies TokenClaims,
    organ: organ(leadOrgan),
    coOrgan: organ(coOrgan),
    strangeOrgan: organ('市水务局'),
    system: { role: 'system', divisionCode } satisfies TokenClaims,
  };
}

/** What each act takes beside id and version, in its usual form. */
export const usualInputs: Readonly<Partial<Record<ActOnCase, object>>> = {
  notAccept: { reason: 'NOT_SPECIFIC', note: '内容不具体' },
  assign: { organs: [{ organ: leadOrgan, role: 'LEAD' }] },
  reply: { category: 'A', text: '已解决。', signedBy: '王局长' },
  evaluate: { process: 'SATISFIED', result: 'SATISFIED' },
  close: {},
  withdraw: { reason: '情况已变化' },
};

const inputTypes: Readonly<Partial<Record<ActOnCase, string>>> = {
  notAccept: 'RefusalInput!',
  assign: 'AssignmentInput!',
  reply: 'ReplyInput!',
  evaluate: 'EvaluationInput!',
  close: 'ClosingInput',
  withdraw: 'WithdrawalInput!',
};

export function mutationOf(act: Act, { type }: LevelProfile): string {
  return `${act === 'reply' ? 'replyTo' : act}${type}`;
}

/** Who usually does an act. */
export function usualActor(act: Act, profile: LevelProfile): TokenClaims {
  const people = peopleOf(profile);
  if (act === 'receive' || act === 'handle' || act === 'reply') return people.organ;
  return act === 'draft' || act === 'submit' || act === 'withdraw' || act === 'evaluate' ? people.deputy : people.clerk;
}

export interface ActRequest {
  readonly id: string;
  readonly version: number;
  /** The act's usual input where it is left out. */
  readonly input?: object;
  /** The act's usual actor where it is left out; null for nobody. */
  readonly as?: Sender | null;
}

/** Sends an act's mutation and gives the whole answer, good or bad. */
export async function sendAct(level: TestLevel, act: ActOnCase, request: ActRequest): Promise<GraphQLAnswer> {
  const { profile } = level;
  const { id, version, input = usualInputs[act], as = usualActor(act, profile) } = request;
  const inputType = inputTypes[act];
  const query = `mutation ($id: ID!, $version: Int!${inputType ? `, $input: ${inputType}` : ''}) {
    result: ${mutationOf(act, profile)}(id: $id, expectedVersion: $version${inputType ? ', input: $input' : ''}) { id version status }
  }`;
  return level.run(query, { variables: { id, version, ...(inputType && { input }) }, as: as ?? undefined });
}

export async function sendDraft(
  level: TestLevel,
  input: object = {},
  request: { as?: Sender | null; divisionCode?: string } = {},
): Promise<GraphQLAnswer> {
  const { profile } = level;
  const { divisionCode = profile.divisionCode, as = usualActor('draft', profile) } = request;
  return level.run(
    `mutation ($code: DivisionCode!, $input: Draft${profile.type}Input!) {
      result: draft${profile.type}(divisionCode: $code, input: $input) { id version status }
    }`,
    {
      variables: { code: divisionCode, input: { title: '关于修路的建议', content: '路面破损。', ...input } },
      as: as ?? undefined,
    },
  );
}

/** Performs an act that must succeed. */
export async function act(level: TestLevel, name: ActOnCase, request: ActRequest): Promise<CaseRef> {
  return resultOf(await sendAct(level, name, request));
}

/** Makes a draft that must succeed. */
export async function draft(level: TestLevel, input?: object): Promise<CaseRef> {
  return resultOf(await sendDraft(level, input));
}

function resultOf(answer: GraphQLAnswer): CaseRef {
  if (answer.errors.length > 0) throw new Error(`The act failed: ${JSON.stringify(answer.errors)}`);
  return (answer.data as { result: CaseRef }).result;
}

const wayTo: Readonly<Record<SuggestionStatus, readonly ActOnCase[]>> = {
  DRAFT: [],
  SUBMITTED: ['submit'],
  WITHDRAWN: ['submit', 'withdraw'],
  REVIEWING: ['submit', 'review'],
  NOT_ACCEPTED: ['submit', 'review', 'notAccept'],
  REGISTERED: ['submit', 'review', 'register'],
  ASSIGNED: ['submit', 'review', 'register', 'assign'],
  RECEIVED: ['submit', 'review', 'register', 'assign', 'receive'],
  HANDLING: ['submit', 'review', 'register', 'assign', 'receive', 'handle'],
  REPLIED: ['submit', 'review', 'register', 'assign', 'receive', 'handle', 'reply'],
  EVALUATED: ['submit', 'review', 'register', 'assign', 'receive', 'handle', 'reply', 'evaluate'],
  CLOSED: ['submit', 'review', 'register', 'assign', 'receive', 'handle', 'reply', 'evaluate', 'close'],
};

/** A new case brought to a state by its usual acts, some with another input than the usual one. */
export async function caseIn(
  level: TestLevel,
  status: SuggestionStatus,
  inputs: Partial<Record<ActOnCase, object>> = {},
): Promise<CaseRef> {
  let item = await draft(level);
  for (const name of wayTo[status]) {
    const input = inputs[name];
    item = await act(level, name, { ...item, ...(input && { input }) });
  }
  return item;
}

/** Adds a second signer to a draft: co-signing (附议) has no act of its own yet. */
export async function addCoSigner(level: TestLevel, id: string, confirmedAt: string | null): Promise<void> {
  const { coSigner } = peopleOf(level.profile);
  const row = { suggestionId: id, deputyId: coSigner.deputyId ?? '', position: 2, isLead: false, confirmedAt };
  await level.service.database.fork().insertMany(ProposerEntity, [row]);
}

/** Reads fields of a case as the gateway does: by its key. Null where the sender may not see it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- JSON of any shape
export async function readCase(level: TestLevel, id: string, fields: string, as?: Sender): Promise<any> {
  const { type } = level.profile;
  const answer = await level.run(
    `query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on ${type} { ${fields} } } }`,
    { variables: { keys: [{ __typename: type, id }] }, as },
  );
  if (answer.errors.length > 0) throw new Error(`The read failed: ${JSON.stringify(answer.errors)}`);
  return (answer.data as { _entities: unknown[] })._entities[0];
}

/** The code of an answer's only error; undefined where it has none. */
export function codeOf({ errors }: GraphQLAnswer): unknown {
  if (errors.length > 1) throw new Error(`One error was expected: ${JSON.stringify(errors)}`);
  return errors[0]?.extensions['code'];
}
