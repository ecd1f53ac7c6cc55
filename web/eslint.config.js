// Lint rules, and the web's own layer law: ui knows no feature, no store and no api; a feature
// imports no other feature; only api talks to the network.
import vue from 'eslint-plugin-vue';
import ts from 'typescript-eslint';

const features = ['frame', 'overview', 'projects', 'project', 'dispatch', 'imports', 'levers', 'sprint', 'calibration'];
const network = ['fetch', 'XMLHttpRequest', 'EventSource', 'WebSocket'].map((name) => ({
  name,
  message: 'Only src/api talks to the network.',
}));
const forbid = (patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });

export default ts.config(
  { ignores: ['dist/', 'node_modules/', '**/*.gen.ts'] },
  ...ts.configs.strict,
  ...ts.configs.stylistic,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: ts.parser } },
    rules: {
      'max-lines': ['error', 200],
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/html-self-closing': ['error', { html: { void: 'always' } }],
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/first-attribute-linebreak': 'off',
      'vue/multi-word-component-names': 'off',
      'vue/require-default-prop': 'off',
      'vue/block-order': ['error', { order: ['script', 'template', 'style'] }],
      'vue/no-v-html': 'error',
      'vue/no-bare-strings-in-template': [
        'error',
        { allowlist: ['(', ')', ',', '.', '/', '·', '—', '→', '–', '%', '×', ':', ' ', '▾', '▸', '●', '|', '#', '+', '-', '−', '▴', '↗', '…'] },
      ],
    },
  },
  {
    files: ['src/**/*.{ts,vue}'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      'max-depth': ['error', 4],
      'max-params': ['error', 5],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'no-restricted-globals': ['error', ...network],
    },
  },
  { files: ['src/**/*.ts'], rules: { 'max-lines': ['error', 400] } },
  { files: ['src/**/*.{vue,spec.ts}'], rules: { 'max-lines-per-function': 'off' } },
  { files: ['src/api/**/*.ts'], rules: { 'no-restricted-globals': 'off' } },
  {
    files: ['src/lib/**', 'src/ui/**'],
    rules: forbid([{ group: ['@/features/*', '@/stores/*', '@/composables/*', '@/api/*'], message: 'lib and ui know no noun, no store and no feature.' }]),
  },
  ...features.map((name) => ({
    files: [`src/features/${name}/**`],
    rules: forbid([{ group: features.filter((other) => other !== name).map((other) => `@/features/${other}/*`), message: 'A feature imports no other feature.' }]),
  })),
);
