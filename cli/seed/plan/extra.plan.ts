import { addDays, beijingDay } from '../../../shared/lifecycle/calendar-day.ts';
import type { CaseLevel } from '../../../shared/lifecycle/congress-level.ts';
import { hasAct } from '../../../shared/lifecycle/transition-table.ts';
import type { Part } from '../../../shared/lifecycle/transition.ts';
import { lifecycles } from '../level-lifecycles.ts';
import type { Random } from '../text/seeded-random.ts';
import {
  consultationOutcomes,
  extensionReasons,
  inspectionFindings,
  inspectionTopics,
  leaders,
  secretMatter,
} from '../text/supervision.ts';
import type { CaseScript, PlannedConference, ScriptStep } from './case-script.ts';
import { clerkActor } from './script-actor.ts';

/** How many of the cases that are handled have each of these. */
const shares = { supervise: 0.06, consult: 0.05, inspect: 0.05, extend: 0.06 } as const;

type ExtraAct = keyof typeof shares;

const parts: Readonly<Record<ExtraAct, Part>> = {
  supervise: 'SUPERVISOR',
  consult: 'SUPERVISOR',
  inspect: 'SUPERVISOR',
  extend: 'ASSIGNER',
};

/** Days from assignment to which a case is put off: beyond three months, within six. */
const extendedDays = 140;

/** What some cases have beside the way that all go: supervision, consultations, inspections, more time. */
export function addExtras(scripts: readonly CaseScript[], level: CaseLevel, random: Random): CaseScript[] {
  return scripts.map((script) => {
    const drawn = (Object.keys(shares) as ExtraAct[]).filter((act) => random.chance(shares[act]) && hasAct(level, act));
    const place = script.steps.findIndex(({ act }) => act === 'handle');
    const handle = script.steps[place];
    if (!handle || drawn.length === 0) return script;
    const until = script.steps[place + 1]?.at ?? new Date(handle.at.getTime() + 86_400_000);
    const added: ScriptStep[] = [];
    let at = handle.at;
    for (const act of drawn) {
      at = new Date(at.getTime() + random.int(5, 40) * 60_000);
      const input = inputOf(act, script, { at, random });
      if (at >= until || !input) break;
      added.push({ at, act, input, actor: clerkActor(lifecycles[level], parts[act], script.divisionCode) });
    }
    return { ...script, steps: script.steps.toSpliced(place + 1, 0, ...added) };
  });
}

function inputOf(
  act: ExtraAct,
  { steps }: CaseScript,
  { at, random }: { readonly at: Date; readonly random: Random },
): object | undefined {
  const heldOn = beijingDay(at);
  switch (act) {
    case 'supervise':
      return { leader: random.pick(leaders) };
    case 'consult': {
      const participants = ['人大常委会领导', '政府领导', '领衔代表'];
      return { heldOn, participants, outcome: random.pick(consultationOutcomes) };
    }
    case 'inspect': {
      const found = { topic: random.pick(inspectionTopics), outcome: random.pick(inspectionFindings) };
      return { heldOn, participants: ['代表小组', '主办单位'], ...found };
    }
    case 'extend': {
      const assigned = steps.find((step) => step.act === 'assign');
      const isComplex = (assigned?.input as { isComplex?: boolean } | undefined)?.isComplex;
      if (!assigned || isComplex) return undefined;
      return { until: addDays(beijingDay(assigned.at), extendedDays), reason: random.pick(extensionReasons) };
    }
  }
}

/** Makes one case secret that is over and was not published: one a level is enough to show what nobody else sees. */
export function withSecretCase(scripts: readonly CaseScript[]): CaseScript[] {
  const place = scripts.findIndex(({ steps }) => steps.at(-1)?.act === 'close');
  return scripts.map((script, index) =>
    index === place ? { ...script, draft: { ...script.draft, ...secretMatter, isSecret: true } } : script,
  );
}

/**
 * Cases of one congress that were assigned last, and have gone no further since, were handed over in one conference
 * (交办会), at the time of the last of them.
 */
export function holdConferences(scripts: readonly CaseScript[]): CaseScript[] {
  const waiting = scripts.filter(({ steps }) => steps.at(-1)?.act === 'assign');
  const conferences = new Map(
    [...Map.groupBy(waiting, ({ divisionCode }) => divisionCode)]
      .filter(([, together]) => together.length > 1)
      .map(([divisionCode, together]) => {
        const heldAt = new Date(Math.max(...together.map(({ steps }) => steps.at(-1)?.at.getTime() ?? 0)));
        const minutes = `会议交办代表建议${together.length}件，明确主办、协办单位和答复时限。（示例会议纪要）`;
        return [
          divisionCode,
          { divisionCode, heldAt, minutes, caseCount: together.length } satisfies PlannedConference,
        ];
      }),
  );
  return scripts.map((script) => {
    const conference = conferences.get(script.divisionCode);
    if (!conference || !waiting.includes(script)) return script;
    const steps = script.steps.map((step) =>
      step.act === 'assign' ? { ...step, at: conference.heldAt, conference } : step,
    );
    return { ...script, steps };
  });
}
