import { Command } from 'commander';
import { ClientError } from '../../shared/errors/client-error.ts';
import { beijingDay, isCalendarDay } from '../../shared/lifecycle/calendar-day.ts';
import { readDivisionFiles, type DivisionFiles } from '../divisions/division-files.ts';
import { importDivisions } from '../divisions/import-divisions.ts';
import { formatImportReport } from '../divisions/import-report.ts';
import { readLevelConfigs, withLevelDatabases } from '../level/level-databases.ts';
import { startProgressBar } from '../terminal/progress-bar.ts';

interface ImportOptions extends DivisionFiles {
  readonly asOf?: string;
}

export function divisionsCommand(): Command {
  const command = new Command('divisions').description('Administrative divisions (行政区划).');
  command
    .command('import')
    .description(
      "Load a city's divisions into the databases of the three levels: all or nothing, and again without harm.",
    )
    .requiredOption('--city <code>', 'first four digits of the city, such as 2301')
    .requiredOption('--areas <file>', 'CSV of districts and counties: code,name,cityCode,provinceCode')
    .requiredOption('--streets <file>', 'CSV of streets and towns: code,name,areaCode,provinceCode,cityCode')
    .requiredOption(
      '--villages <file>',
      'CSV of communities and villages: code,name,streetCode,provinceCode,cityCode,areaCode',
    )
    .option('--as-of <day>', 'day from which the list counts, such as 2023-06-30; today where it is left out')
    .action(runImport);
  return command;
}

async function runImport({ asOf = beijingDay(new Date()), ...files }: ImportOptions): Promise<void> {
  if (!isCalendarDay(asOf))
    throw new ClientError('INPUT_INVALID', `--as-of ${asOf} is not a day of the form 2023-06-30.`);
  const configs = readLevelConfigs(process.env);
  const set = await readWithProgress(files);
  const counts = await withLevelDatabases(configs, (databases) => importDivisions(databases, set, asOf));
  console.log(formatImportReport(counts));
}

async function readWithProgress(files: DivisionFiles) {
  using bar = startProgressBar({ label: '读取 reading', total: 1 });
  return await readDivisionFiles(files, {
    onProgress: ({ bytesRead, bytesTotal }) => bar.advanceTo(bytesRead / bytesTotal),
  });
}
