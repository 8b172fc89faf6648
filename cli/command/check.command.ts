import { Command } from 'commander';
import type { CheckReport } from '../../gateway/registry/check/check.service.ts';
import type { SchemaChange } from '../../gateway/registry/check/schema-change.ts';
import { runRegistryCommand, type CommandOutput } from '../registry/command-outcome.ts';
import { changeText, type ShownChange } from '../registry/graph-version.text.ts';
import { askRegistry, type ConnectionOptions } from '../registry/registry-connection.ts';
import { versionNumber, withRegistryOptions } from '../registry/registry-options.ts';
import { changeLines, findingFields, findingLines, schemaChangeFields } from '../registry/schema-change.text.ts';
import { readChanges, type ChangeOptions } from './publish.command.ts';

export function checkCommand(): Command {
  const command = new Command('check')
    .argument('[name]', 'subgraph, such as district')
    .description('Say what a publish would come to, and change nothing; exit code 1 where it would be refused.')
    .option('--schema <place>', 'file, - for standard input, or URL of a running subgraph; --url where it is left out')
    .option('--url <url>', 'where the subgraph will answer')
    .option('--partition <codes>', 'division codes that this endpoint holds, with commas between them')
    .option('--file <manifest>', 'YAML with several subgraphs')
    .action((name: string | undefined, options: ChangeOptions) =>
      runRegistryCommand(options.json, () => runCheck(name, options)),
    );
  return withRegistryOptions(command);
}

type ShownReport = Omit<CheckReport, 'isPassed'> & { readonly passed: boolean };

const checkOperation = `mutation ($changes: [SubgraphChange!]!) {
  report: check(changes: $changes) {
    passed graphVersion
    faults { ${findingFields} } hints { ${findingFields} } warnings { ${findingFields} }
    changes { ${schemaChangeFields} }
  }
}`;

async function runCheck(name: string | undefined, options: ChangeOptions): Promise<CommandOutput> {
  const { changes } = await readChanges(name, options);
  const { report } = await askRegistry<{ report: ShownReport }>(options, checkOperation, { changes });
  return { value: report, text: reportText(report), isRefused: !report.passed };
}

function reportText({ passed, graphVersion, faults, hints, warnings, changes }: ShownReport): string {
  const verdict =
    faults.length > 0
      ? 'FAILED: it does not compose'
      : passed
        ? 'PASSED'
        : 'FAILED: it breaks operations that clients use';
  return [
    `${verdict} (against version ${graphVersion} of the graph).`,
    ...findingLines('Faults', faults),
    ...changeLines(changes),
    ...findingLines('Hints', hints),
    ...findingLines('Warnings', warnings),
  ].join('\n');
}

export function diffCommand(): Command {
  const command = new Command('diff')
    .argument('<a>', 'graph version')
    .argument('<b>', 'graph version')
    .description('Tell what changed between two versions of the graph.')
    .action((from: string, to: string, options: ConnectionOptions) =>
      runRegistryCommand(options.json, () => runDiff(from, to, options)),
    );
  return withRegistryOptions(command);
}

interface ShownDiff {
  readonly subgraphs: readonly ShownChange[];
  readonly changes: readonly SchemaChange[];
}

async function runDiff(from: string, to: string, options: ConnectionOptions): Promise<CommandOutput> {
  const operation = `query ($from: Int!, $to: Int!) {
    diff(from: $from, to: $to) { subgraphs { subgraph partition kind number } changes { criticality message path } }
  }`;
  const variables = { from: versionNumber('A', from), to: versionNumber('B', to) };
  const { diff } = await askRegistry<{ diff: ShownDiff }>(options, operation, variables);
  const changes = diff.changes.map((change) => ({ ...change, operations: [] }));
  const lines = changes.map(({ criticality, message }) => `  ${criticality.toLowerCase().padEnd(9)}  ${message}`);
  const text = [
    ...(diff.subgraphs.length === 0
      ? ['The subgraphs are the same.']
      : ['Subgraphs:', ...diff.subgraphs.map((one) => `  ${changeText(one)}`)]),
    ...(lines.length === 0 ? ['Clients see no difference.'] : ['For clients:', ...lines]),
  ].join('\n');
  return { value: { subgraphs: diff.subgraphs, changes: diff.changes }, text };
}
