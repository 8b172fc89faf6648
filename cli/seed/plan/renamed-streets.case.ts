import { formatDeputyId } from '../../../shared/division/entity-id.ts';
import type { ActOnCase } from '../../../shared/suggestion/act/act-catalogue.ts';
import { cityLifecycle } from '../../../subgraphs/city/suggestion/city-lifecycle.ts';
import { coSigning, type CaseScript, type ScriptStep } from './case-script.ts';
import type { PlannedDeputy } from './planned-deputy.ts';
import { clerkActor, deputyActor, organActor } from './script-actor.ts';
import { seededCity } from './seeded-city.ts';

/** The two whom the newspaper names, in the order of their numbers. It does not say which district elected them. */
export const realDeputies: readonly Omit<PlannedDeputy, 'id'>[] = ['于桂芳', '宋贵森'].map((name) => ({
  name,
  electoralUnitCode: null,
  synthetic: false,
  levels: ['CITY'],
}));

const lead = formatDeputyId(seededCity, 1);
const coSigner = formatDeputyId(seededCity, 2);
const organ = '市民政局';
const draftedAt = beijing('2020-01-06 09:20');
const notReported = '公开报道未载，此处为完整展示办理流程而补记。';

/**
 * 友谊东路: eleven deputies, of whom two are known by name, asked in 2020 that four streets in a row bear one name; the
 * Civil Affairs Bureau renamed them in June. Everything else here fills the gaps and says so.
 */
export const renamedStreetsCase: CaseScript = {
  divisionCode: seededCity,
  synthetic: false,
  draft: {
    title: '关于将大新街、北新街、东北新街、海员街更名为友谊东路的建议',
    content:
      '道外区大新街、北新街、东北新街、海员街首尾相连，却各有其名。建议四条街统一定名为“友谊东路”，' +
      '与友谊路、友谊西路连成一线，便于统一规划和建设，并逐步建成城市景观大道。' +
      '本件由于桂芳、宋贵森等11名代表共同提出；报道只载明两位代表的姓名，因此提出人中仅列这两位。',
    topic: '道路街巷命名',
  },
  draftedAt,
  lead,
  steps: [
    ...coSigning({ lead, divisionCode: seededCity, draftedAt }, [
      { deputyId: coSigner, confirmedAt: beijing('2020-01-07 10:05') },
    ]),
    step('2020-01-08 14:30', 'submit', deputyActor(lead, seededCity)),
    step('2020-01-10 09:10', 'review', clerkActor(cityLifecycle, 'REVIEWER', seededCity)),
    step('2020-01-13 10:40', 'register', clerkActor(cityLifecycle, 'REVIEWER', seededCity)),
    step('2020-03-25 09:30', 'assign', clerkActor(cityLifecycle, 'ASSIGNER', seededCity), {
      organs: [{ organ, role: 'LEAD' }],
    }),
    step('2020-03-26 15:00', 'receive', organActor(organ, seededCity)),
    step('2020-03-30 09:00', 'handle', organActor(organ, seededCity), {
      plan: `会同道外区人民政府核实四条街道的走向与地名登记。（办理方案，${notReported}）`,
      contactedOn: '2020-03-27',
    }),
    step('2020-06-19 16:20', 'draftReply', organActor(organ, seededCity), {
      category: 'A',
      text: `大新街、北新街、东北新街、海员街已于2020年6月正式更名为友谊东路。（更名一事据公开报道；答复原文及日期${notReported}）`,
    }),
    step('2020-06-22 10:15', 'reply', organActor(organ, seededCity), { signedBy: organ }),
    step('2020-06-23 09:40', 'evaluate', deputyActor(lead, seededCity), grades()),
    step('2020-06-24 14:20', 'evaluate', deputyActor(coSigner, seededCity), grades()),
    step('2020-06-29 09:50', 'close', clerkActor(cityLifecycle, 'CLOSER', seededCity), {
      note:
        '时间说明：公开报道可证实的只有两点，即建议提出于2020年、四条街于同年6月更名。' +
        `其余各环节的日期、答复文字、答复类别和代表评价，${notReported}`,
    }),
  ],
};

function grades() {
  return { process: 'SATISFIED', result: 'SATISFIED', comment: `代表的评价等次，${notReported}` };
}

function step(at: string, act: ActOnCase, actor: ScriptStep['actor'], input: unknown = {}): ScriptStep {
  return { at: beijing(at), act, actor, input };
}

function beijing(time: string): Date {
  return new Date(`${time.replace(' ', 'T')}:00+08:00`);
}
