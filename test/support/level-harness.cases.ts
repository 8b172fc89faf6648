import type { SuggestionStatus } from '../../shared/lifecycle/suggestion-status.ts';
import type { Act } from '../../shared/lifecycle/transition.ts';
import { actMutations } from '../../shared/suggestion/act.mutations.ts';
import type { ActOnCase } from '../../shared/suggestion/act/act-catalogue.ts';
import { ProposerEntity } from '../../shared/suggestion/suggestion.entity.ts';
import type { GraphQLAnswer, LevelProfile, Sender, TestLevel } from './level-harness.ts';
import type { TokenClaims } from './tokens.ts';

/** A case as a test holds it: enough to perform the next act. */
export interface CaseRef {
  readonly id: string;
  readonly version: number;
  readonly status: SuggestionStatus;
}

export type { ActOnCase };

export const leadOrgan = '市住房和城乡建设局';
export const coOrgan = '市交通运输局';
export const office = '市人民政府办公厅';
export const evaluator = '示例评估机构';

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
    office: organ(office),
    evaluator: { role: 'third-party-evaluator', divisionCode, organ: evaluator } satisfies TokenClaims,
    system: { role: 'system', divisionCode } satisfies TokenClaims,
  };
}

/** What each act takes beside id and version, in its usual form. */
export const usualInputs: Readonly<Partial<Record<ActOnCase, object>>> = {
  revise: { content: '路面破损，雨天积水。' },
  invite: { deputyIds: ['230100-D000002'] },
  dismiss: { deputyId: '230100-D000002' },
  returnToDeputy: { reason: 'UNCLEAR', note: '请写明路段' },
  notAccept: { reason: 'NOT_SPECIFIC', note: '内容不具体' },
  merge: { intoId: '230100-SG-2000-000001' },
  unmerge: { reason: '另行办理' },
  classify: { reason: '涉密' },
  assign: { organs: [{ organ: leadOrgan, role: 'LEAD' }] },
  subAssign: { organ: leadOrgan },
  requestReturn: { reason: '职责已划转', proposedOrgan: '市水务局' },
  decideReturn: { isAccepted: true, note: '情况属实' },
  handle: { plan: '先踏查，再答复。', contactedOn: '2020-01-06' },
  giveOpinion: { text: '同意主办单位意见。' },
  extend: { until: '2027-04-30', reason: '施工期长' },
  proposeHandUp: { reason: '超出本级权限' },
  draftReply: { category: 'A', text: '已解决。' },
  reply: { signedBy: '王局长' },
  evaluate: { process: 'SATISFIED', result: 'SATISFIED' },
  rehandle: { reason: '领衔代表不满意' },
  close: {},
  publish: { isSecrecyChecked: true, isPersonalDataChecked: true },
  withdraw: { reason: '情况已变化' },
  supervise: { leader: '张副主任' },
  consult: { heldOn: '2020-01-06', participants: ['市人大常委会', '市政府'], outcome: '列入年度计划' },
  inspect: { heldOn: '2020-01-06', topic: '老旧小区电梯', participants: ['代表小组'], outcome: '已开工' },
  startThirdParty: { criterion: 'BROAD_IMPACT', evaluator },
  reportThirdParty: { report: '现场核实属实。' },
  decideThirdParty: { verdict: 'VERIFIED' },
};

function isAskedFor(act: Act): act is ActOnCase {
  return act in actMutations;
}

export function mutationOf(act: Act, { type }: LevelProfile): string {
  return isAskedFor(act) ? actMutations[act].nameOn(type) : `${act}${type}`;
}

/** The declaration of an act's input in a mutation's variables; undefined where it takes none. */
export function inputTypeOf(act: ActOnCase): string | undefined {
  const { input, isInputOptional } = actMutations[act];
  return input && `${input.name}${isInputOptional ? '' : '!'}`;
}

type Person = keyof ReturnType<typeof peopleOf>;

const actors: Readonly<Record<Act, Person>> = {
  draft: 'deputy',
  revise: 'deputy',
  invite: 'deputy',
  confirm: 'coSigner',
  decline: 'coSigner',
  dismiss: 'deputy',
  submit: 'deputy',
  review: 'clerk',
  returnToDeputy: 'clerk',
  notAccept: 'clerk',
  merge: 'clerk',
  unmerge: 'clerk',
  classify: 'clerk',
  register: 'clerk',
  assign: 'clerk',
  subAssign: 'office',
  receive: 'organ',
  requestReturn: 'organ',
  decideReturn: 'clerk',
  handle: 'organ',
  giveOpinion: 'coOrgan',
  extend: 'clerk',
  proposeHandUp: 'clerk',
  escalate: 'system',
  returnFromAbove: 'system',
  acceptHandUp: 'clerk',
  adoptHandUp: 'deputy',
  answerFromAbove: 'system',
  overturnFromAbove: 'system',
  evaluateFromBelow: 'system',
  draftReply: 'organ',
  reply: 'organ',
  replyMerged: 'organ',
  evaluate: 'deputy',
  recordSilence: 'system',
  rehandle: 'clerk',
  track: 'clerk',
  close: 'clerk',
  publish: 'clerk',
  withdraw: 'deputy',
  supervise: 'clerk',
  consult: 'clerk',
  inspect: 'clerk',
  startThirdParty: 'clerk',
  reportThirdParty: 'evaluator',
  decideThirdParty: 'clerk',
};

/** Who usually does an act. */
export function usualActor(act: Act, profile: LevelProfile): TokenClaims {
  return peopleOf(profile)[actors[act]];
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
  const inputType = inputTypeOf(act);
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

/** An act, with another input than the usual one. */
type Step = ActOnCase | readonly [ActOnCase, object];

const toRegistered: readonly Step[] = ['submit', 'review', 'register'];
const toReceived: readonly Step[] = [...toRegistered, 'assign', 'receive'];
const toReplied: readonly Step[] = [...toReceived, 'handle', 'draftReply', 'reply'];
const promise = ['draftReply', { category: 'B', text: '明年修。', promisedOn: '2099-12-31' }] as const;

/** Two states come of another level's news: no acts of this level lead there. */
const wayTo: Readonly<Record<Exclude<SuggestionStatus, 'ESCALATED' | 'ANSWERED_FROM_ABOVE'>, readonly Step[]>> = {
  DRAFT: [],
  COSIGNING: ['invite'],
  SUBMITTED: ['submit'],
  WITHDRAWN: ['submit', 'withdraw'],
  REVIEWING: ['submit', 'review'],
  RETURNED_TO_DEPUTY: ['submit', 'review', 'returnToDeputy'],
  NOT_ACCEPTED: ['submit', 'review', 'notAccept'],
  MERGED: ['submit', 'review', 'merge'],
  REGISTERED: toRegistered,
  ASSIGNED: [...toRegistered, 'assign'],
  SUB_ASSIGNED: [...toRegistered, ['assign', { organs: [{ organ: office, role: 'LEAD' }] }], 'subAssign'],
  RECEIVED: toReceived,
  RETURN_REQUESTED: [...toReceived, 'requestReturn'],
  REASSIGNED: [...toReceived, 'requestReturn', 'decideReturn'],
  HANDLING: [...toReceived, 'handle'],
  ESCALATION_PROPOSED: [...toReceived, 'handle', 'proposeHandUp'],
  REPLY_DRAFTED: [...toReceived, 'handle', 'draftReply'],
  REPLIED: toReplied,
  EVALUATED: [...toReplied, 'evaluate'],
  REHANDLING: [...toReplied, ['evaluate', { process: 'SATISFIED', result: 'UNSATISFIED' }], 'rehandle'],
  TRACKING: [...toReceived, 'handle', promise, 'reply', 'evaluate', 'track'],
  CLOSED: [...toReplied, 'evaluate', 'close'],
  UNDER_EVALUATION: [...toReplied, 'evaluate', 'close', 'startThirdParty'],
  PUBLISHED: [...toReplied, 'evaluate', 'close', 'publish'],
};

/** A new case brought to a state by its usual acts, some with another input than the usual one. */
export async function caseIn(
  level: TestLevel,
  status: SuggestionStatus,
  inputs: Partial<Record<ActOnCase, object>> = {},
): Promise<CaseRef> {
  // Another case of the same matter, into which this one is merged.
  const main = status === 'MERGED' && !inputs.merge ? await caseIn(level, 'REGISTERED') : undefined;
  let item = await draft(level);
  for (const step of wayTo[status as keyof typeof wayTo]) {
    const [name, own] = typeof step === 'string' ? [step] : step;
    const input = inputs[name] ?? own ?? (name === 'merge' && main ? { intoId: main.id } : undefined);
    item = await act(level, name, { ...item, ...(input && { input }) });
  }
  return item;
}

/** Adds a second signer to a draft as it stands in the database, signed or not. */
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
