import { Command } from 'commander';
import { isCityCode, parseDivisionCode } from '../../shared/division/division-code.ts';
import { ClientError } from '../../shared/errors/client-error.ts';
import type { CheckReport } from '../contract/contract-check.ts';
import { openEndpoint } from '../contract/contract-endpoint.ts';
import { findDivision } from '../contract/division.finder.ts';
import { testDistrictContract } from '../contract/district.contract.ts';

/** Exit code where the contract is broken; 1 is for a command that could not run. */
const brokenExit = 2;

interface ContractTestOptions {
  readonly division?: string;
  readonly websocket?: string;
  readonly token?: string;
  readonly timeout: string;
  readonly json?: boolean;
}

export function contractTestCommand(): Command {
  return new Command('contract-test')
    .description("Hold a district system's endpoint to the contract of a district; exit code 2 where it is broken.")
    .argument('<url>', 'GraphQL endpoint over HTTP, such as http://127.0.0.1:4103/graphql')
    .option(
      '--division <code>',
      'the district that it serves, six digits; that of its first event where it is left out',
    )
    .option('--websocket <url>', 'where its subscriptions are; the same place over ws where it is left out')
    .option('--token <token>', 'bearer token to read with')
    .option('--timeout <seconds>', 'how long to wait for an answer', '10')
    .option('--json', 'print the report as JSON')
    .action(async (url: string, options: ContractTestOptions) => {
      const endpoint = {
        url: httpUrl(url),
        websocketUrl: options.websocket,
        token: options.token,
        timeout: milliseconds(options.timeout),
      };
      const division = districtCode(options.division ?? (await findDivision(openEndpoint(endpoint))));
      const reports = await testDistrictContract({ ...endpoint, division });
      if (options.json) console.log(JSON.stringify({ url, division, checks: reports }, null, 2));
      else for (const line of linesOf(reports)) console.log(line);
      if (reports.some(({ faults }) => faults.length > 0)) process.exitCode = brokenExit;
    });
}

function linesOf(reports: readonly CheckReport[]): string[] {
  const lines = reports.flatMap(({ title, faults, remarks }) => [
    `${faults.length > 0 ? '✗' : '✓'} ${title}`,
    ...faults.map((fault) => `    ✗ ${fault}`),
    ...remarks.map((remark) => `    – ${remark}`),
  ]);
  const count = reports.reduce((sum, { faults }) => sum + faults.length, 0);
  return [...lines, '', count === 0 ? 'The contract is kept.' : `The contract is broken in ${count} places.`];
}

function httpUrl(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new ClientError('INPUT_INVALID', `"${text}" is no URL over http or https.`);
}

function districtCode(text: string): string {
  const code = parseDivisionCode(text);
  if (code.length === 6 && !isCityCode(code)) return code;
  throw new ClientError(
    'INPUT_INVALID',
    `--division takes the code of a district or county, six digits; ${text} is none.`,
  );
}

function milliseconds(seconds: string): number {
  const value = Number(seconds);
  if (value > 0 && value <= 600) return value * 1_000;
  throw new ClientError('INPUT_INVALID', '--timeout takes seconds, more than 0 and up to 600.');
}
