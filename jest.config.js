/** Mirrors what tsconfig.json tells the dev runner (@swc-node/register), so that tests and services run the same code. */
const swc = {
  swcrc: false,
  sourceMaps: 'inline',
  jsc: {
    target: 'es2023',
    keepClassNames: true,
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: true },
    experimental: { keepImportAttributes: true },
  },
};

/** @type {import('jest').Config} */
export default {
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/var/', '<rootDir>/bench/'],
  modulePathIgnorePatterns: ['<rootDir>/var/', '<rootDir>/bench/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': ['@swc/jest', swc] },
  testEnvironment: './test/support/node-environment.js',
  testTimeout: 30_000,
  maxWorkers: 2,
  // A worker keeps the module graph of every file that it ran (each in its own vm context): start anew before it swells.
  workerIdleMemoryLimit: '1GB',
  reporters: ['default', ['summary', { summaryThreshold: 1 }]],
};
