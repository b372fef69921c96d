import js from '@eslint/js';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['node_modules', '.types', 'dist', 'demo-output', 'coverage', 'test/fixtures'] },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      eqeqeq: 'error',
      'no-control-regex': 'off',
      'max-lines': ['error', { max: 400 }],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
    },
  },
  { files: ['shared/**', 'electron/**', 'renderer/**'], rules: { '@typescript-eslint/no-non-null-assertion': 'error' } },
  {
    files: ['renderer/**/*.tsx', 'renderer/**/*.ts'],
    rules: {
      // The icons carry an English name of their own, which a screen reader would say before the Chinese word.
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'JSXOpeningElement[name.name=/(Outlined|Filled|TwoTone)$/]:not(:has(JSXAttribute[name.name=/^aria-(hidden|label)$/]))',
          message: 'An icon is aria-hidden or has an aria-label in Chinese.',
        },
        {
          selector:
            ':matches(LogicalExpression > .right, ConditionalExpression > .consequent, ConditionalExpression > .alternate, IfStatement > .consequent):matches(CallExpression[callee.name=/^use[A-Z]/], :has(CallExpression[callee.name=/^use[A-Z]/]))',
          message: 'A hook runs at every drawing: call it before it is decided what its answer is for.',
        },
      ],
    },
  },
  {
    files: ['*.config.*', '**/*.mjs'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
    rules: { 'no-restricted-exports': 'off' },
  },
);
