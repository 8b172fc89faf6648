/** A profile as `node --cpu-prof` writes it, the parts that are read here. */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  /** Microseconds on the monotonic clock. */
  readonly startTime: number;
  /** The node that was running at each sample. */
  readonly samples: readonly number[];
  /** Microseconds from each sample to the one before. */
  readonly timeDeltas: readonly number[];
}

interface ProfileNode {
  readonly id: number;
  readonly callFrame: CallFrame;
}

interface CallFrame {
  readonly functionName: string;
  readonly url: string;
  /** From 0, of the code that ran. */
  readonly lineNumber: number;
}

export interface SelfTime {
  readonly functionName: string;
  /** Empty for what is no JavaScript. */
  readonly url: string;
  /** From 1, of the code that ran. */
  readonly line: number;
  /** Of the time that the thread was not idle, from 0 to 1. */
  readonly share: number;
}

export interface Window {
  /** Microseconds on the monotonic clock, as in the profile. */
  readonly from: number;
  readonly to: number;
}

/** The time that each function took itself within the window, the longest first. */
export function selfTimes({ nodes, startTime, samples, timeDeltas }: CpuProfile, { from, to }: Window): SelfTime[] {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const times = new Map<string, { frame: CallFrame; time: number }>();
  let now = startTime;
  let busy = 0;
  for (const [index, delta] of timeDeltas.entries()) {
    now += delta;
    const frame = frames.get(samples[index] ?? -1);
    if (!frame || frame.functionName === '(idle)' || now < from || now > to) continue;
    busy += delta;
    const key = `${frame.functionName} ${frame.url} ${frame.lineNumber}`;
    const known = times.get(key) ?? { frame, time: 0 };
    known.time += delta;
    times.set(key, known);
  }
  return [...times.values()]
    .sort((left, right) => right.time - left.time)
    .map(({ frame: { functionName, url, lineNumber }, time }) => ({
      functionName: functionName || '(anonymous)',
      url,
      line: lineNumber + 1,
      share: time / busy,
    }));
}
