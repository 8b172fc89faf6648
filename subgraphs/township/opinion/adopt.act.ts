import { z } from 'zod';
import { ClientError } from '../../../shared/errors/client-error.ts';
import { parseInput } from '../../../shared/suggestion/act/act-input.ts';
import { draftInTransaction } from '../../../shared/suggestion/suggestion.service.ts';
import { publicText, type OpinionActDefinition } from './opinion-act.ts';

const adoption = z.object({
  title: publicText(200).nullish(),
  content: publicText(20_000).nullish(),
  topic: publicText(64).nullish(),
  isSecret: z.boolean().nullish(),
});

/**
 * A deputy makes it a suggestion (代表采纳): a draft of which the deputy is the lead, in the opinion's words or the
 * deputy's own, in the same transaction.
 */
export const adoptAct: OpinionActDefinition<z.output<typeof adoption>> = {
  act: 'adopt',
  eventType: 'citizen-opinion.adopted',
  parse: (input) => parseInput(adoption, input),
  apply(row, _input, { actor }) {
    row.adoptedBy = actor.deputyId ?? null;
    return { deputyId: row.adoptedBy };
  },
  async follow(row, { title, content, topic, isSecret }, { deps, em, actor }) {
    if (actor.divisionCode !== row.divisionCode) {
      throw new ClientError(
        'FORBIDDEN_DIVISION',
        `Only a deputy of ${row.divisionCode} may adopt it here; the token belongs to division ${actor.divisionCode}.`,
      );
    }
    const input = {
      title: title ?? row.title,
      content: content ?? row.content,
      topic: topic ?? row.topic ?? null,
      originId: row.homeId ?? null,
      isSecret: isSecret ?? false,
    };
    const place = { divisionCode: row.divisionCode, opinionId: row.id, synthetic: row.synthetic };
    return (await draftInTransaction(deps, { em, actor }, { ...place, input })).events;
  },
};
