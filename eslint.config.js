import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { words } from './tools/eslint-words.mjs';

const tests = ['**/*.test.{ts,tsx,mjs}', '**/testing/**', 'e2e/**'];
const pure = ['law', 'ledger', 'casework'].map((name) => `packages/${name}/src/**/*.ts`);

const noDefault = {
  selector: 'ExportDefaultDeclaration',
  message: 'A name that everybody uses is found by searching: export by name.',
};
const noStar = {
  selector: 'ExportAllDeclaration',
  message: 'The public face of a folder is a list that can be read: name each export.',
};
const noClock = [
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'no clock' },
  { selector: 'CallExpression[callee.name="Date"]', message: 'no clock' },
  { selector: 'MemberExpression[object.name="Date"][property.name="now"]', message: 'no clock' },
  {
    selector: 'MemberExpression[object.name="Temporal"][property.name="Now"]',
    message: 'no clock',
  },
  {
    selector: 'MemberExpression[object.name="Math"][property.name="random"]',
    message: 'no random',
  },
  {
    selector: 'MemberExpression[object.name="globalThis"][property.name!="crypto"]',
    message: 'no platform',
  },
].map(({ selector, message }) => ({
  selector,
  message: `This package has ${message}: time, chance and the world are handed in.`,
}));
const platform = [
  ...['process', 'fetch', 'XMLHttpRequest', 'WebSocket', 'console', 'performance', 'navigator'],
  ...['window', 'document', 'localStorage', 'sessionStorage', 'indexedDB'],
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'Buffer', 'require'],
].map((name) => ({
  name,
  message: 'This package touches no platform: what it needs is handed in.',
}));

export default tseslint.config(
  {
    ignores: ['**/dist/**', '**/node_modules/**', 'data/**', 'test-results/**', '.stryker-tmp/**'],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['packages/*/src/**/*.{ts,tsx}', 'e2e/**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['./packages/*/tsconfig.json', './tsconfig.tests.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      // An interface may promise what one of its makers knows at once.
      '@typescript-eslint/require-await': 'off',
      // There are no enums here, and this rule is slow.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false } },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['packages/*/src/**/*.{ts,tsx}', 'e2e/**/*.ts', 'examples/**/*', '**/*.mjs'],
    languageOptions: { parser: tseslint.parser },
    plugins: { amparo: { rules: { words } } },
    rules: {
      'amparo/words': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-params': ['error', 4],
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-restricted-syntax': ['error', noDefault, noStar],
    },
  },
  {
    files: ['packages/*/src/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex:
                '^(\\.\\./)+(packages/)?(law|seal|ledger|casework|server|app|cli)/(src/|package)',
              message: 'Another package is imported by its name, through its public face.',
            },
          ],
        },
      ],
    },
  },
  {
    files: [...pure, 'packages/seal/src/**/*.ts'],
    ignores: tests,
    rules: {
      'no-restricted-syntax': ['error', noDefault, noStar, ...noClock],
      'no-restricted-globals': ['error', ...platform],
    },
  },
  {
    files: pure,
    ignores: tests,
    rules: {
      'no-restricted-globals': [
        'error',
        ...platform,
        { name: 'crypto', message: 'Only packages/seal knows cryptography; here it is handed in.' },
      ],
    },
  },
  {
    files: ['packages/app/src/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
    },
  },
  {
    files: tests,
    rules: {
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['packages/law/src/**/*.test.ts'],
    rules: { 'amparo/words': ['error', { quotesLaw: true }] },
  },
);
