import type { GraphQLAnswer, Sender, TestLevel } from './level-harness.ts';
import type { TokenClaims } from './tokens.ts';

export const town = '230102101';
export const street = '230102001';
export const district = '230102';
export const homeInTown = '230102101001-H1';

/** A citizen whom nothing may name but the field that is meant to. */
export const citizen = { citizenName: '欧阳震华', citizenPhone: '13812341234', citizenAddress: '友谊东路1号' } as const;

const of = (role: TokenClaims['role'], divisionCode: string): TokenClaims => ({
  role,
  divisionCode,
  subject: `${role}-${divisionCode}`,
});

/** The people around a town's and a street's opinions. */
export const people = {
  keeper: of('station-keeper', town),
  streetKeeper: of('station-keeper', street),
  strangeKeeper: of('station-keeper', '230103001'),
  presidium: of('presidium', town),
  strangePresidium: of('presidium', '230102102'),
  districtClerk: of('district-clerk', district),
  deputy: { ...of('deputy', town), deputyId: '230100-D000001' },
  districtDeputy: { ...of('deputy', district), deputyId: '230100-D000002' },
  cityDeputy: { ...of('deputy', '230100'), deputyId: '230100-D000003' },
  strangeDeputy: { ...of('deputy', '230102102'), deputyId: '230100-D000004' },
  organ: { ...of('handling-organ', town), organ: '镇人民政府' },
} as const satisfies Record<string, TokenClaims>;

export interface OpinionRef {
  readonly id: string;
  readonly version: number;
  readonly status: string;
}

export const opinionMutations = {
  triage: ['triageCitizenOpinion', 'TriageCitizenOpinionInput', { topic: '道路' }],
  answer: ['answerCitizenOpinion', 'AnswerCitizenOpinionInput!', { answer: '路灯已报修。' }],
  redirect: ['redirectCitizenOpinion', 'RedirectCitizenOpinionInput!', { target: 'PETITION', note: '属信访事项' }],
  passToGovernment: ['passCitizenOpinionToGovernment', 'PassCitizenOpinionInput!', { organ: '镇人民政府' }],
  adopt: ['adoptCitizenOpinion', 'AdoptCitizenOpinionInput', {}],
  escalate: ['escalateCitizenOpinion', 'EscalateCitizenOpinionInput!', { reason: '涉及多个村' }],
  giveFeedback: ['giveFeedbackOnCitizenOpinion', 'FeedbackInput!', { feedback: '已办理。' }],
  close: ['closeCitizenOpinion', 'CloseCitizenOpinionInput', {}],
} as const;

export type OpinionActName = keyof typeof opinionMutations;

const usualPeople: Readonly<Record<OpinionActName, TokenClaims>> = {
  triage: people.keeper,
  answer: people.keeper,
  redirect: people.keeper,
  passToGovernment: people.keeper,
  adopt: people.deputy,
  escalate: people.keeper,
  giveFeedback: people.keeper,
  close: people.keeper,
};

/** Sends operations: a level's service, or a gateway. */
export type Send = (
  query: string,
  request: { variables: Record<string, unknown>; as?: Sender },
) => Promise<GraphQLAnswer>;

export const sendTo =
  (level: TestLevel): Send =>
  (query, request) =>
    level.run(query, request);

export function sendOpinion(
  send: Send,
  input: object = {},
  { as = people.keeper, divisionCode = town }: { as?: Sender | null; divisionCode?: string } = {},
): Promise<GraphQLAnswer> {
  return send(
    `mutation ($code: DivisionCode!, $input: RegisterCitizenOpinionInput!) {
      result: registerCitizenOpinion(divisionCode: $code, input: $input) { id version status }
    }`,
    {
      variables: {
        code: divisionCode,
        input: { homeId: homeInTown, title: '村口没有路灯', content: '晚上看不清路。', ...citizen, ...input },
      },
      as: as ?? undefined,
    },
  );
}

export function sendOpinionAct(
  send: Send,
  act: OpinionActName,
  request: { id: string; version: number; input?: object; as?: Sender | null },
): Promise<GraphQLAnswer> {
  const [mutation, type, usualInput] = opinionMutations[act];
  const { id, version, input = usualInput, as = usualPeople[act] } = request;
  return send(
    `mutation ($id: ID!, $version: Int!, $input: ${type}) {
      result: ${mutation}(id: $id, expectedVersion: $version, input: $input) { id version status }
    }`,
    { variables: { id, version, input }, as: as ?? undefined },
  );
}

/** What an act that must succeed gave. */
export function opinionOf(answer: GraphQLAnswer): OpinionRef {
  if (answer.errors.length > 0) throw new Error(`The act failed: ${JSON.stringify(answer.errors)}`);
  return (answer.data as { result: OpinionRef }).result;
}

/** A new opinion, brought through acts that must succeed. */
export async function opinionAfter(send: Send, acts: readonly OpinionActName[], input?: object): Promise<OpinionRef> {
  let item = opinionOf(await sendOpinion(send, input));
  for (const act of acts) item = opinionOf(await sendOpinionAct(send, act, item));
  return item;
}
