import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { youyiEastRoad } from '../../cli/story/youyi-east-road.story.ts';
import { commandOutput, runCommand, startProcess } from '../support/whole-graph.process.ts';
import { createInstallation } from '../support/installation.ts';

const acts = ['draft', ...youyiEastRoad.steps.map(({ act }) => act)];

/** The acts of the lines that begin with a time, and the times. */
function toldIn(text: string): { time: string; act: string }[] {
  return [...text.matchAll(/^(\d{4}-\d\d-\d\d \d\d:\d\d) {2}(\w+) /gm)].map(([, time = '', act = '']) => ({
    time,
    act,
  }));
}

const actsIn = (text: string): string[] => toldIn(text).map(({ act }) => act);

describe('the story of 友谊东路', () => {
  test('has eleven signers, four streets, the Civil Affairs Bureau, and is done in June 2020', () => {
    const { signers, draft, steps, draftedAt } = youyiEastRoad;
    expect(signers.map(({ name }) => name).slice(0, 2)).toEqual(['于桂芳', '宋贵森']);
    expect(signers).toHaveLength(11);
    for (const street of ['大新街', '北新街', '东北新街', '海员街']) expect(draft.content).toContain(street);
    expect(draftedAt.getFullYear()).toBe(2020);
    const reply = steps.find(({ act }) => act === 'reply');
    expect(reply?.by.organ).toBe('市民政局');
    expect(reply?.at.toISOString()).toMatch(/^2020-06/);
    expect(steps.filter(({ act }) => act === 'evaluate').map(({ by }) => by)).toEqual(signers);
  });

  test('is told by a system of its own, in its own time, as its document prints it', async () => {
    const output = await commandOutput(['story', 'youyi-east-road'], {});
    const [performed = '', timeline = ''] = output.split(' is PUBLISHED, as everybody reads it. ');
    expect(actsIn(performed)).toEqual(acts);
    expect(toldIn(timeline)).toEqual(toldIn(performed));
    expect(toldIn(performed).at(0)?.time).toBe('2020-01-06 09:20');
    expect(timeline).toContain('Signed by 11: 于桂芳、宋贵森、');
    expect(timeline).toContain(`The live subscription brought each of these ${acts.length} events once`);
    const document = await readFile('docs/stories/youyi-east-road.md', 'utf8');
    expect(document).toContain(performed.trim().split('\n').slice(2, -2).join('\n'));
  }, 90_000);

  test('is told on a system that runs already, with tokens of its key', async () => {
    await using installation = await createInstallation();
    await using service = startProcess(['cli/liaison.ts', 'start'], { ...installation.environment, SEED: 'none' });
    const options = ['story', 'youyi-east-road', '--url', await service.ready];
    const output = await commandOutput(options, { DATA_DIR: installation.folder });
    expect(actsIn(output)).toEqual([...acts, ...acts]);
    const stranger = await runCommand(options, { DATA_DIR: '/nowhere' });
    expect([stranger.code, stranger.stdout]).toEqual([1, '']);
    expect(stranger.stderr).toMatch(/There is no signing key at .*nowhere/);
  }, 90_000);
});
