import { PassThrough } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { displayWidth, padToWidth } from './display-width.ts';
import { startProgressBar } from './progress-bar.ts';

function terminal(isTTY: boolean, columns = 80) {
  const stream = Object.assign(new PassThrough(), { isTTY, columns });
  return { stream, written: () => String(stream.read() ?? '') };
}

const escape = '\u001B';

/** What stands on the screen's line after everything was drawn, without control sequences. */
function lastLine(written: string): string {
  const controls = new RegExp(`${escape}(?:[78]|\\[\\??\\d*[A-Za-z])|\\r|\\n`);
  const lines = written.split(controls).filter((line) => line.trim() !== '');
  return lines.at(-1) ?? '';
}

describe('a progress bar', () => {
  test('writes nothing where its stream is not a terminal', () => {
    const { stream, written } = terminal(false);
    const bar = startProgressBar({ label: '社区和村', total: 3158, stream });
    bar.advanceTo(3158);
    bar.stop();
    expect(written()).toBe('');
  });

  test('ends full, with both counts, and leaves the mode of the terminal alone', () => {
    const { stream, written } = terminal(true);
    {
      using bar = startProgressBar({ label: '社区和村', total: 3158, stream });
      bar.advanceTo(1000);
      bar.advanceTo(3158);
    }
    const output = written();
    expect(lastLine(output)).toBe(`社区和村 ${'█'.repeat(30)} 100% 3,158/3,158`);
    expect(output).not.toContain(`${escape}[?`);
  });

  test('lines up below a bar with a longer label and fits a narrow terminal', () => {
    const { stream, written } = terminal(true, 60);
    startProgressBar({ label: '区县', total: 18, labelWidth: 8, stream }).stop();
    const line = lastLine(written());
    expect(line).toMatch(/^区县     ░+ {3}0% 0\/18$/);
    expect(displayWidth(line)).toBeLessThan(60);
  });

  test('over nothing is full', () => {
    const { stream, written } = terminal(true);
    startProgressBar({ label: '社区', total: 0, stream }).stop();
    expect(lastLine(written())).toContain('100%');
  });
});

describe('displayWidth', () => {
  test.each([
    ['district', 8],
    ['道里区', 6],
    ['𠮷', 2],
    ['街道(办)', 8],
    ['e\u0301', 1],
    ['🏮', 2],
    ['🧑‍🌾', 2],
    ['', 0],
  ])('%j takes %i columns', (text, columns) => expect(displayWidth(text)).toBe(columns));

  test('pads by columns and not by characters', () => {
    expect(padToWidth('道里区', 8)).toBe('道里区  ');
    expect(padToWidth('道里区', 2)).toBe('道里区');
  });
});
