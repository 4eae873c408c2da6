import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { borders } from './tools/borders.js';

const rooms = Object.keys(borders).map((path) => path.replace(/^src\//, ''));

/** The import and global rules of one folder, from the table in `tools/borders.js`. */
function borderRules(path, { may, why, closed = { packages: [], globals: [] } }) {
  const own = path.replace(/^src\//, '');
  const shut = rooms.filter((room) => room !== own && !may.includes(room));
  const open = rooms.filter((room) => room !== own && may.includes(room));
  const patterns = [
    { regex: `(^|/)\\.\\./(src/)?(${shut.join('|')})(/|$)`, message: `Border: ${why}.` },
    {
      regex: `(^|/)\\.\\./(src/)?(${open.join('|')})/(?!index\\.ts$)`,
      message:
        'Border: a folder is imported through its index.ts alone, so that its inside stays free to change.',
    },
    ...closed.packages.map((name) => ({ group: [name, `${name}/**`], message: `Border: ${why}.` })),
  ].filter((pattern) => !pattern.regex?.includes('()'));
  return {
    'no-restricted-imports': ['error', { patterns }],
    'no-restricted-globals': [
      'error',
      ...closed.globals.map((name) => ({ name, message: `Border: ${why}.` })),
    ],
  };
}

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'public/', 'test-results/', 'playwright-report/'] },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
    },
  },
  {
    // The two places where a plain value is given a meaning: branded units and untyped boundaries (guards).
    files: ['src/base/units.ts', '**/*.test.ts', 'e2e/**', 'bench/**'],
    rules: { '@typescript-eslint/consistent-type-assertions': 'off' },
  },
  { files: ['src/app/**/*.{ts,tsx}'], ...reactHooks.configs.flat['recommended-latest'] },
  {
    // The page's words stand in its catalogues; the name of the program is the same in every language.
    files: ['src/app/**/*.tsx'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...[
          'JSXText[value=/[A-Za-z]{2}/][value!=/^\\s*Hemolens\\s*$/]',
          'JSXAttribute[name.name=/^(aria-label|aria-valuetext|aria-description|title|alt|placeholder|label|hint)$/] Literal[value=/[A-Za-z]{2}/]:not(CallExpression *):not(BinaryExpression > *)',
          ':matches(JSXElement, JSXFragment) > JSXExpressionContainer > :matches(Literal, TemplateLiteral > TemplateElement, ConditionalExpression > Literal, LogicalExpression > Literal)[value=/[A-Za-z]{3}/]',
        ].map((selector) => ({
          selector,
          message: 'Words on the page come from src/app/words, so that they can be told in every language.',
        })),
      ],
    },
  },
  ...Object.entries(borders).map(([path, border]) => ({
    files: [`${path}/**/*.{ts,tsx}`],
    ignores: ['**/*.test.ts'],
    rules: borderRules(path, border),
  })),
  { files: ['cli/**', 'bench/**', 'tools/**', 'e2e/**'], rules: { 'no-console': 'off' } },
);
