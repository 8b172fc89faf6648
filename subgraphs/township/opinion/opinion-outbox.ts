import type { OpinionOutbox } from '../../../shared/suggestion/hand-up/raised-opinion.ts';
import { linkActor } from '../../../shared/suggestion/hand-up/follow-act.ts';
import { OpinionAdoptionEntity } from './opinion-adoption.entity.ts';
import { OpinionEntity } from './opinion.entity.ts';
import { toOpinionEvent } from './perform-opinion-act.ts';

/** What the district hears of opinions that its deputies adopted, and what is noted once it has made the drafts. */
export const opinionOutbox: OpinionOutbox = {
  async raised(em, opinionId) {
    const row = await em.findOne(OpinionAdoptionEntity, { opinionId }, { disableIdentityMap: true });
    const opinion = row && (await em.findOne(OpinionEntity, { id: opinionId }, { disableIdentityMap: true }));
    if (!row || !opinion) return null;
    const { divisionCode: toDivisionCode, deputyId, title, content, topic = null, stationId = null } = row;
    const draft = { title, content, topic, stationId, synthetic: opinion.synthetic };
    return { opinionId, toLevel: 'DISTRICT', toDivisionCode, deputyId, ...draft };
  },
  async taken(em, opinionId, now) {
    const row = await em.findOne(OpinionAdoptionEntity, { opinionId, state: 'WAITING' });
    const opinion = row && (await em.findOne(OpinionEntity, { id: opinionId }));
    if (!row || !opinion) return [];
    row.state = 'DRAFTED';
    await em.flush();
    const parts = {
      type: 'citizen-opinion.drafted-above',
      act: 'draftAbove',
      from: opinion.status,
      payload: {},
    } as const;
    return [toOpinionEvent(opinion, parts, { actor: linkActor(opinion.divisionCode), now })];
  },
};
