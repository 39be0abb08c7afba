import type { LabError } from '../errors.ts'
import type { Scope, Span } from './ast.ts'
import { shortSpelling, splits } from './names.ts'
import { listed, nearest } from './nearest.ts'
import { trouble } from './trouble.ts'
import { FOREIGN, FUNCTIONS } from './vocabulary.ts'

/** Longer ones are no slip of a known name. */
const LONGEST_NAME = 100

const isAre = (names: readonly string[]): string => (names.length === 1 ? `there is only ${names[0]!}` : `there are ${listed(names)}`)

/** The error for a name that nobody declared, with what was probably meant. `called`: a bracket follows it. */
export function unknownName(text: string, span: Span, name: string, scope: Scope, called: boolean): LabError {
  const error = (message: string, cure: string, replacement?: string): LabError =>
    trouble(text, span, 'unknown-symbol', message, cure, replacement)
  const declared = [...scope.variables, ...scope.unknowns, ...scope.parameters, ...(scope.where?.keys() ?? [])]

  if (name.length > LONGEST_NAME) return error(`${name.slice(0, 20)}… is not declared`, 'Put signs between names.')
  const laplacian = laplacianOf(text, span, name, scope, called)
  if (laplacian !== undefined)
    return error(`${laplacian.found} is not read here`, `Write ${laplacian.meant}.`, called ? undefined : laplacian.meant)
  const dotted = /^(\p{L})[\u0307\u0308]/u.exec(name.normalize('NFD'))?.[1]
  if (dotted !== undefined && declared.includes(dotted)) return error(`A dot over ${dotted} is not read here`, dotCure(name, dotted))
  const foreign = FOREIGN.get(name)
  if (foreign !== undefined && called) {
    return FUNCTIONS.has(foreign)
      ? error(`${name} is called ${foreign} here`, `Use ${foreign}.`, foreign)
      : error(`There is no function ${name}`, `Write ${foreign}.`)
  }
  if (/^(nan|inf|infinity|infty|oo)$/i.test(name)) {
    return trouble(text, span, 'not-finite', `${name} is not a number to compute with`, finiteCure(scope))
  }
  if (name === '\u03c0') return error('\u03c0 is not declared', 'Write pi.', 'pi')
  const spelt = GREEK.get(name)
  if (spelt !== undefined && declared.includes(spelt)) return error(`${name} is not declared`, `Write ${spelt}.`, spelt)
  const subscript = subscriptOfBracket(text, span, name, scope)
  if (subscript !== undefined)
    return error('A subscript belongs to a name, not to a bracket', `Write ${subscript} for the derivative of an expression.`)
  const network = networkName(name, scope)
  if (network !== undefined) return error(network.message, network.cure)

  const close = nearest(name, called ? [...FUNCTIONS.keys(), ...declared] : [...declared, 'pi'])
  if (close?.sure === true) return error(`${name} is not declared`, `Use ${close.word}, or declare ${name}.`, close.word)

  const derivative = badDerivative(name, scope)
  if (derivative !== undefined) return error(derivative.message, derivative.cure, derivative.meant)

  const glued = gluedDerivative(name, scope)
  if (glued !== undefined) return error(`${name} is not declared`, `Use ${glued} if the derivative is meant.`, glued)
  const product = gluedProduct(name, [...declared, 'pi', 'e'])
  if (product !== undefined) {
    return error(`${name} is not declared`, `Write ${product} if a product is meant: names in a row need a sign or a blank.`, product)
  }
  const call = [...FUNCTIONS.keys()].find((head) => name.startsWith(head) && declared.concat('pi').includes(name.slice(head.length)))
  if (call !== undefined) {
    const meant = `${call}(${name.slice(call.length)})`
    return error(`${name} is not declared`, `Write ${meant} if the function is meant.`, meant)
  }
  if (called && close !== undefined) return error(`There is no function ${name}`, `Is ${close.word} meant?`)
  if (called && scope.evaluation === 'anywhere' && scope.unknowns.length > 0)
    return error(
      `${name} is neither an unknown nor a function`,
      `${scope.unknowns.length === 1 ? 'The unknown is' : 'Unknowns are'} ${listed(scope.unknowns)}. For a product write ${name}*(…).`
    )
  if (called)
    return error(`There is no function ${name}`, `Functions are ${[...FUNCTIONS.keys()].join(' ')}. For a product write ${name}*(…).`)
  if (name === 'i')
    return error('i is not declared', 'Solutions are real: write the real and the imaginary part as two unknowns, or declare i.')
  if (close !== undefined) return error(`${name} is not declared`, `Is ${close.word} meant? Otherwise declare ${name} under parameters.`)
  const known = declared.length === 0 ? 'numbers, pi and e' : listed(declared)
  const cure = isTrial(scope)
    ? `A trial solution is written with ${known}.`
    : `Declare it under parameters, or use what there is: ${known}.`
  if (name === 'lambda' || name === 'E')
    return error(`${name} is not declared`, `Give it a value, or seek it: eigenvalue: { ${name}: { initial: 1 } }.`)
  return error(`${name} is not declared`, cure)
}

/** A condition at infinity is one at the end of an interval that is long enough. */
function finiteCure({ evaluation, unknowns, variables }: Scope): string {
  const [unknown, variable] = [unknowns[0], variables[0]]
  if (evaluation !== 'anywhere' || unknown === undefined || variable === undefined) return 'Give a finite number.'
  return `Give a finite number: end the interval of ${variable} where the solution has come to rest, as in ${variable} in [0, 10], and put the condition there.`
}

/** Spelling of a derivative for a letter with one dot or two above it. */
export function dotCure(sign: string, letter: string): string {
  const primes = sign.normalize('NFD').includes('\u0308') ? "''" : "'"
  return `Write ${letter}${primes}, or diff(${letter}, t${primes === "'" ? '' : ', 2'}).`
}

/** diff(h*u, x) for (h*u)_x. */
function subscriptOfBracket(text: string, { start }: Span, name: string, { variables }: Scope): string | undefined {
  const [order] = name.startsWith('_') ? splits(name.slice(1), variables) : []
  const before = text.slice(0, start).trimEnd()
  if (order === undefined || !before.endsWith(')')) return undefined
  let depth = 0
  let open = before.length - 1
  for (; open >= 0; open--) {
    if (before[open] === ')') depth++
    else if (before[open] === '(' && --depth === 0) break
  }
  const by = order.flatMap((n, axis) => (n === 0 ? [] : n === 1 ? [variables[axis]!] : [variables[axis]!, String(n)]))
  return `diff(${before.slice(open + 1, -1)}, ${by.join(', ')})`
}

/** Laplacian(u), Delta(u), div(grad(u)) and Δu, with the sum of second derivatives that is meant: time is left out. */
function laplacianOf(text: string, span: Span, name: string, scope: Scope, called: boolean): { found: string; meant: string } | undefined {
  const inner = called
    ? ['laplacian', 'Laplacian', 'laplace', 'Laplace', 'lap', 'Delta', '\u0394'].includes(name)
      ? /^\s*\(\s*([^\s()]+)\s*\)/.exec(text.slice(span.start + span.length))?.[1]
      : name === 'div'
        ? /^\s*\(\s*(?:grad|gradient)\s*\(\s*([^\s()]+)\s*\)\s*\)/.exec(text.slice(span.start + span.length))?.[1]
        : undefined
    : name.startsWith('\u0394')
      ? name.slice(1)
      : undefined
  const space = scope.variables.filter((variable) => variable !== 't')
  if (inner === undefined || !scope.unknowns.includes(inner) || space.length === 0) return undefined
  const seconds = space.map((one) =>
    shortSpelling(
      inner,
      scope.variables.map((variable) => (variable === one ? 2 : 0)),
      scope.variables
    )
  )
  const sum = seconds.join(' + ')
  return {
    found: !called ? name : name === 'div' ? `div(grad(${inner}))` : `${name}(${inner})`,
    meant: seconds.length === 1 ? sum : `(${sum})`
  }
}

const LETTERS =
  'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigmaf sigma tau upsilon phi chi psi omega'
const GREEK: ReadonlyMap<string, string> = new Map(LETTERS.split(' ').map((word, k) => [String.fromCodePoint(0x3b1 + k), word]))

/** Whether the unknowns are the networks of a trial solution. */
const isTrial = ({ unknowns }: Scope): boolean =>
  unknowns.length > 0 && unknowns.every((unknown) => unknown === 'N' || unknown.startsWith('N_'))

/** N in an equation, N_g where there is one network, N where there are several. */
function networkName(name: string, scope: Scope): { message: string; cure: string } | undefined {
  const { unknowns, variables } = scope
  if (isTrial(scope)) {
    if (name === 'N') return { message: 'Each unknown has a network of its own', cure: `Write ${listed(unknowns, 'or')}.` }
    const letters = /^N_([A-Za-z]\w*)$/.exec(name)?.[1]
    if (unknowns.length > 1 || letters === undefined) return undefined
    const derivative = shortSpelling(
      'N',
      variables.map((_, axis) => (axis === 0 ? 1 : 0)),
      variables
    )
    return {
      message: `${letters} is not a variable, and the only network is called N`,
      cure: `Write N, or ${derivative} for its derivative.`
    }
  }
  if (name !== 'N' && !unknowns.some((unknown) => name === `N_${unknown}`)) return undefined
  return {
    message: `${name} is a network, which stands in trial solutions only`,
    cure: unknowns.length === 0 ? 'Leave it out.' : `Write ${listed(unknowns, 'or')} here.`
  }
}

/** u_xy where y is no variable. */
function badDerivative(name: string, scope: Scope): { message: string; cure: string; meant?: string } | undefined {
  const owner = scope.unknowns.filter((unknown) => name.startsWith(`${unknown}_`)).sort((a, b) => b.length - a.length)[0]
  if (owner === undefined || scope.variables.length === 0) return undefined
  const letters = name.slice(owner.length + 1)
  const joined = letters.replaceAll('_', '')
  const without = splits(joined, scope.variables)
  if (joined !== letters && without.length === 1) {
    const meant = shortSpelling(owner, without[0]!, scope.variables)
    return { message: `${name} is not declared`, cure: `Use ${meant} for the derivative.`, meant }
  }
  // the longest beginning that is made of variables; what follows it is the trouble
  const good =
    [...letters].map((_, k) => letters.length - k).find((length) => splits(letters.slice(0, length), scope.variables).length > 0) ?? 0
  const strange = [...letters.slice(good)].filter((letter) => !scope.variables.includes(letter))[0] ?? letters.slice(good)
  if (/^\d/.test(strange)) return undefined
  const message = `${strange} is not a variable here; ${isAre(scope.variables)}`
  const single = scope.variables.every((variable) => variable.length === 1)
  if (!single || !/^[a-zA-Z]+$/.test(letters) || letters.length > 4) {
    return { message, cure: `Write derivatives as ${owner}_${scope.variables[0]!} or diff(${owner}, ${scope.variables[0]!}).` }
  }
  const near = (letter: string): string =>
    scope.variables.includes(letter)
      ? letter
      : [...scope.variables].sort(
          (a, b) => Math.abs(a.charCodeAt(0) - letter.charCodeAt(0)) - Math.abs(b.charCodeAt(0) - letter.charCodeAt(0))
        )[0]!
  const nearLetters = [...letters].map(near)
  const meant = shortSpelling(
    owner,
    scope.variables.map((variable) => nearLetters.filter((letter) => letter === variable).length),
    scope.variables
  )
  return { message, cure: `Use ${meant}.`, meant }
}

/** uxx for u_xx. */
function gluedDerivative(name: string, scope: Scope): string | undefined {
  for (const unknown of scope.unknowns) {
    if (!name.startsWith(unknown)) continue
    const orders = splits(name.slice(unknown.length), scope.variables)
    if (orders.length === 1) return shortSpelling(unknown, orders[0]!, scope.variables)
  }
  return undefined
}

/** xt for x*t. */
function gluedProduct(name: string, declared: readonly string[]): string | undefined {
  const ways: (string[] | undefined)[] = Array.from({ length: name.length + 1 }, () => undefined)
  ways[name.length] = []
  for (let k = name.length - 1; k >= 0; k--) {
    for (const word of [...declared].sort((a, b) => b.length - a.length)) {
      const rest = name.startsWith(word, k) ? ways[k + word.length] : undefined
      if (rest !== undefined && ways[k] === undefined) ways[k] = [word, ...rest]
    }
  }
  const words = ways[0]
  return words !== undefined && words.length > 1 && words.length <= 4 ? words.join('*') : undefined
}
