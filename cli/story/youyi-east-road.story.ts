import { formatDeputyId } from '../../shared/division/entity-id.ts';
import type { ActOnCase } from '../../shared/suggestion/act/act-catalogue.ts';
import { realDeputies } from '../seed/plan/renamed-streets.case.ts';
import { seededCity } from '../seed/plan/seeded-city.ts';
import type { Story, StoryActor, StoryStep } from './story.ts';

const unnamed = 9;

/** 于桂芳 and 宋贵森, whom the newspaper names, and the nine whom it counts. */
const signers: readonly StoryActor[] = [
  ...realDeputies.map(({ name }) => name),
  ...Array.from({ length: unnamed }, (_, index) => `代表（报道未具名之${index + 1}）`),
].map((name, index) => ({
  name,
  isMadeUp: index >= realDeputies.length,
  role: 'deputy',
  deputyId: formatDeputyId(seededCity, index + 1),
}));

const [lead, ...coSigners] = signers as [StoryActor, ...StoryActor[]];
const clerk: StoryActor = { name: '市人大常委会代表工作机构', role: 'city-clerk' };
const office: StoryActor = { name: '市人民政府办公厅', role: 'handling-organ', organ: '市人民政府办公厅' };
const bureau: StoryActor = { name: '市民政局', role: 'handling-organ', organ: '市民政局' };
const filledIn = '公开报道未载，此处为完整展示办理流程而补记。';

/**
 * 友谊东路 as a newspaper tells it: in 2020 eleven deputies, 于桂芳 and 宋贵森 first, asked that four streets in a row bear
 * one name; the Civil Affairs Bureau renamed them in June. Days, texts, grades and the way through the government office
 * are filled in, and say so.
 */
export const youyiEastRoad: Story = {
  name: 'youyi-east-road',
  divisionCode: seededCity,
  draftedAt: beijing('2020-01-06 09:20'),
  lead,
  signers,
  draft: {
    title: '关于将大新街、北新街、东北新街、海员街更名为友谊东路的建议（流程重演）',
    content:
      '大新街、北新街、东北新街、海员街四条街道串连。建议更名为“友谊东路”，连接友谊路、友谊西路，使友谊路从东至西融会贯通，' +
      `便于统一规划、统一建设，并打造成城市景观大道。（依公开报道转述；建议原文${filledIn}）`,
    topic: '道路街巷命名',
  },
  steps: [
    step('2020-01-06 09:40', 'invite', lead, () => ({ deputyIds: coSigners.map(({ deputyId }) => deputyId) })),
    ...coSigners.map((coSigner, index) => step(minutesAfter('2020-01-07 09:00', index), 'confirm', coSigner)),
    step('2020-01-08 14:30', 'submit', lead),
    step('2020-01-10 09:10', 'review', clerk),
    step('2020-01-13 10:40', 'register', clerk),
    step('2020-03-25 09:30', 'assign', clerk, () => ({ organs: [{ organ: office.organ, role: 'LEAD' }] })),
    step('2020-03-26 15:00', 'subAssign', office, () => ({ organ: bureau.organ })),
    step('2020-03-27 10:00', 'receive', bureau),
    step('2020-03-30 09:00', 'handle', bureau, (today) => ({
      plan: `核实四条街道的走向与地名登记，按程序报批更名。（办理方案，${filledIn}）`,
      contactedOn: today,
    })),
    step('2020-06-19 16:20', 'draftReply', bureau, () => ({
      category: 'A',
      text: `道外区大新街、北新街、东北新街、海员街已于2020年6月正式更名为友谊东路。（答复原文及日期${filledIn}）`,
    })),
    step('2020-06-22 10:15', 'reply', bureau, () => ({ signedBy: '市民政局负责人' })),
    ...signers.map((signer, index) =>
      step(minutesAfter('2020-06-23 09:00', index), 'evaluate', signer, () => ({
        process: 'SATISFIED',
        result: 'SATISFIED',
        comment: `代表的评价等次，${filledIn}`,
      })),
    ),
    step('2020-06-29 09:50', 'close', clerk),
    step('2020-06-30 10:00', 'publish', clerk, () => ({ isSecrecyChecked: true, isPersonalDataChecked: true })),
  ],
};

function step(at: string | Date, act: ActOnCase, by: StoryActor, input?: StoryStep['input']): StoryStep {
  return { at: typeof at === 'string' ? beijing(at) : at, act, by, ...(input && { input }) };
}

function beijing(time: string): Date {
  return new Date(`${time.replace(' ', 'T')}:00+08:00`);
}

function minutesAfter(time: string, minutes: number): Date {
  return new Date(beijing(time).getTime() + minutes * 60_000);
}
