import type { Random } from '../../cli/seed/text/seeded-random.ts';
import { addDays, addMonths, beijingDay } from '../../shared/lifecycle/calendar-day.ts';
import { finalStatuses, isOneOf, type SuggestionStatus } from '../../shared/lifecycle/suggestion-status.ts';
import { createLifecycle, type Lifecycle } from '../../shared/lifecycle/lifecycle.ts';
import type { Act } from '../../shared/lifecycle/transition.ts';
import { cityLifecycleSpec } from '../../subgraphs/city/suggestion/city-lifecycle.ts';
import { districtLifecycleSpec } from '../../subgraphs/district/suggestion/district-lifecycle.ts';
import { townshipLifecycleSpec } from '../../subgraphs/township/suggestion/township-lifecycle.ts';
import {
  coOrgan,
  leadOrgan,
  office,
  peopleOf,
  usualActor,
  usualInputs,
  type ActOnCase,
} from './level-harness.cases.ts';
import { profiles, type LevelName } from './level-harness.ts';
import type { TokenClaims } from './tokens.ts';

/** A case as the crowd knows it, which may be behind the times. */
export interface CrowdCase {
  readonly level: LevelName;
  readonly id: string;
  version: number;
  status: SuggestionStatus;
}

export interface CrowdAct {
  readonly act: ActOnCase;
  readonly as: TokenClaims;
  readonly input?: object;
}

const lifecycles: Readonly<Record<LevelName, Lifecycle>> = {
  city: createLifecycle(cityLifecycleSpec),
  district: createLifecycle(districtLifecycleSpec),
  township: createLifecycle(townshipLifecycleSpec),
};

/** What ends a life early, or goes in circles, must not crowd out what moves it on. */
const seldom: ReadonlySet<Act> = new Set([
  ...(['withdraw', 'notAccept', 'decline', 'classify', 'returnToDeputy', 'merge', 'unmerge'] as const),
  ...(['supervise', 'consult', 'inspect', 'dismiss', 'revise', 'invite', 'extend'] as const),
]);

export function isOver({ status }: CrowdCase): boolean {
  return isOneOf(finalStatuses, status);
}

/** Something that the case's state, as it is known, allows; mostly by somebody who may. Undefined where nothing is. */
export function drawCrowdAct(item: CrowdCase, others: readonly CrowdCase[], random: Random): CrowdAct | undefined {
  const legal = lifecycles[item.level].legalActs(item.status).filter((act) => act !== 'recordSilence');
  const likely = legal.filter((act) => !seldom.has(act) || random.chance(0.08));
  const act = random.pick(likely.length > 0 ? likely : [...legal, undefined]) as ActOnCase | undefined;
  if (act === undefined) return undefined;
  const input = drawInput(act, { item, others, random });
  return { act, as: drawActor(act, item.level, random), ...(input && { input }) };
}

/** An organ or a signer has several faces: which of them it is only the case knows. */
function drawActor(act: ActOnCase, level: LevelName, random: Random): TokenClaims {
  const usual = usualActor(act, profiles[level]);
  const { organ, coOrgan: co, strangeOrgan, office: ownOffice, deputy, coSigner } = peopleOf(profiles[level]);
  if (act === 'evaluate') return random.pick([deputy, coSigner]);
  if (usual.role !== 'handling-organ' || random.chance(0.6)) return usual;
  return random.pick([organ, co, strangeOrgan, ownOffice]);
}

interface InputTerms {
  readonly item: CrowdCase;
  readonly others: readonly CrowdCase[];
  readonly random: Random;
}

function drawInput(act: ActOnCase, { item, others, random }: InputTerms): object | undefined {
  const today = beijingDay(new Date());
  switch (act) {
    case 'merge':
      return { intoId: random.pick(others.filter(({ level }) => level === item.level)).id };
    case 'assign':
      return { organs: random.pick(assignments) };
    case 'requestReturn':
      return { reason: '职责已划转', proposedOrgan: random.pick([leadOrgan, coOrgan, '市水务局']) };
    case 'decideReturn':
      return { isAccepted: random.chance(0.5), note: '情况属实' };
    case 'extend':
      return { until: addMonths(today, 5), reason: '施工期长' };
    case 'draftReply': {
      const category = random.pick(['A', 'A', 'B', 'C', 'D']);
      return { category, text: '已研究。', ...(category === 'B' && { promisedOn: addDays(today, 60) }) };
    }
    case 'evaluate': {
      const grade = random.pick(['SATISFIED', 'SATISFIED', 'BASICALLY_SATISFIED', 'UNSATISFIED']);
      return { process: grade, result: grade };
    }
    case 'close':
      return { note: '已说明理由' };
    case 'decideThirdParty':
      return random.chance(0.5)
        ? usualInputs[act]
        : { verdict: 'NOT_DELIVERED', evidence: '现场未见', leader: '赵主任' };
    default:
      return usualInputs[act];
  }
}

const assignments = [
  [{ organ: leadOrgan, role: 'LEAD' }],
  [
    { organ: leadOrgan, role: 'LEAD' },
    { organ: coOrgan, role: 'CO' },
  ],
  [
    { organ: leadOrgan, role: 'SPLIT' },
    { organ: coOrgan, role: 'SPLIT' },
  ],
  [{ organ: office, role: 'LEAD' }],
];
