import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSigningKey, type SigningKey } from '../../shared/auth/signing-key.ts';
import { issueToken } from '../../shared/auth/token-issuer.ts';
import { readEnvironment } from '../../shared/config/environment.ts';
import { DeputyEntity, DeputyLevelEntity } from '../../subgraphs/city/deputy/deputy.entity.ts';
import { keyFilesOf } from '../command/keys.command.ts';
import { bundledAsOf, bundledDivisions } from '../divisions/bundled-divisions.ts';
import { readDivisionFiles } from '../divisions/division-files.ts';
import { importDivisions } from '../divisions/import-divisions.ts';
import { levelVariables, readLevelConfigs, withLevelDatabases } from '../level/level-databases.ts';
import { startAll } from '../start/start-all.ts';
import { startVariables } from '../start/start-variables.ts';
import type { Story } from './story.ts';
import type { StoryStage } from './tell-story.ts';

/** Seconds for which an actor's token is good: longer than a story takes. */
const tokenLifetime = 3_600;

function tokensOf({ name: story, divisionCode }: Story, key: SigningKey): StoryStage['tokenOf'] {
  return ({ name, role, deputyId, organ }) => {
    const subject = `story:${story}:${deputyId ?? organ ?? role}`;
    return issueToken(key, { subject, name, role, divisionCode, deputyId, organ }, tokenLifetime);
  };
}

/** A system that runs already, of which `key` signs the tokens: everything happens now, by its own clock. */
export function runningStage(story: Story, { url, key }: { url: string; key: SigningKey }): StoryStage {
  return { url, tokenOf: tokensOf(story, key), moveTo: () => new Date() };
}

export interface OwnStage extends StoryStage {
  stop(): Promise<void>;
}

/**
 * A system of the story's own, in a folder that is removed with it: the city's real divisions and the deputies who sign,
 * with a clock that stands where the story is.
 */
export async function startOwnStage(story: Story): Promise<OwnStage> {
  const stack = new AsyncDisposableStack();
  try {
    const folder = await mkdtemp(join(tmpdir(), 'liaison-story-'));
    stack.defer(() => rm(folder, { recursive: true, force: true }));
    const environment = { DATA_DIR: folder, HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'silent', SEED: 'none' };
    await fill(story, environment);
    let now = story.draftedAt;
    const values = readEnvironment(startVariables, environment);
    const system = stack.adopt(await startAll(values, () => now), (running) => running.stop());
    const key = await readSigningKey(keyFilesOf(values).privateKeyFile);
    return {
      url: system.url,
      tokenOf: tokensOf(story, key),
      moveTo: (time) => (now = time),
      stop: () => stack.disposeAsync(),
    };
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}

async function fill({ signers }: Story, environment: Readonly<Record<string, string>>): Promise<void> {
  const known = Object.entries(environment).filter(([name]) => name in levelVariables);
  await withLevelDatabases(readLevelConfigs(Object.fromEntries(known)), async (databases) => {
    await importDivisions(databases, await readDivisionFiles(bundledDivisions), bundledAsOf);
    const em = databases.city.fork();
    const ids = signers.map(({ deputyId = '' }) => deputyId);
    await em.insertMany(
      DeputyEntity,
      signers.map(({ deputyId: id = '', name, isMadeUp: synthetic = false }) => {
        return { id, name, electoralUnitCode: null, synthetic };
      }),
    );
    await em.insertMany(
      DeputyLevelEntity,
      ids.map((deputyId) => ({ deputyId, level: 'CITY' as const })),
    );
  });
}
