import type { Lifecycle } from './lifecycle.ts';
import { finalStatuses } from './suggestion-status.ts';
import { transitions } from './transition.ts';

/** The transition table of a level as a Mermaid state diagram: each arrow with its act and the roles that may do it. */
export function lifecycleDiagram({ roles }: Lifecycle): string {
  const arrows = transitions.map(({ from, act, to, by, when }) => {
    const condition = when ? ` [${when.toLowerCase().replaceAll('_', ' ')}]` : '';
    return `  ${from === 'NEW' ? '[*]' : from} --> ${to}: ${act}${condition} (${roles[by].join(', ')})`;
  });
  const ends = finalStatuses.map((status) => `  ${status} --> [*]`);
  return ['stateDiagram-v2', ...arrows, ...ends].join('\n');
}
