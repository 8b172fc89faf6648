import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

const levels = ['city', 'district', 'township', 'network'];
const tests = ['test/**', '**/*.test.ts'];
const untyped = ['**/*.js', '**/*.mjs', 'bench/**', 'dashboard/**'];

/** Which room may import which; `target` may not import `from`, but for the folders in `except`. */
const rooms = [
  {
    target: './shared',
    from: ['./subgraphs', './gateway', './cli', './scripts'],
    message: 'shared knows no level, no gateway and no command.',
  },
  {
    target: './subgraphs',
    from: ['./gateway', './cli', './scripts'],
    message: 'A subgraph imports only shared and itself.',
  },
  ...levels.map((level) => ({
    target: `./subgraphs/${level}`,
    from: './subgraphs',
    except: [`./${level}`],
    message: 'No subgraph imports another: what they share goes through the graph, or into shared.',
  })),
  {
    target: './gateway',
    from: ['./subgraphs', './cli', './scripts'],
    message: 'The gateway knows no domain.',
  },
  {
    target: ['./gateway/*.ts', './gateway/!(registry)/**'],
    from: './shared',
    except: ['./errors', './config', './telemetry', './auth'],
    message: 'The gateway knows no domain: of shared it takes errors, config, telemetry and auth.',
  },
  {
    target: './gateway/registry',
    from: './shared',
    except: ['./errors', './config', './telemetry', './auth', './database', './events/wake-bus.ts'],
    message: 'The registry keeps a database and wakes other processes; beyond that it takes what the gateway takes.',
  },
  {
    target: './cli',
    from: './scripts',
    message: 'scripts are run, not imported.',
  },
];

const aboveAll = [
  {
    target: ['./shared', './subgraphs', './gateway', './cli', './scripts', './dashboard'],
    from: ['./test', './bench'],
    message: 'Nothing imports test or bench.',
  },
  {
    target: './dashboard',
    from: ['./shared', './subgraphs', './gateway', './cli', './scripts'],
    message: 'The dashboard knows the API only: it imports types generated from schema.',
  },
];

const correctness = {
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  'no-constructor-return': 'error',
  'no-control-regex': 'error',
  'no-duplicate-case': 'error',
  'no-fallthrough': 'error',
  'no-self-compare': 'error',
  'no-template-curly-in-string': 'error',
  'no-unmodified-loop-condition': 'error',
  'no-unreachable-loop': 'error',
  'no-unsafe-finally': 'error',
  'object-shorthand': 'error',
  'prefer-const': 'error',
};

const imports = {
  'import-x/no-cycle': 'error',
  'import-x/no-self-import': 'error',
  'import-x/no-duplicates': ['error', { 'prefer-inline': true }],
  'import-x/no-default-export': 'error',
  'import-x/no-mutable-exports': 'error',
  'import-x/no-restricted-paths': ['error', { zones: [...rooms, ...aboveAll] }],
  'import-x/no-extraneous-dependencies': ['error', { devDependencies: [...tests, 'scripts/**', '*.config.js'] }],
  'no-restricted-imports': [
    'error',
    { patterns: [{ regex: '^\\.{1,2}$|/$|/index\\.ts$', message: 'Import the file, not the folder.' }] },
  ],
};

const size = {
  'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
  'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
};

const types = {
  '@typescript-eslint/consistent-type-exports': 'error',
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
  // `extensions['code']`: brackets say that the key may be missing.
  '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
  // `() => resolve()` and `return done()` read well.
  '@typescript-eslint/no-confusing-void-expression': 'off',
  // Resolver classes carry their meaning in decorators.
  '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
  // Decorated classes only give shapes to GraphQL: resolvers return rows, and inputs arrive, as plain values.
  '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
  '@typescript-eslint/no-misused-spread': 'off',
  '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: 'only-allowed-literals' }],
  // A database driver may hand over a bigint or a text where the entity says number.
  '@typescript-eslint/no-unnecessary-type-conversion': 'off',
  // A type parameter that stands once still binds what the caller names, as in `readJson<Config>(file)`.
  '@typescript-eslint/no-unnecessary-type-parameters': 'off',
  '@typescript-eslint/no-unused-vars': [
    'error',
    {
      argsIgnorePattern: '^_',
      varsIgnorePattern: '^_',
      destructuredArrayIgnorePattern: '^_',
      ignoreRestSiblings: true,
    },
  ],
  // An empty text is often as good as none: `name || 'unknown'` is meant.
  '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true } }],
  // `async` also turns a throw into a rejection, and fits an interface that answers later.
  '@typescript-eslint/require-await': 'off',
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
};

/** What a server answers is JSON of any shape to a test. */
const relaxedInTests = {
  '@typescript-eslint/no-empty-function': 'off',
  '@typescript-eslint/no-non-null-assertion': 'off',
  '@typescript-eslint/no-unsafe-argument': 'off',
  '@typescript-eslint/no-unsafe-assignment': 'off',
  '@typescript-eslint/no-unsafe-call': 'off',
  '@typescript-eslint/no-unsafe-member-access': 'off',
  '@typescript-eslint/no-unsafe-return': 'off',
  '@typescript-eslint/unbound-method': 'off',
  'import-x/no-restricted-paths': ['error', { zones: rooms }],
  'max-lines': ['error', { max: 600, skipBlankLines: true, skipComments: true }],
  'max-lines-per-function': 'off',
};

export default tseslint.config(
  { ignores: ['**/node_modules/', 'var/', 'coverage/', 'data/', 'schema/', '**/dist/', '**/generated/'] },
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { 'import-x': importX },
    languageOptions: { parser: tseslint.parser },
    settings: {
      // Every import names its file, so that plain resolution is enough.
      'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.js', '.json'] })],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
      'import-x/extensions': ['.ts', '.js'],
    },
    rules: { ...correctness, ...imports, ...size, 'no-console': 'error' },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: types,
  },
  { files: untyped, extends: [tseslint.configs.disableTypeChecked] },
  { files: tests, rules: relaxedInTests },
  { files: ['cli/**', 'scripts/**', 'bench/**', 'examples/**', '**/main.ts'], rules: { 'no-console': 'off' } },
  { files: ['bench/**', 'dashboard/**'], rules: { 'import-x/no-extraneous-dependencies': 'off' } },
  {
    files: ['*.config.js', 'test/support/node-environment.js', 'test/support/run-folder.*.js'],
    rules: { 'import-x/no-default-export': 'off' },
  },
);
