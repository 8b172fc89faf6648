import { z } from 'zod';
import type { NewEvent } from '../../../shared/events/append-event.ts';
import { guard } from '../../../shared/suggestion/act/act-definition.ts';
import { parseInput } from '../../../shared/suggestion/act/act-input.ts';
import { newsEvent } from '../../../shared/suggestion/hand-up/hand-up-news.ts';
import { draftInTransaction } from '../../../shared/suggestion/suggestion.service.ts';
import { requireInOffice } from '../../../shared/suggestion/suspension/require-in-office.ts';
import { HomeEntity } from '../home/home.entity.ts';
import { publicText, type OpinionActDefinition, type OpinionContext } from './opinion-act.ts';
import { OpinionAdoptionEntity } from './opinion-adoption.entity.ts';
import type { OpinionRow } from './opinion.entity.ts';

const adoption = z.object({
  title: publicText(200).nullish(),
  content: publicText(20_000).nullish(),
  topic: publicText(64).nullish(),
  isSecret: z.boolean().nullish(),
});

type Adoption = z.output<typeof adoption>;

/**
 * A deputy makes it a suggestion (代表采纳): a draft of which the deputy is the lead, in the opinion's words or the
 * deputy's own. A town's own deputy has it in the same transaction; for one of the district it waits here, durably, until
 * the district has made it.
 */
export const adoptAct: OpinionActDefinition<Adoption> = {
  act: 'adopt',
  eventType: 'citizen-opinion.adopted',
  parse: (input) => parseInput(adoption, input),
  apply(row, _input, { actor }) {
    row.adoptedBy = actor.deputyId ?? null;
    return { deputyId: row.adoptedBy };
  },
  async follow(row, input, context) {
    // What is taken at a station of a development zone belongs to the district, whose drafts are not made here.
    return context.actor.divisionCode === row.districtCode
      ? raise(row, input, context)
      : draftHere(row, input, context);
  },
};

async function draftHere(
  row: OpinionRow,
  { title, content, topic, isSecret }: Adoption,
  { deps, em, actor }: OpinionContext,
): Promise<readonly NewEvent[]> {
  await requireInOffice(em, actor, row.divisionCode);
  const input = {
    title: title ?? row.title,
    content: content ?? row.content,
    topic: topic ?? row.topic ?? null,
    originId: row.homeId ?? null,
    isSecret: isSecret ?? false,
  };
  const place = { divisionCode: row.divisionCode, opinionId: row.id, synthetic: row.synthetic };
  return (await draftInTransaction(deps, { em, actor }, { ...place, input })).events;
}

async function raise(
  row: OpinionRow,
  { title, content, topic, isSecret }: Adoption,
  { deps, em, actor }: OpinionContext,
): Promise<readonly NewEvent[]> {
  guard(!isSecret, 'What is secret does not go from level to level: draft it at the district itself.');
  const { divisionCode } = actor;
  const home = row.homeId ? await em.findOne(HomeEntity, { id: row.homeId }) : null;
  await em.insert(OpinionAdoptionEntity, {
    opinionId: row.id,
    deputyId: actor.deputyId ?? '',
    divisionCode,
    title: title ?? row.title,
    content: content ?? row.content,
    topic: topic ?? row.topic ?? null,
    stationId: row.stationId ?? home?.stationId ?? null,
    state: 'WAITING',
  });
  const news = { id: row.id, act: 'raise', state: 'PROPOSED', divisionCode: row.divisionCode } as const;
  const payload = { toLevel: 'DISTRICT', toDivisionCode: divisionCode };
  return [newsEvent({ ...news, payload }, { actor, now: deps.clock() })];
}
