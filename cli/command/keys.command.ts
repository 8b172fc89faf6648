import { join } from 'node:path';
import { Command } from 'commander';
import { z } from 'zod';
import { readEnvironment, type Environment, type VariableValues } from '../../shared/config/environment.ts';
import { ensureSigningKey, type KeyFiles } from '../../shared/auth/signing-key.ts';

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
