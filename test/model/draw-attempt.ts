import type { Random } from '../../cli/seed/text/seeded-random.ts';
import { whose } from './case-table.ts';
import type { CaseModel } from './case-model.ts';
import type { Attempt, ModelCase, ModelInput, Person } from './model-case.ts';
import { plusDays } from './model-days.ts';

const deputies = [1, 2, 3, 4].map((number) => `230100-D00000${number}`);
/** Of the level above; here stands who has a token of this division and the same name. */
const organsAbove = ['上级甲局', '上级乙局'];
const organs = ['甲局', '乙局', '丙局', '政府办公室'];
export const lead = deputies[0]!;

export const people: readonly Person[] = [
  ...deputies.map((deputyId) => ({ role: 'deputy', deputyId })),
  ...organs.map((organ) => ({ role: 'handling-organ', organ })),
  { role: 'clerk' },
  { role: 'system' },
  { role: 'station-keeper' },
  { role: 'third-party-evaluator', organ: '评估机构' },
  { role: 'third-party-evaluator', organ: '另一机构' },
];

const peopleAbove: readonly Person[] = organsAbove.map((organ) => ({ role: 'handling-organ', organ }));

const detours: readonly string[] = 'revise invite dismiss returnToDeputy decline extend'.split(' ');
const rare: readonly string[] =
  'proposeHandUp overturnFromAbove supervise consult inspect classify withdraw notAccept unmerge'.split(' ');

/** Somebody tries something: mostly what the state allows, by somebody who may, and often enough not. */
export function drawAttempt(
  model: CaseModel,
  item: ModelCase,
  { today, random, performed }: { today: string; random: Random; performed: ReadonlySet<string> },
): Attempt {
  const row = [...(model.table.get(item.status)?.keys() ?? [])];
  const all = [...new Set([...model.table.values()].flatMap((entries) => [...entries.keys()]))];
  // What ends a life early, or goes in circles, must not crowd out what moves it on.
  const moving = row.filter((act) => random.chance(detours.includes(act) ? 0.25 : rare.includes(act) ? 0.06 : 1));
  // What no life has had yet goes first, so that a few of them show everything.
  const fresh = row.filter((act) => !performed.has(act));
  const act =
    fresh.length > 0 && random.chance(0.4)
      ? random.pick(fresh)
      : random.pick(moving.length > 0 && random.chance(0.9) ? moving : all);
  const by = random.chance(0.92) ? suitable(act, item, random) : random.pick(people);
  return { act, by, today, input: drawInput(act, { model, item, today, random }), isStale: random.chance(0.03) };
}

function suitable(act: string, item: ModelCase, random: Random): Person {
  const byDeputy = (id: string | undefined): Person => people.find(({ deputyId }) => deputyId === id) ?? people[0]!;
  const byOrgan = (role: RegExp): Person => {
    const here = item.organs.filter((organ) => !organ.isGone && role.test(organ.role)).map(({ name }) => name);
    const chosen = here.length > 0 ? random.pick(here) : organs[0];
    return [...people, ...peopleAbove].find(({ organ }) => organ === chosen)!;
  };
  switch (whose[act]) {
    case 'lead':
      return byDeputy(lead);
    case 'coSigner':
      return byDeputy(random.pick([...item.signers.keys()].slice(1).concat(deputies[3]!)));
    case 'signer':
      return byDeputy(random.pick([...item.signers.keys()]));
    case 'handler':
      return byOrgan(/./);
    case 'leadHandler':
      return byOrgan(/LEAD|SPLIT/);
    case 'coHandler':
      return byOrgan(/CO/);
    case 'evaluator':
      return people.find(({ role }) => role === 'third-party-evaluator')!;
    case 'handsUp':
      return item.status === 'HANDLING' ? byOrgan(/LEAD|SPLIT/) : people.find(({ role }) => role === 'clerk')!;
    case 'above':
    case 'clock':
      return people.find(({ role }) => role === 'system')!;
    default:
      return people.find(({ role }) => role === 'clerk')!;
  }
}

interface InputTerms {
  readonly model: CaseModel;
  readonly item: ModelCase;
  readonly today: string;
  readonly random: Random;
}

function drawInput(act: string, terms: InputTerms): ModelInput {
  const draw = inputs[act];
  return draw ? draw(terms) : {};
}

const words = '文字';
const grades = ['SATISFIED', 'BASICALLY_SATISFIED', 'UNSATISFIED'] as const;

const inputs: Readonly<Record<string, (terms: InputTerms) => ModelInput>> = {
  revise: () => ({ content: words }),
  invite: ({ random }) => ({ deputyIds: random.shuffle(deputies.slice(1)).slice(0, random.int(1, 2)) }),
  dismiss: ({ random }) => ({ deputyId: random.pick(deputies) }),
  returnToDeputy: () => ({ reason: 'UNCLEAR', note: words }),
  notAccept: () => ({ reason: 'NOT_SPECIFIC', note: words }),
  merge: ({ model, item, random }) => {
    const others = [...model.cases.keys()].filter((id) => id !== item.id);
    return { intoId: random.chance(0.9) ? random.pick(others) : item.id };
  },
  unmerge: () => ({ reason: words }),
  classify: () => ({ reason: words }),
  assign: ({ random }) => {
    const [first, second] = random.shuffle(organs) as [string, string];
    const organ = (name: string, role: string) => ({ organ: name, role });
    const mode = random.int(1, 3);
    const asked =
      mode === 1
        ? [organ(first, 'LEAD')]
        : mode === 2
          ? [organ(first, 'LEAD'), organ(second, 'CO')]
          : [organ(first, 'SPLIT'), organ(second, 'SPLIT')];
    return { organs: asked, isComplex: random.chance(0.3) };
  },
  subAssign: ({ random }) => ({ organ: random.pick(organs) }),
  requestReturn: ({ random }) => ({ reason: words, proposedOrgan: random.pick(organs) }),
  decideReturn: ({ random }) => ({
    isAccepted: random.chance(0.6),
    note: words,
    ...(random.chance(0.3) && { organ: random.pick(organs) }),
  }),
  handle: ({ today, random }) => ({ plan: words, contactedOn: plusDays(today, random.int(-5, 1)) }),
  giveOpinion: () => ({ text: words }),
  extend: ({ item, today, random }) => ({ until: plusDays(item.due ?? today, random.int(-5, 120)), reason: words }),
  proposeHandUp: ({ random }) => ({ isNextLevel: random.chance(0.9) }),
  returnFromAbove: ({ random }) => ({ outcome: random.pick(['DECLINED', 'ENDED']), note: words }),
  escalate: () => ({ linkedId: '230100-SG-2031-000999', linkedCaseNumber: '230100-2031-0999' }),
  answerFromAbove: ({ today, random }) => {
    const names = random.shuffle(organsAbove).slice(0, random.int(1, 2));
    const replies = names.map((organ) => {
      const category = random.pick(['A', 'B', 'C', 'D']);
      return {
        organ,
        category,
        text: words,
        promisedOn: category === 'B' ? plusDays(today, 30) : null,
        signedBy: words,
      };
    });
    return { round: 1, isAnew: random.chance(0.5), replies };
  },
  overturnFromAbove: () => ({ verdict: 'NOT_DELIVERED', isAnswerToCome: true }),
  draftReply: ({ today, random }) => {
    const category = random.pick(['A', 'B', 'B', 'C', 'D']);
    const promisedOn = plusDays(today, random.int(-1, 60));
    return { category, text: words, ...(category === 'B' && { promisedOn }) };
  },
  reply: () => ({ signedBy: '王局长' }),
  evaluate: ({ random }) => ({ process: random.pick(grades), result: random.pick(grades) }),
  rehandle: ({ random }) => ({ reason: words, ...(random.chance(0.4) && { objectionOf: random.pick(deputies) }) }),
  close: ({ random }) => (random.chance(0.6) ? { note: words } : {}),
  publish: ({ random }) => ({ isSecrecyChecked: random.chance(0.85), isPersonalDataChecked: true }),
  withdraw: () => ({ reason: words }),
  supervise: ({ random }) => ({ leader: random.pick(['张主任', '李主任']) }),
  consult: ({ today, random }) => meeting(today, random),
  inspect: ({ today, random }) => meeting(today, random),
  startThirdParty: ({ random }) => ({
    criterion: random.pick(['DEPUTY_NOT_SATISFIED', 'LIVELIHOOD_FOCUS', 'BROAD_IMPACT']),
    evaluator: random.pick(['评估机构', '评估机构', '甲局']),
  }),
  reportThirdParty: () => ({ report: words }),
  decideThirdParty: ({ random }) => {
    const verdict = random.pick(['VERIFIED', 'NOT_DELIVERED', 'FALSE_SATISFACTION']);
    return { verdict, evidence: words, ...(random.chance(0.6) && { leader: '赵主任' }) };
  },
};

function meeting(today: string, random: Random): ModelInput {
  return { heldOn: plusDays(today, random.int(-3, 1)), participants: [words], outcome: words };
}
