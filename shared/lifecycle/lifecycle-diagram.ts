import type { Lifecycle } from './lifecycle.ts';
import { finalStatuses } from './suggestion-status.ts';
import type { Transition } from './transition.ts';

/** The transition table of a level as a Mermaid state diagram: each arrow with its act and the roles that may do it. */
export function lifecycleDiagram({ roles, transitions }: Lifecycle): string {
  const label = ({ act, by, when }: Transition): string => {
    const condition = when ? ` [${when.toLowerCase().replaceAll('_', ' ')}]` : '';
    return `${act}${condition} (${roles[by].join(', ')})`;
  };
  const arrows = transitions
    .filter(({ act, from, to }) => from !== to || !isSupervision(act))
    .map((row) => `  ${row.from === 'NEW' ? '[*]' : row.from} --> ${row.to}: ${label(row)}`);
  const ends = finalStatuses.map((status) => `  ${status} --> [*]`);
  return ['stateDiagram-v2', ...arrows, ...ends].join('\n');
}

/** Possible in every open state, and changing none: an arrow at each would hide the others. */
function isSupervision(act: Transition['act']): boolean {
  return act === 'supervise' || act === 'consult' || act === 'inspect';
}
