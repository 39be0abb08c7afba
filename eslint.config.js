import js from '@eslint/js'
import svelte from 'eslint-plugin-svelte'
import { defineConfig } from 'eslint/config'
import globals from 'globals'
import ts from 'typescript-eslint'
import house from './scripts/lint/layers.js'
import svelteConfig from './svelte.config.js'

// What the language and every engine has: core may use these and no other global of a browser or of Node.
const UNIVERSAL = new Set(['WebAssembly', 'TextEncoder', 'TextDecoder', 'structuredClone', 'URL', 'AbortController', 'AbortSignal'])
const LANGUAGE = new Set(Object.keys(globals.es2026))
const hostGlobals = Object.keys({ ...globals.browser, ...globals.node }).filter((name) => !LANGUAGE.has(name) && !UNIVERSAL.has(name))

const tests = ['**/*.test.ts', 'tests/**/*.ts']

const NEVER = [
  {
    selector: 'CallExpression[callee.property.name=/^(skip|only|todo|fixme|fails)$/][callee.object.name=/^(it|test|describe|suite)$/]',
    message: 'No skipped, exclusive or expected-to-fail tests.'
  },
  { selector: 'TSEnumDeclaration, TSModuleDeclaration[kind="namespace"], TSParameterProperty', message: 'Erasable syntax only.' }
]
const RAW_IPC = {
  selector: 'Identifier[name=/^(ipcMain|ipcRenderer)$/]',
  message: 'ipcMain belongs to main/hosts/electron/ipc.ts (every sender is checked there), ipcRenderer to main/preload.ts.'
}

export default defineConfig(
  { ignores: ['out', 'dist', 'coverage', 'test-results', 'playwright-report', '.svelte-check', 'docs'] },
  js.configs.recommended,
  ...ts.configs.recommendedTypeChecked,
  ...svelte.configs.recommended,
  {
    plugins: { house },
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' },
    languageOptions: {
      globals: { ...globals.node, ...globals.browser },
      parserOptions: {
        projectService: { allowDefaultProject: ['*.js'] },
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte']
      }
    },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-eval': 'error',
      'no-implied-eval': 'off',
      '@typescript-eslint/no-implied-eval': 'error',
      'no-new-func': 'error',
      'prefer-const': 'error',
      // Published coefficients stand as their source prints them.
      'no-loss-of-precision': 'off',
      // Handlers and stubs are async by their interface, whether they wait or not.
      '@typescript-eslint/require-await': 'off',
      'no-empty': ['error', { allowEmptyCatch: false }],
      'no-restricted-syntax': ['error', ...NEVER, RAW_IPC],
      'house/layers': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true, 'ts-ignore': true, 'ts-nocheck': true, 'ts-check': false }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      'svelte/no-at-html-tags': 'error'
    }
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
    // The second one knows that $props() and $bindable() are declared with let.
    rules: { 'prefer-const': 'off', 'svelte/prefer-const': 'error' }
  },
  {
    files: ['core/**/*.ts'],
    ignores: tests,
    rules: {
      'no-restricted-globals': ['error', ...hostGlobals.map((name) => ({ name, message: 'core knows neither Node nor a browser.' }))]
    }
  },
  { files: ['main/index.ts'], rules: { 'house/one-import': 'error' } },
  {
    files: ['main/hosts/electron/ipc.ts', 'main/preload.ts', ...tests],
    rules: { 'no-restricted-syntax': ['error', ...NEVER] }
  },
  // The one component that may write raw HTML: KaTeX's output, made with trust off.
  { files: ['renderer/components/Formula.svelte'], rules: { 'svelte/no-at-html-tags': 'off' } },
  { files: tests, rules: { '@typescript-eslint/unbound-method': 'off' } },
  { files: ['**/*.js', '**/*.cjs', '**/*.mjs'], extends: [ts.configs.disableTypeChecked] },
  {
    files: ['**/*.cjs'],
    languageOptions: { sourceType: 'commonjs' },
    // The second one crashes on CommonJS under ESLint 10 and is about Svelte alone.
    rules: { '@typescript-eslint/no-require-imports': 'off', 'svelte/no-inner-declarations': 'off' }
  }
)
