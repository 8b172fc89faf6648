import { unwatchFile, watchFile } from 'node:fs';
import type { Logger } from '../../shared/telemetry/logger.ts';

export interface FollowedFileOptions<Content> {
  /** Throws where the file holds nothing that can be used; its message names the place. */
  readonly read: () => Promise<Content>;
  readonly logger: Logger;
  /** What the log says of a change, and of one that cannot be used. */
  readonly words: { readonly changed: string; readonly refused: string };
}

/** What a file holds, now and after each change of it. */
export interface FollowedFile<Content> {
  current(): Content;
  onChange(listener: (content: Content) => void): void;
  stop(): Promise<void>;
}

/** Milliseconds between two looks at the file: a look is one stat, and finds changes on every file system. */
const lookInterval = 500;

/** Throws what `read` throws. A later change that cannot be used is told in the log, and what was read before stays. */
export async function followFile<Content>(
  file: string,
  { read, logger, words }: FollowedFileOptions<Content>,
): Promise<FollowedFile<Content>> {
  const listeners = new Set<(content: Content) => void>();
  let current = await read();
  let reading = Promise.resolve();

  async function reload(): Promise<void> {
    try {
      const changed = await read();
      if (changed === current) return;
      current = changed;
      for (const listener of listeners) listener(changed);
      logger.info({ file }, words.changed);
    } catch (error) {
      logger.error({ file, reason: (error as Error).message }, words.refused);
    }
  }
  const onLook = (): void => void (reading = reading.then(reload));
  watchFile(file, { interval: lookInterval }, onLook);
  return {
    current: () => current,
    onChange: (listener) => void listeners.add(listener),
    stop: async () => {
      unwatchFile(file, onLook);
      await reading;
    },
  };
}
