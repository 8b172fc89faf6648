import { Command } from 'commander';
import { lifecycleDiagram } from '../../shared/lifecycle/lifecycle-diagram.ts';
import { cityLifecycle } from '../../subgraphs/city/suggestion/city-lifecycle.ts';
import { districtLifecycle } from '../../subgraphs/district/suggestion/district-lifecycle.ts';
import { opinionDiagram } from '../../subgraphs/township/opinion/opinion-lifecycle.ts';
import { townshipLifecycle } from '../../subgraphs/township/suggestion/township-lifecycle.ts';

export function lifecycleCommand(): Command {
  const command = new Command('lifecycle').description("A suggestion's life (代表建议办理).");
  command
    .command('diagram')
    .description(
      'Draw the transition table of each level as Mermaid state diagrams; docs/lifecycle.md and docs/opinions.md hold them.',
    )
    .action(() => {
      console.log(`${lifecycleDiagrams()}\n\n${opinionDiagrams()}`);
    });
  return command;
}

/** Markdown with the diagram of citizens' opinions. */
export function opinionDiagrams(): string {
  return `## CITIZENS' OPINIONS\n\n\`\`\`mermaid\n${opinionDiagram()}\n\`\`\``;
}

/** Markdown with one diagram a level. */
export function lifecycleDiagrams(): string {
  return [cityLifecycle, districtLifecycle, townshipLifecycle]
    .map((lifecycle) => `## ${lifecycle.level}\n\n\`\`\`mermaid\n${lifecycleDiagram(lifecycle)}\n\`\`\``)
    .join('\n\n');
}
