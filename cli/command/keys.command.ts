import { join } from 'node:path';
import { Command } from 'commander';
import { z } from 'zod';
import { readEnvironment, type Environment, type VariableValues } from '../../shared/config/environment.ts';
import { ensureSigningKey, readSigningKey, type KeyFiles, type SigningKey } from '../../shared/auth/signing-key.ts';
import { ClientError } from '../../shared/errors/client-error.ts';

const keyVariables = {
  DATA_DIR: z.string().default('./var'),
  AUTH_PRIVATE_KEY_FILE: z.string().optional(),
  AUTH_JWKS_FILE: z.string().optional(),
};

/** Where the installation's keys are, by the environment. */
export function readKeyFiles(environment: Environment): KeyFiles {
  return keyFilesOf(readEnvironment(keyVariables, environment, ['AUTH_']));
}

export function keyFilesOf(values: VariableValues<typeof keyVariables>): KeyFiles {
  return {
    privateKeyFile: values.AUTH_PRIVATE_KEY_FILE ?? join(values.DATA_DIR, 'keys', 'private.jwk'),
    jwksFile: values.AUTH_JWKS_FILE ?? join(values.DATA_DIR, 'keys', 'jwks.json'),
  };
}

/** The installation's signing key. Throws CONFIGURATION_INVALID where there is none yet. */
export async function readOwnKey(): Promise<SigningKey> {
  const { privateKeyFile } = readKeyFiles(process.env);
  try {
    return await readSigningKey(privateKeyFile);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new ClientError(
      'CONFIGURATION_INVALID',
      `There is no signing key at ${privateKeyFile}. Start once (npm start), or run "npm run cli -- keys create"; DATA_DIR says where keys are kept.`,
    );
  }
}

export function keysCommand(): Command {
  const command = new Command('keys').description('The keys that sign and verify tokens.');
  command
    .command('create')
    .description('Create the signing key and its public half, unless they are there already.')
    .action(async () => {
      const files = readKeyFiles(process.env);
      await ensureSigningKey(files);
      console.log(`private key: ${files.privateKeyFile}\npublic keys: ${files.jwksFile}`);
    });
  return command;
}
