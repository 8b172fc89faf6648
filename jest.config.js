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

/**
 * Random lives, random operations, crowds and killed services take minutes. `npm test` leaves them out, `npm run test:long`
 * runs them in a short form, and so does whoever names one of them.
 */
const long = [
  'test/crowd',
  'test/fuzz',
  'test/model',
  'test/e2e/log-command-steps',
  'test/e2e/partitioned-districts',
  'test/e2e/processes',
  'test/integration/hand-up/kill',
];
const isLongAsked =
  process.env.TEST_LONG === '1' || process.argv.some((word) => long.some((place) => word.includes(place)));

/** @type {import('jest').Config} */
export default {
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: [
    '/node_modules/',
    '<rootDir>/var/',
    '<rootDir>/bench/',
    ...(isLongAsked ? [] : long.map((place) => `<rootDir>/${place}`)),
  ],
  modulePathIgnorePatterns: ['<rootDir>/var/', '<rootDir>/bench/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': ['@swc/jest', swc] },
  testEnvironment: './test/support/node-environment.js',
  globalSetup: './test/support/run-folder.setup.js',
  globalTeardown: './test/support/run-folder.teardown.js',
  testTimeout: 30_000,
  maxWorkers: 2,
  // A worker keeps the module graph of every file that it ran (each in its own vm context): start anew before it swells.
  workerIdleMemoryLimit: '1GB',
  reporters: ['default', ['summary', { summaryThreshold: 1 }]],
};
