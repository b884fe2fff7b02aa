import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const nodeGlobals = Object.fromEntries(
  [
    'AbortController',
    'AbortSignal',
    'Buffer',
    'URL',
    'URLSearchParams',
    'clearInterval',
    'clearTimeout',
    'console',
    'fetch',
    'performance',
    'process',
    'setInterval',
    'setTimeout',
    'structuredClone',
  ].map((name) => [name, 'readonly']),
);

/** Settings are read once, at boot, by one schema: everything else is handed what it needs. */
const environmentStaysInConfig = {
  'no-restricted-properties': [
    'error',
    { object: 'process', property: 'env', message: 'Read settings through #platform/config.' },
    { object: 'globalThis', property: 'process', message: 'Read settings through #platform/config.' },
  ],
  'no-restricted-imports': [
    'error',
    {
      paths: ['process', 'node:process'].map((name) => ({
        name,
        importNames: ['env', 'default'],
        message: 'Read settings through #platform/config.',
      })),
    },
  ],
};

export default defineConfig(
  { ignores: ['**/node_modules/', 'dist/', 'coverage/', '.data/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error', reportUnusedInlineConfigs: 'error' } },
  js.configs.recommended,
  {
    rules: {
      'max-lines': ['error', 300],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'object-shorthand': 'error',
      'prefer-template': 'error',
      // What people type is searched for control characters, so the patterns name them.
      'no-control-regex': 'off',
    },
  },
  {
    files: ['**/*.{mjs,cjs,js}'],
    languageOptions: { ecmaVersion: 2023, globals: nodeGlobals },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: { sourceType: 'commonjs', globals: { module: 'writable', require: 'readonly' } },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: false }],
      '@typescript-eslint/consistent-type-imports': [
        'error',
        // swc writes constructor parameter types into metadata for Nest, so an injected class must be a real import.
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: true },
      ],
      // Nest modules are classes that only carry a decorator.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Nest describes plain options by classes.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // Explicit types on decorated properties are what the GraphQL and entity metadata are built from.
      '@typescript-eslint/no-inferrable-types': 'off',
    },
  },
  {
    files: ['apps/**/*.ts', 'libs/**/*.ts'],
    ignores: ['libs/platform/config/**'],
    rules: environmentStaysInConfig,
  },
  // These talk to a person at a terminal.
  { files: ['tools/**', 'bench/**', 'test/support/*.mjs'], rules: { 'no-console': 'off' } },
);
