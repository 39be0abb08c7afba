import { builtinModules } from 'node:module'
import { dirname, relative, resolve, sep } from 'node:path'

/**
 * The house's import rule, as a table: the first row whose `at` fits a file says what that file may import.
 * `folders`: our own files, by prefix; `types`: the same, for `import type` only; `not`: exceptions to `folders`;
 * `packages` / `notPackages`: allowed, or forbidden, package names (`node:` stands for every built-in module).
 */
const LAYERS = [
  { at: 'core/', folders: ['core/'], packages: ['mathjs', 'papaparse', 'yaml', 'zod'] },
  { at: 'main/api/', folders: ['core/', 'main/api/'], packages: ['zod'] },
  { at: 'main/index.ts', folders: ['main/hosts/electron/'], packages: [] },
  { at: 'main/hosts/electron/', folders: ['core/', 'main/'] },
  { at: 'main/preload.ts', folders: ['core/', 'main/api/', 'main/hosts/electron/'] },
  { at: 'main/lab/', folders: ['core/', 'main/'], not: ['main/hosts/', 'main/index.ts', 'main/cli.ts'], notPackages: ['electron'] },
  { at: 'main/', folders: ['core/', 'main/'], not: ['main/hosts/electron/', 'main/index.ts'], notPackages: ['electron'] },
  {
    at: 'renderer/',
    folders: ['renderer/', 'main/api/'],
    types: ['core/'],
    notPackages: ['electron', 'node:', 'better-sqlite3', 'ws', 'playwright-core']
  },
  { at: '', folders: [''], not: ['renderer/'] }
]

const TEST = /\.test\.ts$/
const TEST_PACKAGES = ['vitest', 'vitest-browser-svelte', 'node:']
const BUILT_IN = new Set(builtinModules)

/** The name a rule knows a module by: `node:` for built-in modules, else the package without its sub-path. */
function packageOf(specifier) {
  if (specifier.startsWith('node:') || BUILT_IN.has(specifier.split('/')[0])) return 'node:'
  const parts = specifier.split('/')
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0]
}

function startsWithAny(path, prefixes = []) {
  return prefixes.some((prefix) => path.startsWith(prefix))
}

/** Why `file` may not import `specifier`, or undefined when it may. Paths are relative to the root, with `/`. */
export function objection(file, specifier, typeOnly) {
  const layer = LAYERS.find(({ at }) => file.startsWith(at))
  const isTest = TEST.test(file)
  if (specifier.startsWith('.') || specifier.startsWith('/')) {
    const target = relative('/', resolve('/', dirname(file), specifier.split('?')[0]))
      .split(sep)
      .join('/')
    if (startsWithAny(target, layer.not)) return `${file} may not import ${target}`
    if (startsWithAny(target, layer.folders)) return undefined
    if (typeOnly && startsWithAny(target, layer.types)) return undefined
    if (isTest && target.startsWith('tests/')) return undefined
    const types = startsWithAny(target, layer.types) ? ' (its types only: write "import type")' : ''
    return `${layer.at || file} may not import ${target}${types}`
  }
  const name = packageOf(specifier)
  if (isTest && TEST_PACKAGES.includes(name)) return undefined
  if (layer.notPackages?.includes(name)) return `${layer.at} may not import ${specifier}`
  if (layer.packages !== undefined && !layer.packages.includes(name)) return `${layer.at} may not import the package ${specifier}`
  return undefined
}

function isTypeOnly(node) {
  if (node.importKind === 'type' || node.exportKind === 'type' || node.type === 'TSImportType') return true
  return node.type === 'ImportDeclaration' && node.specifiers.length > 0 && node.specifiers.every(({ importKind }) => importKind === 'type')
}

const layers = {
  meta: { type: 'problem', schema: [], messages: { layer: '{{why}}: see CONTRIBUTING.md, "Where things live".' } },
  create(context) {
    const file = relative(context.cwd, context.filename).split(sep).join('/')
    function check(node, source) {
      if (source?.type !== 'Literal' || typeof source.value !== 'string') return
      const why = objection(file, source.value, isTypeOnly(node))
      if (why !== undefined) context.report({ node: source, messageId: 'layer', data: { why } })
    }
    return {
      ImportDeclaration: (node) => check(node, node.source),
      ExportAllDeclaration: (node) => check(node, node.source),
      ExportNamedDeclaration: (node) => check(node, node.source),
      ImportExpression: (node) => check(node, node.source),
      TSImportType: (node) => check(node, node.source ?? node.argument?.literal)
    }
  }
}

/** `main/index.ts` is one static import: a top-level await there would keep Electron from ever becoming ready. */
const oneImport = {
  meta: { type: 'problem', schema: [], messages: { one: 'main/index.ts is one static import and nothing else.' } },
  create(context) {
    return {
      Program(node) {
        const [first, ...rest] = node.body
        if (first?.type !== 'ImportDeclaration' || rest.length > 0) context.report({ node, messageId: 'one' })
      }
    }
  }
}

export default { meta: { name: 'house' }, rules: { layers, 'one-import': oneImport } }
