/** Lets Node load the product's TypeScript from whatever folder the command is run in. */
import { register } from 'node:module';

register('@swc-node/register/esm', import.meta.url);
