import type { Writable } from 'node:stream';
import { SingleBar } from 'cli-progress';
import { displayWidth, padToWidth } from './display-width.ts';

/** What a bar is drawn on: standard error, or a stream of a test. */
export type ProgressStream = Writable & { readonly isTTY?: boolean; readonly columns?: number };

export interface ProgressBarOptions {
  /** What is under way, such as 社区和村. */
  readonly label: string;
  /** In any unit; the bar counts up to it. */
  readonly total: number;
  /** Columns that the label is padded to, so that bars below one another line up. Default: the label's own width. */
  readonly labelWidth?: number;
  /** Default: standard error, so that the output of a command can be piped on. */
  readonly stream?: ProgressStream;
}

export interface ProgressBar extends Disposable {
  advanceTo(value: number): void;
  /** Leaves the bar on the screen as it stands and ends its line; further calls do nothing. */
  stop(): void;
}

const silent: ProgressBar = { advanceTo: () => undefined, stop: () => undefined, [Symbol.dispose]: () => undefined };
const longestBar = 30;
/** Percentage, both counts of up to 13 digits and the blanks between. */
const columnsBesideBar = 38;

/** Draws only where somebody looks at it: on a terminal. Into a file or a pipe it writes nothing. */
export function startProgressBar(options: ProgressBarOptions): ProgressBar {
  const stream: ProgressStream = options.stream ?? process.stderr;
  if (stream.isTTY !== true) return silent;
  const label = padToWidth(options.label, options.labelWidth ?? 0);
  const bar = new SingleBar({
    stream,
    format: '{label} {bar} {percentage}% {value}/{total}',
    barsize: barSize(stream.columns ?? 80, displayWidth(label)),
    barCompleteChar: '█',
    barIncompleteChar: '░',
    formatValue: (value, _options, type) =>
      type === 'percentage' ? String(value).padStart(3) : value.toLocaleString('en-US'),
    // Both change the terminal's mode, which a process that is interrupted would leave changed.
    linewrap: true,
    hideCursor: false,
  });
  // A bar over nothing counts as full, where a total of 0 would show as 0%.
  bar.start(Math.max(1, options.total), options.total <= 0 ? 1 : 0, { label });
  const stop = (): void => {
    if (bar.isActive) bar.stop();
  };
  return { advanceTo: (value) => bar.update(value), stop, [Symbol.dispose]: stop };
}

/** The line must not wrap: a wrapped line cannot be drawn over. */
function barSize(columns: number, labelColumns: number): number {
  return Math.max(0, Math.min(longestBar, columns - labelColumns - columnsBesideBar));
}
