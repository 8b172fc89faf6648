import { z } from 'zod';
import { cityOf, districtOf, isCityCode, parseDivisionCode } from '../../division/division-code.ts';
import { divisionOfId, parseDeputyId } from '../../division/entity-id.ts';
import { removeRows, deputyIdsOf, leadDeputyOf, type SuggestionCase } from '../suggestion-case.ts';
import type { ProposerRow } from '../suggestion.entity.ts';
import { guard, type ActContext, type ActDefinition, type ActPayload } from './act-definition.ts';
import { deputyId, parseInput, text } from './act-input.ts';

/** More than any congress of a city has deputies. */
export const mostSigners = 1_000;

const nothing = z.object({});

/** Who signs, or is asked to: told with each event that changes it. */
function signersOf(item: SuggestionCase): ActPayload {
  return { leadDeputyId: leadDeputyOf(item), deputyIds: deputyIdsOf(item) };
}

const revision = z
  .object({ title: text(200).nullish(), content: text(20_000).nullish(), topic: text(64).nullish() })
  .refine(({ title, content, topic }) => title ?? content ?? topic, 'changes nothing');

/** The lead deputy changes the text (修改); whoever signed the text before signs the new one again. */
export const reviseAct: ActDefinition<z.output<typeof revision>> = {
  act: 'revise',
  eventType: 'suggestion.revised',
  parse: (input) => parseInput(revision, input),
  apply(item, { title, content, topic }) {
    const { suggestion } = item;
    if (title) suggestion.title = title;
    if (content) suggestion.content = content;
    if (topic) suggestion.topic = topic;
    for (const proposer of item.proposers) if (!proposer.isLead) proposer.confirmedAt = null;
    return {};
  },
};

const invitation = z.object({
  deputyIds: z
    .array(deputyId)
    .min(1, 'names no deputy')
    .max(
      mostSigners - 1,
      `names more than ${mostSigners - 1} deputies: a suggestion has at most ${mostSigners} signers`,
    )
    .refine((ids) => new Set(ids).size === ids.length, 'names a deputy twice'),
});

/** The lead deputy asks others to sign with it (邀请附议). */
export const inviteAct: ActDefinition<z.output<typeof invitation>> = {
  act: 'invite',
  eventType: 'suggestion.co-signers-invited',
  parse: (input) => parseInput(invitation, input),
  apply(item, { deputyIds }) {
    const known = new Set(deputyIdsOf(item));
    const twice = deputyIds.filter((id) => known.has(id));
    guard(twice.length === 0, `Deputy ${twice[0]} leads this suggestion or has been asked already.`);
    const stranger = deputyIds.find((id) => !mayHaveOnRoll(item.suggestion.divisionCode, id));
    guard(!stranger, `Deputy ${stranger} sits in another congress: only deputies of the same one sign together.`);
    const count = known.size + deputyIds.length;
    guard(count <= mostSigners, `The suggestion would have ${count} signers; it takes at most ${mostSigners}.`);
    const last = Math.max(...item.proposers.map(({ position }) => position));
    item.proposers.push(
      ...deputyIds.map((id, index) => ({
        suggestionId: item.suggestion.id,
        deputyId: id,
        position: last + 1 + index,
        isLead: false,
        isBelow: false,
        confirmedAt: null,
      })),
    );
    return { invitedDeputyIds: deputyIds, ...signersOf(item) };
  },
};

/** A deputy's id names the roll: the city's, which all its congresses share, or a district's, which its towns share with it. */
function mayHaveOnRoll(congress: string, id: string): boolean {
  const roll = divisionOfId(parseDeputyId(id));
  const own = parseDivisionCode(congress);
  if (cityOf(roll) !== cityOf(own)) return false;
  return isCityCode(roll) || isCityCode(own) || districtOf(own) === roll;
}

function ownSignature(item: SuggestionCase, { actor }: ActContext): ProposerRow {
  const own = item.proposers.find((proposer) => proposer.deputyId === actor.deputyId);
  guard(own !== undefined, 'This deputy was not asked to sign.');
  return own;
}

/** A co-signer signs in person (附议确认). Nobody can do it for a deputy. */
export const confirmAct: ActDefinition<object> = {
  act: 'confirm',
  eventType: 'suggestion.co-signing-confirmed',
  parse: (input) => parseInput(nothing, input),
  apply(item, _input, context) {
    const own = ownSignature(item, context);
    guard(!own.confirmedAt, 'This deputy has signed already.');
    own.confirmedAt = context.now.toISOString();
    return { deputyId: own.deputyId };
  },
};

/** A deputy who was asked to sign does not, or takes the signature back before the suggestion is handed in. */
export const declineAct: ActDefinition<object> = {
  act: 'decline',
  eventType: 'suggestion.co-signing-declined',
  parse: (input) => parseInput(nothing, input),
  apply(item, _input, context) {
    const own = ownSignature(item, context);
    removeRows(item, item.proposers, (row) => row === own);
    return { declinedDeputyId: own.deputyId, ...signersOf(item) };
  },
};

const dismissal = z.object({ deputyId });

/** The lead deputy no longer waits for a signature that was asked for. */
export const dismissAct: ActDefinition<z.output<typeof dismissal>> = {
  act: 'dismiss',
  eventType: 'suggestion.co-signer-dismissed',
  parse: (input) => parseInput(dismissal, input),
  apply(item, { deputyId: id }) {
    const invited = item.proposers.find((proposer) => proposer.deputyId === id);
    guard(invited !== undefined && !invited.isLead, `Deputy ${id} was not asked to sign this suggestion.`);
    guard(!invited.confirmedAt, `Deputy ${id} has signed: only that deputy can take the signature back.`);
    removeRows(item, item.proposers, (row) => row === invited);
    return { dismissedDeputyId: id, ...signersOf(item) };
  },
};
