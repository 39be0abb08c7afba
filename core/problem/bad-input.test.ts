import { describe, expect, it } from 'vitest'
import { LabError } from '../errors.ts'
import { mended } from '../expression/testing.ts'
import { checkProblem } from './check.ts'

/*
 * Wrong problem files and what the lab says of them. A row: what of the sound file is replaced => by what ¦ code ¦
 * line:column:length ¦ part of the message ¦ part of the cure. In the first column \n is a line break and \t a tab.
 */

const DECAY = `schema: ansatz.problem/1
name: Exponential decay
variables: { t: [0, 1] }
unknowns: [g]
parameters: { gamma: 2, g0: 10 }
equations: ["g' = -gamma*g"]
conditions: ["g(0) = g0"]
exact: { g: "g0*exp(-gamma*t)" }
trial: { g: "g0 + t*N" }
settings:
  network: { hidden: [10], activation: sigmoid }
  points: { count: 10, layout: uniform }
  training: { optimizer: adam, learning_rate: 0.01, iterations: 100 }
  seed: 1
`
const ROD = `schema: ansatz.problem/1
variables: { x: [0, 1], t: [0, 2] }
unknowns: [u]
parameters: { k: 1 }
equations: ["u_t = k*u_xx"]
conditions:
  - "u(x, 0) = sin(pi*x)"
  - "u(0, t) = 0"
  - "u(1, t) = 0"
settings: { points: { count: 8 } }
`
const SYSTEM = `schema: ansatz.problem/1
variables: { t: [0, 1] }
unknowns: [x, y]
equations: ["x' = y", "y' = -x"]
conditions: ["x(0) = 1", "y(0) = 0"]
`
const PAPER = `g' = -gamma*g
g(0) = g0
t in [0, 1]
gamma = 2
g0 = 10
`

const check = (source: string) => checkProblem({ source, file: 'bad.yaml' })

it.each([
  ['decay', DECAY],
  ['rod', ROD],
  ['system', SYSTEM],
  ['paper', PAPER]
])('%s is sound as it stands', (_, source) => expect(check(source).errors).toEqual([]))

function refuses(sound: string, table: string): void {
  const rows = table
    .split('\n')
    .filter((row) => row !== '')
    .map((row) => row.split(' ¦ ') as [change: string, code: string, place: string, message: string, cure: string])
  it.each(rows)('%s', (change, code, place, message, cure) => {
    const [from, to] = change.split(' => ').map((text) => text.replaceAll('\\n', '\n').replaceAll('\\t', '\t')) as [string, string]
    expect(sound).toContain(from)
    const source = sound.replace(from, () => to)
    const started = performance.now()
    const [error] = check(source).errors
    expect(performance.now() - started).toBeLessThan(1000)
    const [line, column, length] = place.split(':').map(Number)
    expect(error).toMatchObject({
      code,
      file: 'bad.yaml',
      line,
      column,
      length,
      message: expect.stringContaining(message) as string,
      cure: expect.stringContaining(cure) as string
    })
    if (error?.replacement === undefined || line === undefined) return
    // what the lab is sure of mends what it complains about
    const lines = source.split('\n')
    lines[line - 1] = mended(lines[line - 1]!, LabError.fromJSON(error))
    expect(check(lines.join('\n')).errors[0]).not.toMatchObject({ code, line, column, message: error.message })
  })
}

describe('keys', () => {
  refuses(
    DECAY,
    String.raw`
unknowns: => unknown: ¦ unknown-key ¦ 4:1:7 ¦ unknown is not a key of a problem ¦ Write unknowns.
equations: => eqations: ¦ unknown-key ¦ 6:1:8 ¦ eqations is not a key of a problem ¦ Write equations.
equations: => equation: ¦ unknown-key ¦ 6:1:8 ¦ equation is not a key of a problem ¦ Write equations.
conditions: => condition: ¦ unknown-key ¦ 7:1:9 ¦ condition is not a key of a problem ¦ Write conditions.
parameters: => params: ¦ unknown-key ¦ 5:1:6 ¦ params is not a key of a problem ¦ Write parameters.
variables: => variable: ¦ unknown-key ¦ 3:1:8 ¦ variable is not a key of a problem ¦ Write variables.
exact: => solution: ¦ unknown-key ¦ 8:1:8 ¦ solution is not a key of a problem ¦ Write exact.
trial: => Trial: ¦ unknown-key ¦ 9:1:5 ¦ Trial is not a key of a problem ¦ Write trial.
settings: => setting: ¦ unknown-key ¦ 10:1:7 ¦ setting is not a key of a problem ¦ Write settings.
  network: => netwrok: ¦ yaml ¦ 12:3:38 ¦ The line begins in another column than the lines that it belongs to ¦ Let all keys of one mapping begin in the same column,
hidden: => hiden: ¦ unknown-key ¦ 11:14:5 ¦ hiden is not a key of network ¦ Write hidden.
layout: => layuot: ¦ unknown-key ¦ 12:24:6 ¦ layuot is not a key of points ¦ Write layout.
learning_rate: => learning rate: ¦ unknown-key ¦ 13:32:13 ¦ learning rate is not a key of training ¦ Write learning_rate.
learning_rate: => lr: ¦ unknown-key ¦ 13:32:2 ¦ lr is not a key of training ¦ Write learning_rate.
optimizer: => optimiser: ¦ unknown-key ¦ 13:15:9 ¦ optimiser is not a key of training ¦ Write optimizer.
  seed: 1 => sed: 1 ¦ unknown-key ¦ 14:1:3 ¦ sed is not a key of a problem ¦ Its keys are
name: Exponential decay => nmae: Exponential decay ¦ unknown-key ¦ 2:1:4 ¦ nmae is not a key of a problem ¦ Write name.
name: Exponential decay => bc: ["g(0) = 1"] ¦ unknown-key ¦ 2:1:2 ¦ bc is not a key of a problem ¦ Write conditions.
name: Exponential decay => title: Exponential decay ¦ unknown-key ¦ 2:1:5 ¦ title is not a key of a problem ¦ Write name.
conditions: => boundary conditions: ¦ unknown-key ¦ 7:1:19 ¦ boundary conditions is not a key of a problem ¦ Write conditions.
conditions: => BCs: ¦ unknown-key ¦ 7:1:3 ¦ BCs is not a key of a problem ¦ Write conditions.
name: Exponential decay => network: { hidden: [3] } ¦ unknown-key ¦ 2:1:7 ¦ network is not a key of a problem ¦ Put network under settings.
name: Exponential decay => seed: 3 ¦ unknown-key ¦ 2:1:4 ¦ seed is not a key of a problem ¦ Put seed under settings.
name: Exponential decay => optimizer: adam ¦ unknown-key ¦ 2:1:9 ¦ optimizer is not a key of a problem ¦ Put optimizer under settings, training.
name: Exponential decay => hidden: [3] ¦ unknown-key ¦ 2:1:6 ¦ hidden is not a key of a problem ¦ Put hidden under settings, network.
  seed: 1 => seed: 1 ¦ unknown-key ¦ 14:1:4 ¦ seed is not a key of a problem ¦ Put seed under settings.
iterations: => epochs: ¦ unknown-key ¦ 13:53:6 ¦ epochs is not a key of training ¦ Write iterations.
count: 10 => n: 10 ¦ unknown-key ¦ 12:13:1 ¦ n is not a key of points ¦ Write count.
hidden: [10] => layers: [10] ¦ unknown-key ¦ 11:14:6 ¦ layers is not a key of network ¦ Write hidden.
  network: => hidden: [3] # ¦ yaml ¦ 12:3:38 ¦ The line begins in another column than the lines that it belongs to ¦ Let all keys of one mapping begin in the same column,
  network: =>   learning_rate: 0.1 # ¦ unknown-key ¦ 11:3:13 ¦ learning_rate is not a key of the settings ¦ Put learning_rate under training.
  network: =>   iterations: 3 # ¦ unknown-key ¦ 11:3:10 ¦ iterations is not a key of the settings ¦ Put iterations under training.
{ gamma: 2, g0: 10 } => { gamma = 2, g0 = 10 } ¦ wrong-value ¦ 5:15:9 ¦ gamma = 2 is not read here: a key is followed by a colon ¦ Write gamma: 2.
{ gamma: 2, g0: 10 } => { gamma:2, g0:10 } ¦ wrong-value ¦ 5:15:7 ¦ A blank is missing behind the colon of gamma ¦ Write gamma: 2.
{ gamma: 2, g0: 10 } => { gamma, g0 } ¦ wrong-value ¦ 5:15:5 ¦ parameters.gamma cannot be empty ¦ Write a number, a constant expression or an interval.
{ gamma: 2, g0: 10 } =>  ¦ wrong-value ¦ 5:1:10 ¦ parameters cannot be empty ¦ Write a mapping of names to values, such as { gamma: 2
activation: sigmoid => activation: sigmiod ¦ wrong-value ¦ 11:40:7 ¦ network.activation cannot be "sigmiod" ¦ Write one of
name: Exponential decay => reference: { methd: rk4 } ¦ unknown-key ¦ 2:14:5 ¦ methd is not a key of reference ¦ Write method.
name: Exponential decay => : Decay ¦ unknown-key ¦ 1:1:24 ¦ A colon without a name before it is not a key of a problem ¦ Its keys are
name: Exponential decay => title: Decay ¦ unknown-key ¦ 2:1:5 ¦ title is not a key of a problem ¦ Write name.
seed: 1 => target: { max_error: 1e-3 } ¦ unknown-key ¦ 14:13:9 ¦ max_error is not a key of target ¦ Write max_abs_error.
["g(0) = g0"] => [{ at: "g(0) = g0", wieght: 2 }] ¦ unknown-key ¦ 7:33:6 ¦ wieght is not a key of conditions[0] ¦ Write weight.
["g(0) = g0"] => [{ condition: "g(0) = g0" }] ¦ unknown-key ¦ 7:16:9 ¦ condition is not a key of conditions[0] ¦ Its keys are
name: Exponential decay => quadratur: 40 ¦ unknown-key ¦ 2:1:9 ¦ quadratur is not a key of a problem ¦ Write quadrature.
name: Exponential decay => quadrature: 1 ¦ wrong-value ¦ 2:13:1 ¦ quadrature cannot be 1 ¦ from 2 to 200
name: Exponential decay => eigenvalue: { E: { intial: 1 } } ¦ unknown-key ¦ 2:20:6 ¦ intial is not a key of eigenvalue.E ¦ Write initial.
name: Exponential decay => data: { file: a.csv, colums: { t: a } } ¦ unknown-key ¦ 2:22:6 ¦ colums is not a key of data ¦ Write columns.
`
  )
})

describe('values of the wrong kind', () => {
  refuses(
    DECAY,
    String.raw`
[g] => g ¦ wrong-value ¦ 4:11:1 ¦ unknowns cannot be "g" ¦ Write a list of names, such as [u].
[g] => {g: 1} ¦ wrong-value ¦ 4:11:6 ¦ unknowns cannot be {"g":1} ¦ Write a list of names, such as [u].
[g] => [1] ¦ wrong-value ¦ 4:12:1 ¦ unknowns[0] cannot be 1 ¦ Write a name.
[g] =>  ¦ wrong-value ¦ 4:1:8 ¦ unknowns cannot be empty ¦ Write a list of names, such as [u].
{ t: [0, 1] } => [t] ¦ wrong-value ¦ 3:12:3 ¦ variables cannot be ["t"] ¦ Write a mapping of variables to their intervals, such
{ t: [0, 1] } => t ¦ wrong-value ¦ 3:12:1 ¦ variables cannot be "t" ¦ Write a mapping of variables to their intervals, such
{ t: [0, 1] } => { t: 1 } ¦ wrong-value ¦ 3:17:1 ¦ variables.t cannot be 1 ¦ Write an interval such as [0, 1].
{ t: [0, 1] } => { t: [0, 1, 2] } ¦ wrong-value ¦ 3:17:9 ¦ variables.t cannot be [0,1,2] ¦ Write an interval such as [0, 1].
{ t: [0, 1] } => { t: "0 to 1" } ¦ wrong-value ¦ 3:17:8 ¦ variables.t cannot be "0 to 1" ¦ Write an interval such as [0, 1].
{ t: [0, 1] } => { t: (0, 1) } ¦ yaml-comma ¦ 3:17:6 ¦ Without quotes the comma in (0, 1) ends the value ¦ Write "(0, 1)".
{ t: [0, 1] } => { t: [0, true] } ¦ wrong-value ¦ 3:21:4 ¦ variables.t[1] cannot be true ¦ Write a number or a constant expression such as
{ t: [0, 1] } => { t: [0, null] } ¦ wrong-value ¦ 3:21:4 ¦ variables.t[1] cannot be empty ¦ Write a number or a constant expression such as
{ gamma: 2, g0: 10 } => [2, 10] ¦ wrong-value ¦ 5:13:7 ¦ parameters cannot be [2,10] ¦ Write a mapping of names to values, such as { gamma: 2
{ gamma: 2, g0: 10 } => { gamma: 2, g0: } ¦ wrong-value ¦ 5:25:2 ¦ parameters.g0 cannot be empty ¦ Write a number, a constant expression or an interval.
{ gamma: 2, g0: 10 } => { gamma: 2, g0: [1, 2, 3] } ¦ wrong-value ¦ 5:29:9 ¦ parameters.g0 cannot be [1,2,3] ¦ Write a number, a constant expression or an interval.
{ gamma: 2, g0: 10 } => { gamma: 2, g0: {value: 10} } ¦ wrong-value ¦ 5:29:11 ¦ parameters.g0 cannot be {"value":10} ¦ Write a number, a constant expression or an interval.
{ gamma: 2, g0: 10 } => { gamma: 2; g0: 10 } ¦ yaml ¦ 5:23:1 ¦ A semicolon does not separate here ¦ Write a comma.
["g' = -gamma*g"] => "g' = -gamma*g" ¦ wrong-value ¦ 6:12:15 ¦ equations cannot be "g' = -gamma*g" ¦ Write a list of equations in double quotes, such as
["g' = -gamma*g"] => [3] ¦ wrong-value ¦ 6:13:1 ¦ equations[0] cannot be 3 ¦ Write an equation in double quotes.
["g' = -gamma*g"] => ["g' = -gamma*g", null] ¦ wrong-value ¦ 6:30:4 ¦ equations[1] cannot be empty ¦ Write an equation in double quotes.
["g' = -gamma*g"] => {g: "-gamma*g"} ¦ wrong-value ¦ 6:12:15 ¦ equations cannot be {"g":"-gamma*g"} ¦ Write a list of equations in double quotes, such as
["g' = -gamma*g"] => [["g' = -gamma*g"]] ¦ wrong-value ¦ 6:13:17 ¦ equations[0] cannot be ["g' = -gamma*g"] ¦ Write an equation in double quotes.
["g(0) = g0"] => "g(0) = g0" ¦ wrong-value ¦ 7:13:11 ¦ conditions cannot be "g(0) = g0" ¦ Write a list of conditions in double quotes, such as
["g(0) = g0"] => {g: "g(0) = g0"} ¦ wrong-value ¦ 7:13:16 ¦ conditions cannot be {"g":"g(0) = g0"} ¦ Write a list of conditions in double quotes, such as
["g(0) = g0"] => [{ id: start, "at": 3 }] ¦ wrong-value ¦ 7:33:1 ¦ conditions[0].at cannot be 3 ¦ Write a condition in double quotes, such as "u(0, t) =
["g(0) = g0"] => [{ id: start }] ¦ missing-key ¦ 7:14:13 ¦ at is missing in conditions[0] ¦ Add at: a condition in double quotes, such as "u(0, t)
["g(0) = g0"] => [{ at: "g(0) = g0", weight: big }] ¦ wrong-value ¦ 7:41:3 ¦ conditions[0].weight cannot be "big" ¦ Write a number above 0.
["g(0) = g0"] => [{ at: "g(0) = g0", id: 1 }] ¦ wrong-value ¦ 7:37:1 ¦ conditions[0].id cannot be 1 ¦ Write a short text that names the condition.
{ g: "g0*exp(-gamma*t)" } => "g0*exp(-gamma*t)" ¦ wrong-value ¦ 8:8:18 ¦ exact cannot be "g0*exp(-gamma*t)" ¦ Write a mapping of unknowns to expressions, such as {
{ g: "g0*exp(-gamma*t)" } => { h: "g0*exp(-gamma*t)" } ¦ unknown-symbol ¦ 8:10:1 ¦ h under exact is not an unknown ¦ There is g.
{ g: "g0*exp(-gamma*t)" } => { g: "g = g0*exp(-gamma*t)" } ¦ equal-sign ¦ 8:16:1 ¦ An expression has no = sign ¦ Write the expression alone, or == for a comparison.
{ g: "g0*exp(-gamma*t)" } => { g: "g0*exp(-gama*t)" } ¦ unknown-symbol ¦ 8:22:4 ¦ gama is not declared ¦ Use gamma, or declare gama.
{ g: "g0*exp(-gamma*t)" } => { g: "g0*exp(-gamma*t" } ¦ bracket ¦ 8:20:1 ¦ This ( is never closed ¦ Add the ) that is missing.
{ g: "g0*exp(-gamma*t)" } => { g: "g(0)*exp(-gamma*t)" } ¦ unknown-symbol ¦ 8:14:1 ¦ There is no function g ¦ Functions are
name: Exponential decay => name:  ¦ wrong-value ¦ 2:1:4 ¦ name cannot be empty ¦ Write a name of at most 200 characters.
name: Exponential decay => name: [a] ¦ wrong-value ¦ 2:7:3 ¦ name cannot be ["a"] ¦ Write a name of at most 200 characters.
name: Exponential decay => about: decay ¦ wrong-value ¦ 2:8:5 ¦ about cannot be "decay" ¦ Write a mapping with group, text and source.
name: Exponential decay => about: { grup: a } ¦ unknown-key ¦ 2:10:4 ¦ grup is not a key of about ¦ Write group.
`
  )
})

describe('YAML', () => {
  refuses(
    DECAY,
    String.raw`
["g' = -gamma*g"] => ['g' = -gamma*g'] ¦ yaml ¦ 6:17:1 ¦ The line cannot be read: a single quote ends at the next prime ¦ Put equations in double quotes: "g' = -g".
["g' = -gamma*g"] => ["g' = -gamma*g] ¦ yaml ¦ 6:13:1 ¦ This " is never closed ¦ Add the " that is missing.
["g' = -gamma*g"] => ["g' = -gamma*g" ¦ yaml ¦ 6:12:1 ¦ This [ is never closed ¦ Add the ] that is missing.
["g' = -gamma*g"] => [g' = -gamma*g, "x" ¦ yaml ¦ 6:12:1 ¦ This [ is never closed ¦ Add the ] that is missing.
{ t: [0, 1] } => { t: [0, 1 } ¦ yaml ¦ 3:17:1 ¦ This [ is never closed ¦ Add the ] that is missing.
unknowns: [g] => unknowns [g] ¦ yaml ¦ 4:1:8 ¦ A colon is missing behind unknowns ¦ Write unknowns: [g]
unknowns: [g] => unknowns: [g]\nunknowns: [h] ¦ yaml ¦ 5:1:8 ¦ unknowns stands twice ¦ Remove one of them.
schema: ansatz.problem/1 => schema: ansatz.problem/2 ¦ schema ¦ 1:9:16 ¦ ansatz.problem/2 is another version of the format; this lab reads ¦ Use a lab that reads it, or rewrite the file.
schema: ansatz.problem/1 => schema: problem ¦ schema ¦ 1:9:7 ¦ problem is not a format of this lab ¦ Write schema: ansatz.problem/1.
schema: ansatz.problem/1 => schema: ansatz.sweep/1 ¦ schema ¦ 1:9:14 ¦ This is a sweep, not a problem ¦ Give a file with schema: ansatz.problem/1.
schema: ansatz.problem/1 => # nothing ¦ schema ¦ 2:1:23 ¦ The file does not say what it is ¦ Add the line schema: ansatz.problem/1
settings: => \tsettings: ¦ yaml ¦ 10:1:1 ¦ A tab is used for indentation ¦ Indent with blanks.
  network: =>    network: ¦ yaml ¦ 12:3:38 ¦ The line begins in another column than the lines that it belongs to ¦ Let all keys of one mapping begin in the same column,
  points: => points: ¦ yaml ¦ 13:3:67 ¦ The line begins in another column than the lines that it belongs to ¦ Let all keys of one mapping begin in the same column,
settings: => settings: 3 # ¦ yaml ¦ 11:3:46 ¦ The line begins in another column than the lines that it belongs to ¦ Let all keys of one mapping begin in the same column,
unknowns: [g] => unknowns = [g] ¦ yaml ¦ 4:1:8 ¦ A colon is missing behind unknowns ¦ Write unknowns: [g]
unknowns: [g] => unknowns ¦ yaml ¦ 4:1:8 ¦ A colon is missing behind unknowns ¦ Write unknowns: …
unknowns: [g] => [g] ¦ yaml ¦ 4:1:3 ¦ This stands under no key ¦ Write a key and a colon before it, such as unknowns:
unknowns: [g] => - g ¦ yaml ¦ 4:1:3 ¦ This stands under no key ¦ Write a key and a colon before it, such as unknowns:
{ gamma: 2, g0: 10 } => { gamma: 2 g0: 10 } ¦ yaml ¦ 5:22:1 ¦ A comma is missing in this list or mapping ¦ Separate values by commas; put expressions in double
{ gamma: 2, g0: 10 } => gamma: 2, g0: 10 ¦ yaml ¦ 5:13:16 ¦ This line has a second colon ¦ Write parameters: { gamma: 2, g0: 10 }
{ gamma: 2, g0: 10 } => gamma = 2 ¦ wrong-value ¦ 5:13:9 ¦ parameters cannot be "gamma = 2" ¦ Write a mapping of names to values, such as { gamma: 2
{ gamma: 2, g0: 10 } => [gamma: 2, g0: 10] ¦ wrong-value ¦ 5:13:18 ¦ parameters cannot be [{"gamma":2},{"g0":10}] ¦ Write a mapping of names to values, such as { gamma: 2
{ gamma: 2, g0: 10 } => ( gamma: 2, g0: 10 ) ¦ yaml ¦ 5:13:20 ¦ This line has a second colon ¦ Write parameters: { gamma: 2, g0: 10 }
["g' = -gamma*g"] => ["g' = -gamma*g" "h' = 1"] ¦ yaml ¦ 6:29:1 ¦ A comma is missing in this list or mapping ¦ Separate values by commas; put expressions in double
["g' = -gamma*g"] => ["g' = \gamma g"] ¦ yaml ¦ 6:19:1 ¦ In double quotes \ has a meaning of its own ¦ TeX is not read here: write gamma for \gamma, a/b for
["g' = -gamma*g"] => g' = -gamma*g ¦ wrong-value ¦ 6:12:13 ¦ equations cannot be "g' = -gamma*g" ¦ Write a list of equations in double quotes, such as
["g' = -gamma*g"] => [g' = {-gamma}*g] ¦ yaml ¦ 6:18:1 ¦ A comma is missing in this list or mapping ¦ Separate values by commas; put expressions in double
["g' = -gamma*g"] => ["g' = -gamma*g'] ¦ yaml ¦ 6:13:1 ¦ This " is never closed ¦ Add the " that is missing.
["g' = -gamma*g"] => [“g' = -gamma*g”] ¦ sign ¦ 6:13:1 ¦ “ is part of the text here, not a quote ¦ Put straight quotes (") around it.
["g' = -gamma*g"] => ["g' = -gamma*g"]] ¦ yaml ¦ 6:29:1 ¦ This ] closes nothing ¦ Remove it, or open a bracket before it.
["g' = -gamma*g"] => ["g' = -gamma*g", ¦ yaml ¦ 6:12:1 ¦ This [ is never closed ¦ Add the ] that is missing.
["g' = -gamma*g"] => |\n  g' = -gamma*g ¦ wrong-value ¦ 6:12:1 ¦ equations cannot be "g' = -gamma*g\n" ¦ Write a list of equations in double quotes, such as
["g' = -gamma*g"] => @g ¦ yaml ¦ 6:12:1 ¦ @ cannot begin a value ¦ Put the value in double quotes.
["g' = -gamma*g"] => %g ¦ yaml ¦ 6:12:1 ¦ % cannot begin a value ¦ Put the value in double quotes.
["g' = -gamma*g"] => *g ¦ yaml ¦ 6:12:2 ¦ A * at the beginning of a value means something else in YAML ¦ Put the expression in double quotes.
["g' = -gamma*g"] => "g' = -gamma*g" # eq\n  - "h" ¦ yaml ¦ 7:3:5 ¦ A list begins here, but its key has a value already ¦ Put all of them into the list, one a line.
["g' = -gamma*g"] => \n- "g' = -gamma*g"\n - "g' = 1" ¦ yaml ¦ 8:2:10 ¦ The line begins in another column than the lines that it belongs to ¦ Let all keys of one mapping begin in the same column,
["g(0) = g0"] => [g(0) = g0: 3] ¦ unknown-key ¦ 7:14:9 ¦ g(0) = g0 is not a key of conditions[0] ¦ Its keys are
["g(0) = g0"] => ["g(0) = g0": 3] ¦ unknown-key ¦ 7:14:11 ¦ g(0) = g0 is not a key of conditions[0] ¦ Its keys are
name: Exponential decay => name: Decay: the first ¦ yaml ¦ 2:7:16 ¦ This line has a second colon ¦ Put the text in quotes: name: "Decay: the first"
name: Exponential decay => name: "Decay ¦ yaml ¦ 2:7:1 ¦ This " is never closed ¦ Add the " that is missing.
name: Exponential decay => name: 'Decay ¦ yaml ¦ 2:7:1 ¦ This ' is never closed ¦ Add the ' that is missing.
name: Exponential decay => ---\nname: a ¦ yaml ¦ 2:1:3 ¦ The file holds more than one document ¦ Put each one into a file of its own.
name: Exponential decay => } ¦ yaml ¦ 2:1:1 ¦ This } closes nothing ¦ Remove it, or open a bracket before it.
name: Exponential decay => equations ¦ yaml ¦ 2:1:9 ¦ A colon is missing behind equations ¦ Write equations: …
schema: ansatz.problem/1 => schema ansatz.problem/1 ¦ yaml ¦ 1:1:6 ¦ A colon is missing behind schema ¦ Write schema: ansatz.problem/1
schema: ansatz.problem/1 => schema:ansatz.problem/1 ¦ yaml ¦ 1:1:23 ¦ A blank is missing behind the colon ¦ Write schema: ansatz.problem/1
schema: ansatz.problem/1 => Schema: ansatz.problem/1 ¦ schema ¦ 1:1:6 ¦ Schema is not a key of a problem ¦ Write schema.
schema: ansatz.problem/1 => schema: Ansatz.problem/1 ¦ schema ¦ 1:9:16 ¦ Ansatz.problem/1 is not a format of this lab ¦ Write schema: ansatz.problem/1.
schema: ansatz.problem/1 => schema: ansatz.problem ¦ schema ¦ 1:9:14 ¦ ansatz.problem is not a format of this lab ¦ Write schema: ansatz.problem/1.
schema: ansatz.problem/1 => schema: 1 ¦ schema ¦ 1:9:1 ¦ 1 is not a format of this lab ¦ Write schema: ansatz.problem/1.
schema: ansatz.problem/1 => # a\n\tschema: ansatz.problem/1 ¦ yaml ¦ 2:1:1 ¦ A tab is used for indentation ¦ Indent with blanks.
`
  )
})

describe('equations', () => {
  refuses(
    DECAY,
    String.raw`
g' = -gamma*g => dg/dt = -gamma*g ¦ derivative ¦ 6:14:5 ¦ dg/dt would be a quotient, not a derivative ¦ Write g' or diff(g, t).
g' = -gamma*g => g' = -gamma g^2 sin t ¦ function ¦ 6:30:5 ¦ sin needs a bracket ¦ Write sin(t).
g' = -gamma*g => g' = sin t ¦ function ¦ 6:19:5 ¦ sin needs a bracket ¦ Write sin(t).
g' = -gamma*g => g' = sin^2(t) ¦ function ¦ 6:19:8 ¦ The power of a function stands behind its bracket ¦ Write sin(t)^2.
g' = -gamma*g => g' = 0.01/pi g ¦ product ¦ 6:19:9 ¦ A product without a sign after a division can be read in two ways ¦ Write 0.01/pi*g or 0.01/(pi*g).
g' = -gamma*g => g' = gamma*g(A - g) ¦ unknown-symbol ¦ 6:27:1 ¦ A is not declared ¦ Declare it under parameters, or use what there is: t,
g' = -gamma*g => g' = g(1 - g) ¦ evaluation ¦ 6:19:8 ¦ In an equation g can be taken at g(t) only: a bracket after an unknown ¦ Write g*(1 - g) for a product.
g' = -gamma*g => g' = −gamma*g ¦ sign ¦ 6:19:1 ¦ − is not read here ¦ Write -.
g' = -gamma*g => g' = gamma·g ¦ sign ¦ 6:24:1 ¦ · is not read here ¦ Write *.
g' = -gamma*g => g’ = -gamma*g ¦ sign ¦ 6:15:1 ¦ ’ is not read here ¦ Write '.
g' = -gamma*g => g' = -2g² ¦ sign ¦ 6:22:1 ¦ A raised ² is not read here ¦ Write ^2.
g' = -gamma*g => g' = -γ*g ¦ unknown-symbol ¦ 6:20:1 ¦ γ is not declared ¦ Write gamma.
g' = -gamma*g => g' = -gama*g ¦ unknown-symbol ¦ 6:20:4 ¦ gama is not declared ¦ Use gamma, or declare gama.
g' = -gamma*g => g' = -gammag ¦ unknown-symbol ¦ 6:20:6 ¦ gammag is not declared ¦ Use gamma, or declare gammag.
g' = -gamma*g => g' = -delta*g ¦ unknown-symbol ¦ 6:20:5 ¦ delta is not declared ¦ Declare it under parameters, or use what there is: t,
g' = -gamma*g => g_x = -gamma*g ¦ unknown-symbol ¦ 6:14:3 ¦ x is not a variable here; there is only t ¦ Use g'.
g' = -gamma*g => g'' ' = -gamma*g ¦ prime ¦ 6:18:1 ¦ A prime must follow the name of an unknown at once ¦ Write g' or g''; expressions need no quotes.
g' = -gamma*g => g' == -gamma*g ¦ equal-sign ¦ 6:17:2 ¦ An equation has a single = sign ¦ Write =.
g' = -gamma*g => g' + gamma*g ¦ equal-sign ¦ 6:14:12 ¦ An equation needs an = sign ¦ Write g' + gamma*g = 0 if it is to vanish.
g' = -gamma*g => g' = -gamma*g = 0 ¦ equal-sign ¦ 6:28:1 ¦ This is the second = sign ¦ Write two equations.
g' = -gamma*g => g' = -gamma*(g ¦ bracket ¦ 6:26:1 ¦ This ( is never closed ¦ Add the ) that is missing.
g' = -gamma*g => g' = -gamma*g) ¦ bracket ¦ 6:27:1 ¦ This ) closes no bracket ¦ Remove it, or open a bracket before it.
g' = -gamma*g => g' = -gamma**g ¦ sign ¦ 6:25:2 ¦ ** is not read here ¦ Write ^.
g' = -gamma*g => g' = -gamma*g^ ¦ operand ¦ 6:27:1 ¦ Nothing follows ^ ¦ Add the missing part, or remove the sign.
g' = -gamma*g => g' = 2,5*g ¦ comma ¦ 6:19:3 ¦ The decimal sign is a point ¦ Write 2.5.
g' = -gamma*g => g' = |g| ¦ sign ¦ 6:19:1 ¦ | is not read here ¦ Write abs(x) for the absolute value, and the word or
g' = -gamma*g => g' = [g] ¦ sign ¦ 6:19:1 ¦ Square brackets are not read in an expression ¦ Write round brackets.
g' = -gamma*g => g' = \\gamma g ¦ sign ¦ 6:19:2 ¦ TeX is not read here ¦ Write gamma for \gamma, a/b for \frac{a}{b}, sqrt(x)
g' = -gamma*g => g' = g! ¦ sign ¦ 6:20:1 ¦ ! is not read here ¦ Write not (…) for a negation; factorials are not part
g' = -gamma*g => g' = ln g ¦ function ¦ 6:19:4 ¦ ln needs a bracket ¦ Write ln(g).
g' = -gamma*g => g' = arctan(g) ¦ unknown-symbol ¦ 6:19:6 ¦ arctan is called atan here ¦ Use atan.
g' = -gamma*g => g' = max(g) ¦ arity ¦ 6:19:6 ¦ max takes at least two arguments, not 1 ¦ Write max(a, b).
g' = -gamma*g => g' = if(t < 1, g) ¦ arity ¦ 6:19:12 ¦ if takes three arguments, not 2 ¦ Write if(condition, a, b).
g' = -gamma*g => g' = foo(g) ¦ unknown-symbol ¦ 6:19:3 ¦ There is no function foo ¦ Functions are
g' = -gamma*g => g' = e^2t*g ¦ product ¦ 6:19:4 ¦ It is unclear whether the product belongs to the power ¦ Write e^2*t or e^(2*t).
g' = -gamma*g => gamma' = g ¦ prime ¦ 6:14:6 ¦ gamma is not an unknown and has no derivative ¦ Remove the prime, or write diff(gamma, …).
g' = -gamma*g => g'(t - 1) = -gamma*g ¦ evaluation ¦ 6:14:9 ¦ In an equation g can be taken at g'(t) only: a bracket after an unknown ¦ Write g'*(t - 1) for a product.
g' = -gamma*g => g' = -gamma*g(0) ¦ evaluation ¦ 6:26:4 ¦ In an equation g can be taken at g(t) only: a bracket after an unknown ¦ Put g(0) under conditions, or write g*(0) for a product.
g' = -gamma*g => g' = N ¦ unknown-symbol ¦ 6:19:1 ¦ N is a network, which stands in trial solutions only ¦ Write g here.
g' = -gamma*g => g' = sum(i, 0, 1.5, t^i)*g ¦ expression ¦ 6:19:19 ¦ The limits of a sum must be whole numbers ¦ Write for example sum(i, 0, 9, x^i).
g' = -gamma*g => g' = sum(i, 0, gamma, t^i)*g ¦ expression ¦ 6:19:21 ¦ The limits of a sum must be whole numbers ¦ Write for example sum(i, 0, 9, x^i).
g' = -gamma*g => g' = integral(g, s) ¦ unknown-symbol ¦ 6:31:1 ¦ s is not a variable here; there is only t ¦ Write integral(expression, t), or give bounds:
g' = -gamma*g => g' = integral(g) ¦ arity ¦ 6:19:11 ¦ integral takes two or four arguments, not 1 ¦ Write integral(expression, x) or integral(expression,
g' = -gamma*g => g' = diff(g) ¦ arity ¦ 6:19:7 ¦ diff takes an expression and a variable, not 1 ¦ Write diff(u, x) or diff(u, x, 2).
g' = -gamma*g => g' = diff(g, x) ¦ unknown-symbol ¦ 6:27:1 ¦ x is not a variable here; there is only t ¦ Differentiate by t.
g' = -gamma*g => 0 = 0 ¦ no-unknown ¦ 6:13:7 ¦ The equation does not contain g ¦ Write the unknown and its derivatives into it.
g' = -gamma*g => t = 1 ¦ no-unknown ¦ 6:13:7 ¦ The equation does not contain g ¦ Write the unknown and its derivatives into it.
g' = -gamma*g => gamma = 2 ¦ no-unknown ¦ 6:13:11 ¦ The equation does not contain g ¦ Write the unknown and its derivatives into it.
g' = -gamma*g => g''''' = g ¦ order ¦ 6:14:6 ¦ A derivative of order 5 is beyond what can be computed ¦ Use derivatives of order 4 at most.
g' = -gamma*g =>  ¦ empty ¦ 6:14:1 ¦ There is nothing here ¦ Write an expression.
g' = -gamma*g => g' = g/0 ¦ undefined-residual ¦ 6:13:10 ¦ The equation is not a number at t = 0 and 9 more training points ¦ Change the interval or the points so that it is defined
g' = -gamma*g => g' = log(t - 2)*g ¦ undefined-residual ¦ 6:13:19 ¦ The equation is not a number at t = 0 and 9 more training points ¦ Change the interval or the points so that it is defined
g' = -gamma*g => g' = sqrt(-1)*g ¦ undefined-residual ¦ 6:13:17 ¦ The equation is not a number at t = 0 and 9 more training points ¦ Change the interval or the points so that it is defined
g' = -gamma*g => g' = g/(t - t) ¦ undefined-residual ¦ 6:13:16 ¦ The equation is not a number at t = 0 and 9 more training points ¦ Change the interval or the points so that it is defined
`
  )
})

describe('conditions', () => {
  refuses(
    DECAY,
    String.raw`
g(0) = g0 => g(0) = g0", "g(1) = 0 ¦ surplus-condition ¦ 7:27:10 ¦ The equation is of order 1 and needs 1 condition; 2 are given ¦ Remove one of them.
"g(0) = g0" =>  ¦ missing-condition ¦ 6:13:15 ¦ The equation is of order 1 and needs 1 condition; none is given ¦ Add a condition, for example g(0) = 0.
g(0) = g0 => g'(0) = g0 ¦ condition-order ¦ 7:14:12 ¦ The condition g'(0) = g0 uses a derivative of order 1 in t, but the ¦ Use derivatives below order 1.
g(0) = g0 => g(2) = g0 ¦ condition-outside ¦ 7:14:11 ¦ The condition g(2) = g0 stands at t = 2, outside [0, 1] ¦ Place it inside the interval, or widen the interval of
g(0) = g0 => g = g0 ¦ condition-without-point ¦ 7:14:8 ¦ The condition g = g0 does not say where it holds ¦ Write for example g(0) = 0.
g(0) = g0 => g(t) = g0 ¦ condition-without-point ¦ 7:14:11 ¦ The condition g(t) = g0 does not say where it holds ¦ Write for example g(0) = 0.
g(0) = g0 => g(0) ¦ equal-sign ¦ 7:15:4 ¦ An equation needs an = sign ¦ Write g(0) = 0 if it is to vanish.
g(0) = g0 => g0 = 10 ¦ condition-without-unknown ¦ 7:14:9 ¦ The condition g0 = 10 does not mention g ¦ Write for example g(0) = 0.
g(0) = g0 => g(0, 0) = g0 ¦ arity ¦ 7:15:7 ¦ g depends on t, but the bracket has 2 ¦ Write one place for each variable, as in g(t).
g(0) = g0 => h(0) = g0 ¦ unknown-symbol ¦ 7:15:1 ¦ h is neither an unknown nor a function ¦ The unknown is g. For a product write h*(…).
g(0) = g0 => g(x) = g0 ¦ unknown-symbol ¦ 7:17:1 ¦ x is not declared ¦ Declare it under parameters, or use what there is: t,
g(0) = g0 => g(0)' = g0 ¦ prime ¦ 7:15:5 ¦ A prime stands behind the name, before the bracket ¦ Write g'(0).
g(0) = g0 => u(0) = 1 ¦ unknown-symbol ¦ 7:15:1 ¦ u is neither an unknown nor a function ¦ The unknown is g. For a product write u*(…).
g(0) = g0 => g(0) = g1 ¦ unknown-symbol ¦ 7:22:2 ¦ g1 is not declared ¦ Declare it under parameters, or use what there is: t,
g(0) = g0 => g[0] = g0 ¦ sign ¦ 7:16:1 ¦ Square brackets are not read in an expression ¦ Write round brackets.
g(0) = g0 => g(g(0)) = g0 ¦ evaluation ¦ 7:15:7 ¦ The place at which g is taken holds an unknown itself ¦ Write g*(g(0)) for a product.
g(0) = g0 => g(0) < g0 ¦ equal-sign ¦ 7:20:1 ¦ < makes a comparison, not an equation ¦ Write an equation with =.
g(0) = g0 => g() = g0 ¦ arity ¦ 7:15:3 ¦ g depends on t, but the bracket has nothing ¦ Write all of them, as in g(t).
g(0) = g0 => g0(0) = 1 ¦ condition-without-unknown ¦ 7:14:11 ¦ The condition g0(0) = 1 does not mention g ¦ Write for example g(0) = 0.
g(0) = g0 => g(0) = 1/0 ¦ condition-not-met ¦ 9:13:10 ¦ initial condition g(0) = 1/0 not met: not a finite number there ¦ Change the trial solution so that what multiplies the
g(0) = g0 => g(0) = log(-1) ¦ condition-not-met ¦ 9:13:10 ¦ initial condition g(0) = log(-1) not met: not a finite number there ¦ Change the trial solution so that what multiplies the
["g(0) = g0"] => [{ id: a, at: "g(0) = g0" }, { id: a, at: "g(1) = 0" }] ¦ duplicate-name ¦ 7:42:25 ¦ Two conditions are called a ¦ Give one of them another id.
["g(0) = g0"] => [{ id: left, at: "g(0) = g1" }] ¦ unknown-symbol ¦ 7:38:2 ¦ g1 is not declared ¦ Declare it under parameters, or use what there is: t,
["g(0) = g0"] => ["g(0) = g0", "g(0) = g0"] ¦ duplicate-condition ¦ 7:27:11 ¦ The condition g(0) = g0 is given twice ¦ Remove one of them.
["g(0) = g0"] => ["g(0) = g0", "g(0) = 3"] ¦ duplicate-condition ¦ 7:27:10 ¦ g(0) = g0 and g(0) = 3 give the same value twice ¦ Remove one of them.
g(0) = g0 => g(0) = t ¦ condition-fixed-variable ¦ 7:14:10 ¦ The condition g(0) = t stands at t = 0, but depends on t ¦ Write 0 in place of t.
g(0) = g0 => integral(g, t) = t ¦ condition-fixed-variable ¦ 7:14:20 ¦ The condition integral(g, t) = t takes an integral over t, but depends on t ¦ Write a number in place of t.
`
  )
})

describe('names', () => {
  refuses(
    DECAY,
    String.raw`
[g] => [t] ¦ duplicate-name ¦ 4:12:1 ¦ t is a variable and an unknown ¦ Give one of them another name.
[g] => [g, g] ¦ duplicate-name ¦ 4:15:1 ¦ g is declared twice ¦ Give one of them another name.
[g] => [sin] ¦ name ¦ 4:12:3 ¦ sin cannot be a name: it is a function of the language ¦ Choose another name.
[g] => [2g] ¦ name ¦ 4:12:2 ¦ 2g cannot be a name: a name starts with a letter and goes on with ¦ Choose another name.
[g] => [N] ¦ name ¦ 4:12:1 ¦ N is the neural network in a trial solution ¦ Choose another name.
[g] => [g-1] ¦ name ¦ 4:12:3 ¦ g-1 cannot be a name: a name starts with a letter and goes on with ¦ Choose another name.
[g] => [true] ¦ wrong-value ¦ 4:12:4 ¦ unknowns[0] cannot be true ¦ Write a name.
[g] => [e] ¦ unknown-symbol ¦ 8:10:1 ¦ g under exact is not an unknown ¦ There is e.
[g] => [pi] ¦ unknown-symbol ¦ 8:10:1 ¦ g under exact is not an unknown ¦ There is pi.
{ gamma: 2, g0: 10 } => { gamma: 2, g0: 10, g: 1 } ¦ duplicate-name ¦ 5:33:1 ¦ g is an unknown and a parameter ¦ Give one of them another name.
{ gamma: 2, g0: 10 } => { gamma: 2, g0: 10, t: 1 } ¦ duplicate-name ¦ 5:33:1 ¦ t is a variable and a parameter ¦ Give one of them another name.
{ gamma: 2, g0: 10 } => { gamma: 2, g0: 10, gamma: 3 } ¦ yaml ¦ 5:33:5 ¦ gamma stands twice ¦ Remove one of them.
{ gamma: 2, g0: 10 } => { gamma: 2, g0: 10, N: 3 } ¦ name ¦ 5:33:1 ¦ N is the neural network in a trial solution ¦ Choose another name.
{ gamma: 2, g0: 10 } => { gamma: 2, g0: 10, exp: 3 } ¦ name ¦ 5:33:3 ¦ exp cannot be a name: it is a function of the language ¦ Choose another name.
{ gamma: 2, g0: 10 } => { gamma: 2, g0: 10, g': 3 } ¦ name ¦ 5:33:2 ¦ g' cannot be a name: a name starts with a letter and goes on with ¦ Choose another name.
[g] => [g, h] ¦ equation-count ¦ 6:12:17 ¦ 2 unknowns (g, h) but 1 equation ¦ Write one equation per unknown.
[g] => [a, b, c, d, e1, f, g, h, i] ¦ not-built ¦ 4:11:28 ¦ A system of more than 8 unknowns cannot be solved yet ¦ State the problem without it.
`
  )
})

describe('parameters', () => {
  refuses(
    DECAY,
    String.raw`
gamma: 2 => gamma: two ¦ unknown-symbol ¦ 5:22:3 ¦ two is not declared ¦ Declare it under parameters, or use what there is:
gamma: 2 => gamma: 2*gamma ¦ circle ¦ 5:22:7 ¦ gamma is defined by itself ¦ Give it a number.
gamma: 2 => gamma: g0,  ¦ yaml ¦ 5:26:1 ¦ The line cannot be read: Unexpected , in flow map ¦ Check quotes, brackets and indentation; put expressions
gamma: 2, g0: 10 => gamma: g0, g0: gamma ¦ circle ¦ 5:22:2 ¦ Parameters are defined in a circle: gamma -> g0 -> gamma ¦ Give one of them a number.
gamma: 2 => gamma: 1/0 ¦ not-finite ¦ 5:22:3 ¦ 1/0 is Infinity, not a finite number ¦ Give a finite number.
gamma: 2 => gamma: .nan ¦ not-finite ¦ 5:22:4 ¦ parameters.gamma is NaN, not a finite number ¦ Give a number, a constant expression or an interval.
gamma: 2 => gamma: .inf ¦ not-finite ¦ 5:22:4 ¦ parameters.gamma is Infinity, not a finite number ¦ Give a number, a constant expression or an interval.
gamma: 2 => gamma: 1e999 ¦ not-finite ¦ 5:22:5 ¦ parameters.gamma is Infinity, not a finite number ¦ Give a number, a constant expression or an interval.
gamma: 2 => gamma: t ¦ not-constant ¦ 5:22:1 ¦ The parameter gamma is a constant, but t is a variable ¦ Use numbers and parameters that have a value; name what
gamma: 2 => gamma: [2, 1] ¦ empty-interval ¦ 5:22:6 ¦ The interval of gamma is reversed: 2 is above 1 ¦ Write [1, 2].
gamma: 2 => gamma: [1, 1] ¦ empty-interval ¦ 5:22:6 ¦ The interval of gamma is empty: it begins and ends at 1 ¦ Write gamma: [smaller, larger].
gamma: 2 => gamma: sqrt(-1) ¦ not-finite ¦ 5:22:8 ¦ sqrt(-1) is NaN, not a finite number ¦ Give a finite number.
gamma: 2 => gamma: 2 m/s ¦ unknown-symbol ¦ 5:24:1 ¦ m is not declared ¦ Declare it under parameters, or use what there is:
gamma: 2 => gamma: "0,5" ¦ comma ¦ 5:23:3 ¦ The decimal sign is a point ¦ Write 0.5.
gamma: 2 => gamma: yes ¦ unknown-symbol ¦ 5:22:3 ¦ yes is not declared ¦ Declare it under parameters, or use what there is:
`
  )
})

describe('intervals', () => {
  refuses(
    DECAY,
    String.raw`
[0, 1] => [1, 0] ¦ empty-interval ¦ 3:17:6 ¦ The interval of t is reversed: 1 is above 0 ¦ Write [0, 1].
[0, 1] => [0, 0] ¦ empty-interval ¦ 3:17:6 ¦ The interval of t is empty: it begins and ends at 0 ¦ Write t: [smaller, larger].
[0, 1] => [0, .inf] ¦ not-finite ¦ 3:21:4 ¦ variables.t[1] is Infinity, not a finite number ¦ Give a number or a constant expression such as
[0, 1] => [0, infinity] ¦ not-finite ¦ 3:21:8 ¦ infinity is not a number to compute with ¦ Give a finite number.
[0, 1] => [0, T] ¦ unknown-symbol ¦ 3:21:1 ¦ T is not declared ¦ Declare it under parameters, or use what there is:
[0, 1] => [0, 1/0] ¦ not-finite ¦ 3:21:3 ¦ 1/0 is Infinity, not a finite number ¦ Give a finite number.
[0, 1] => [0, t] ¦ not-constant ¦ 3:21:1 ¦ An end of the interval of t is a constant, but t is a variable ¦ Use numbers and parameters that have a value; name what
[0, 1] => [0; 1] ¦ wrong-value ¦ 3:17:6 ¦ variables.t cannot be ["0; 1"] ¦ Write an interval such as [0, 1].
[0, 1] => [0] ¦ wrong-value ¦ 3:17:3 ¦ variables.t cannot be [0] ¦ Write an interval such as [0, 1].
[0, 1] => [0..1] ¦ wrong-value ¦ 3:17:6 ¦ variables.t cannot be ["0..1"] ¦ Write an interval such as [0, 1].
`
  )
})

describe('trial solutions', () => {
  refuses(
    DECAY,
    String.raw`
g0 + t*N => g0 + N ¦ condition-not-met ¦ 9:13:8 ¦ initial condition g(0) = g0 not met: off by ¦ Change the trial solution so that what multiplies the
g0 + t*N => g0 + t ¦ trial-without-network ¦ 9:13:8 ¦ The trial solution g0 + t does not contain the network N ¦ Write N into it: what multiplies it is trained.
g0 + t*N => g0 + t*M ¦ unknown-symbol ¦ 9:21:1 ¦ M is not declared ¦ A trial solution is written with t, N, gamma and g0.
g0 + t*N => g0 + t*n ¦ unknown-symbol ¦ 9:21:1 ¦ n is not declared ¦ Use N, or declare n.
g0 + t*N => g0 + t*N_g ¦ unknown-symbol ¦ 9:21:3 ¦ g is not a variable, and the only network is called N ¦ Write N, or N' for its derivative.
g0 + t*N => g0 + t*g ¦ unknown-symbol ¦ 9:21:1 ¦ g is not declared ¦ A trial solution is written with t, N, gamma and g0.
g0 + t*N => g = g0 + t*N ¦ equal-sign ¦ 9:16:1 ¦ An expression has no = sign ¦ Write the expression alone, or == for a comparison.
g0 + t*N => g0 + t*N( ¦ bracket ¦ 9:22:1 ¦ This ( is never closed ¦ Add the ) that is missing.
g0 + t*N => g0 + t*N(0, 0) ¦ arity ¦ 9:21:7 ¦ N depends on t, but the bracket has 2 ¦ Write one place for each variable, as in N(t).
g0 + t*N => g0 + tN ¦ unknown-symbol ¦ 9:19:2 ¦ tN is not declared ¦ Write t*N if a product is meant: names in a row need a
g0 + t*N => g0*t + N*t ¦ condition-not-met ¦ 9:13:12 ¦ initial condition g(0) = g0 not met: off by ¦ Change the trial solution so that what multiplies the
g0 + t*N => 1/t*N ¦ condition-not-met ¦ 9:13:7 ¦ initial condition g(0) = g0 not met: not a finite number there ¦ Change the trial solution so that what multiplies the
{ g: "g0 + t*N" } => auot ¦ wrong-value ¦ 9:8:4 ¦ trial cannot be "auot" ¦ Write auto, none
{ g: "g0 + t*N" } => { h: "g0 + t*N" } ¦ unknown-symbol ¦ 9:10:1 ¦ h under trial is not an unknown ¦ There is g.
{ g: "g0 + t*N" } => [g0 + t*N] ¦ wrong-value ¦ 9:8:10 ¦ trial cannot be ["g0 + t*N"] ¦ Write auto, none
{ g: "g0 + t*N" } => {} ¦ trial-missing ¦ 9:8:2 ¦ There is no trial solution for g ¦ Write trial: { g: "…" }.
{ g: "g0 + t*N" } => none\nweights: { c2: 1 } ¦ unknown-symbol ¦ 10:12:2 ¦ c2 under weights is not a condition or equation ¦ There are equation and c1.
{ g: "g0 + t*N" } => none\nweights: { c1: -1 } ¦ wrong-value ¦ 10:16:2 ¦ weights.c1 cannot be -1 ¦ Write a number from 0.
{ g: "g0 + t*N" } => none\nweights: ntkk ¦ wrong-value ¦ 10:10:4 ¦ weights cannot be "ntkk" ¦ Write a mapping such as { equation: 1, c1: 10 }, or one
`
  )
})

describe('settings', () => {
  refuses(
    DECAY,
    String.raw`
hidden: [10] => hidden: [0] ¦ wrong-value ¦ 11:23:1 ¦ network.hidden[0] cannot be 0 ¦ Write a whole number from
hidden: [10] => hidden: 10 ¦ wrong-value ¦ 11:22:2 ¦ network.hidden cannot be 10 ¦ Write a list of whole numbers from 1 to 4096 or a
hidden: [10] => hidden: [] ¦ wrong-value ¦ 11:22:2 ¦ network.hidden cannot be [] ¦ Write a list of whole numbers from 1 to 4096 or a
hidden: [10] => hidden: [10.5] ¦ wrong-value ¦ 11:23:4 ¦ network.hidden[0] cannot be 10.5 ¦ Write a whole number from
hidden: [10] => hidden: { width: 10 } ¦ missing-key ¦ 11:22:13 ¦ depth is missing in network.hidden ¦ Add depth: a whole number from 1 to 16.
hidden: [10] => hidden: [10, -1] ¦ wrong-value ¦ 11:27:2 ¦ network.hidden[1] cannot be -1 ¦ Write a whole number from
hidden: [10] => hidden: [99999] ¦ wrong-value ¦ 11:23:5 ¦ network.hidden[0] cannot be 99999 ¦ Write a whole number from
activation: sigmoid => activation: [tanh, sine] ¦ activation-count ¦ 11:40:12 ¦ There is 1 hidden layer but 2 activations ¦ Give one activation, or one for each hidden layer.
activation: sigmoid => activation: tan ¦ wrong-value ¦ 11:40:3 ¦ network.activation cannot be "tan" ¦ Write one of
activation: sigmoid => w0: 0 ¦ wrong-value ¦ 11:32:1 ¦ network.w0 cannot be 0 ¦ Write a number above 0.
activation: sigmoid => initialization: random ¦ wrong-value ¦ 11:44:6 ¦ network.initialization cannot be "random" ¦ Write one of
activation: sigmoid => inputs: scaled ¦ wrong-value ¦ 11:36:6 ¦ network.inputs cannot be "scaled" ¦ Write one of
count: 10 => count: 0 ¦ wrong-value ¦ 12:20:1 ¦ points.count cannot be 0 ¦ Write a whole number from
count: 10 => count: ten ¦ wrong-value ¦ 12:20:3 ¦ points.count cannot be "ten" ¦ Write a whole number from
count: 10 => count: { x: 10 } ¦ points-variable ¦ 12:22:1 ¦ points.count names x, which is not a variable here; there is t ¦ Write a number, or one count for each variable.
count: 10 => count: 2000000 ¦ wrong-value ¦ 12:20:7 ¦ points.count cannot be 2000000 ¦ Write a whole number from
count: 10 => count: 1.5 ¦ wrong-value ¦ 12:20:3 ¦ points.count cannot be 1.5 ¦ Write a whole number from
count: 10 => count: 10, within: { x: [0, 1] } ¦ points-variable ¦ 12:34:1 ¦ points.within names x, which is not a variable here; there is t ¦ Name a variable of the problem.
count: 10 => count: 10, within: { t: [0, 99] } ¦ points-within ¦ 12:37:7 ¦ points.within: t from 0 to 99 is no part of its interval ¦ Write two numbers in that interval
layout: uniform => layout: grid ¦ wrong-value ¦ 12:32:4 ¦ points.layout cannot be "grid" ¦ Write one of
optimizer: adam => optimizer: adma ¦ wrong-value ¦ 13:26:4 ¦ training.optimizer cannot be "adma" ¦ Write one of
optimizer: adam => optimizer: sgd ¦ wrong-value ¦ 13:26:3 ¦ training.optimizer cannot be "sgd" ¦ Write one of
learning_rate: 0.01 => learning_rate: 0 ¦ wrong-value ¦ 13:47:1 ¦ training.learning_rate cannot be 0 ¦ Write a number above 0.
learning_rate: 0.01 => learning_rate: -0.01 ¦ wrong-value ¦ 13:47:5 ¦ training.learning_rate cannot be -0.01 ¦ Write a number above 0.
learning_rate: 0.01 => learning_rate: fast ¦ wrong-value ¦ 13:47:4 ¦ training.learning_rate cannot be "fast" ¦ Write a number above 0.
learning_rate: 0.01 => learning_rate: 1e-2x ¦ wrong-value ¦ 13:47:5 ¦ training.learning_rate cannot be "1e-2x" ¦ Write a number above 0.
learning_rate: 0.01 => learning_rate: .nan ¦ not-finite ¦ 13:47:4 ¦ training.learning_rate is NaN, not a finite number ¦ Give a number above 0.
iterations: 100 => iterations: 0 ¦ wrong-value ¦ 13:65:1 ¦ training.iterations cannot be 0 ¦ Write a whole number from
iterations: 100 => iterations: 10.5 ¦ wrong-value ¦ 13:65:4 ¦ training.iterations cannot be 10.5 ¦ Write a whole number from
iterations: 100 => iterations: many ¦ wrong-value ¦ 13:65:4 ¦ training.iterations cannot be "many" ¦ Write a whole number from
seed: 1 => seed: -1 ¦ wrong-value ¦ 14:9:2 ¦ seed cannot be -1 ¦ Write a whole number from
seed: 1 => seed: 1.5 ¦ wrong-value ¦ 14:9:3 ¦ seed cannot be 1.5 ¦ Write a whole number from
seed: 1 => seed: lecture ¦ wrong-value ¦ 14:9:7 ¦ seed cannot be "lecture" ¦ Write a whole number from
seed: 1 => seed: lucky ¦ wrong-value ¦ 14:9:5 ¦ seed cannot be "lucky" ¦ Write a whole number from
seed: 1 => precision: double ¦ wrong-value ¦ 14:14:6 ¦ precision cannot be "double" ¦ Write one of
seed: 1 => engine: gpu ¦ wrong-value ¦ 14:11:3 ¦ engine cannot be "gpu" ¦ Write one of
seed: 1 => target: 1e-3 ¦ wrong-value ¦ 14:11:4 ¦ target cannot be 0.001 ¦ Write a mapping with max_abs_error.
`
  )
})

describe('further keys', () => {
  refuses(
    DECAY,
    String.raw`
name: Exponential decay => domain: "t < 1" ¦ domain ¦ 2:9:7 ¦ A domain needs at least two variables ¦ Use the interval of the variable.
name: Exponential decay => estimate: { D: 1 } ¦ wrong-value ¦ 2:16:1 ¦ estimate.D cannot be 1 ¦ Write a mapping such as { initial: 1, min: 0, max: 10 }
name: Exponential decay => data: obs.csv ¦ wrong-value ¦ 2:7:7 ¦ data cannot be "obs.csv" ¦ Write a mapping such as { file: obs.csv, columns: { t:
name: Exponential decay => eigenvalue: E ¦ wrong-value ¦ 2:13:1 ¦ eigenvalue cannot be "E" ¦ Write a mapping such as { E: { initial: 1, states: 3 }
name: Exponential decay => where: { r: "t^2 +" } ¦ operand ¦ 2:18:1 ¦ Nothing follows + ¦ Add the missing part, or remove the sign.
name: Exponential decay => where: { r: "q + 1" } ¦ unknown-symbol ¦ 2:14:1 ¦ q is not declared ¦ Declare it under parameters, or use what there is: t,
name: Exponential decay => where: { r: "s", s: "t" } ¦ unknown-symbol ¦ 2:14:1 ¦ s is not declared ¦ Declare it under parameters, or use what there is: t,
name: Exponential decay => where: { gamma: "t" } ¦ duplicate-name ¦ 2:10:5 ¦ gamma is a parameter and a name under where ¦ Give one of them another name.
name: Exponential decay => invariants: "g" ¦ wrong-value ¦ 2:13:3 ¦ invariants cannot be "g" ¦ Write a list of expressions in double quotes.
name: Exponential decay => units: { q: s } ¦ unknown-symbol ¦ 2:10:1 ¦ q under units is not a variable, an unknown or a parameter ¦ There are t, g, gamma and g0.
name: Exponential decay => units: { t: 3 } ¦ wrong-value ¦ 2:13:1 ¦ units.t cannot be 3 ¦ Write text.
name: Exponential decay => reference: exat ¦ wrong-value ¦ 2:12:4 ¦ reference cannot be "exat" ¦ Write auto, exact, none or { method: … }. Is exact
name: Exponential decay => estimate: { k: { initial: 1, max: 10 } } ¦ estimate-bounds ¦ 2:16:23 ¦ k has an upper bound but no lower one ¦ Give min as well.
name: Exponential decay => estimate: { k: { initial: 20, min: 0, max: 10 } } ¦ estimate-bounds ¦ 2:16:32 ¦ The first value 20 of k is not inside its bounds ¦ Begin strictly between min and max.
name: Exponential decay => estimate: { gamma: { initial: 1 } } ¦ duplicate-name ¦ 2:13:5 ¦ gamma is a parameter and an estimated parameter ¦ Give one of them another name.
name: Exponential decay => estimate: { k: { initial: one } } ¦ wrong-value ¦ 2:27:3 ¦ estimate.k.initial cannot be "one" ¦ Write a number.
name: Exponential decay => data: { file: obs.csv } ¦ missing-key ¦ 2:7:17 ¦ columns is missing in data ¦ Add columns: a mapping of names to columns, such as {
name: Exponential decay => domain: "t" ¦ domain ¦ 2:9:3 ¦ A domain needs at least two variables ¦ Use the interval of the variable.
`
  )
})

describe('several variables', () => {
  refuses(
    ROD,
    String.raw`
u_t = k*u_xx => u_t = k*u_xy ¦ unknown-symbol ¦ 5:22:4 ¦ y is not a variable here; there are x and t ¦ Use u_xx.
u_t = k*u_xx => u_t = k*uxx ¦ unknown-symbol ¦ 5:22:3 ¦ uxx is not declared ¦ Use u_xx if the derivative is meant.
u_t = k*u_xx => u_t = k u_{xx} ¦ sign ¦ 5:24:4 ¦ Curly brackets are not read ¦ Write u_xx.
u_t = k*u_xx => u' = k*u_xx ¦ prime ¦ 5:14:2 ¦ A prime does not say by which variable: there are x and t ¦ Write u_x or u_t.
u_t = k*u_xx => du/dt = k*u_xx ¦ derivative ¦ 5:14:5 ¦ du/dt would be a quotient, not a derivative ¦ Write u_t or diff(u, t).
u_t = k*u_xx => ∂u/∂t = k*∂²u/∂x² ¦ derivative ¦ 5:14:5 ¦ ∂u/∂t would be a quotient, not a derivative ¦ Write u_t or diff(u, t).
u_t = k*u_xx => u_t = k*laplacian(u) ¦ unknown-symbol ¦ 5:22:9 ¦ laplacian(u) is not read here ¦ Write u_xx.
u_t = k*u_xx => u_t = 0.01/pi u_xx ¦ product ¦ 5:20:12 ¦ A product without a sign after a division can be read in two ways ¦ Write 0.01/pi*u_xx or 0.01/(pi*u_xx).
u_t = k*u_xx => u_t + u u_x = k u_xx/2 u ¦ product ¦ 5:30:8 ¦ A product without a sign after a division can be read in two ways ¦ Write u_xx/2*u or u_xx/(2*u).
u_t = k*u_xx => u_t = k*diff(u, x, 5) ¦ order ¦ 5:22:13 ¦ A derivative of order 5 is beyond what can be computed ¦ Use derivatives of order 4 at most.
u_t = k*u_xx => u_t = k*diff(u, y) ¦ unknown-symbol ¦ 5:30:1 ¦ y is not a variable here; there are x and t ¦ Differentiate by x or t.
u_t = k*u_xx => u_xxxxx = 0 ¦ order ¦ 5:14:7 ¦ A derivative of order 5 is beyond what can be computed ¦ Use derivatives of order 4 at most.
u_t = k*u_xx => u_t(x, 0) = u_xx ¦ evaluation ¦ 5:14:9 ¦ In an equation u can be taken at u_t(x, t) only: a bracket after an ¦ Write u_t, or put the value at another place into the
u_t = k*u_xx => u_t = k*u(x) ¦ evaluation ¦ 5:22:4 ¦ In an equation u can be taken at u(x, t) only: a bracket after an ¦ Write u*(x) for a product.
u_t = k*u_xx => u_t = k*u(x, t - 1) ¦ evaluation ¦ 5:22:11 ¦ In an equation u can be taken at u(x, t) only: a bracket after an ¦ Write u, or put the value at another place into the
u_t = k*u_xx => u_t = k*u_x_x ¦ unknown-symbol ¦ 5:22:5 ¦ u_x_x is not declared ¦ Use u_xx for the derivative.
u_t = k*u_xx => u_t = k*u_xx", "u = 0 ¦ equation-count ¦ 5:12:25 ¦ 1 unknown (u) but 2 equations ¦ Write one equation per unknown.
"u(0, t) = 0" => "u(0) = 0" ¦ arity ¦ 8:6:4 ¦ u depends on x and t, but the bracket has 1 ¦ Write all of them, as in u(x, t).
"u(0, t) = 0" => "u(y, t) = 0" ¦ unknown-symbol ¦ 8:8:1 ¦ y is not declared ¦ Declare it under parameters, or use what there is: x,
"u(0, t) = 0" => "u(-1, t) = 0" ¦ condition-outside ¦ 8:5:14 ¦ The condition u(-1, t) = 0 stands at x = -1, outside [0, 1] ¦ Place it inside the interval, or widen the interval of
"u(0, t) = 0" => "u(0, t) = u" ¦ condition-without-point ¦ 8:5:13 ¦ The condition u(0, t) = u does not say where it holds ¦ Write for example u(0, t) = 0.
"u(0, t) = 0" => "u_xx(0, t) = 0" ¦ condition-order ¦ 8:5:16 ¦ The condition u_xx(0, t) = 0 uses a derivative of order 2 in x, but the ¦ Use derivatives below order 2.
"u(0, t) = 0" => "u_x = 0" ¦ condition-without-point ¦ 8:5:9 ¦ The condition u_x = 0 does not say where it holds ¦ Write for example u(0, t) = 0.
"u(0, t) = 0" => "u(x, t) = 0" ¦ condition-without-point ¦ 8:5:13 ¦ The condition u(x, t) = 0 does not say where it holds ¦ Write for example u(0, t) = 0.
"u(0, t) = 0" => "u = 0" ¦ condition-without-point ¦ 8:5:7 ¦ The condition u = 0 does not say where it holds ¦ Write for example u(0, t) = 0.
"u(0, t) = 0" => "u(0 t) = 0" ¦ arity ¦ 8:6:6 ¦ u depends on x and t, but the bracket has 1 ¦ Write all of them, as in u(x, t).
"u(x, 0) = sin(pi*x)" => "u(x, 0) = sin(pi x" ¦ bracket ¦ 7:19:1 ¦ This ( is never closed ¦ Add the ) that is missing.
"u(x, 0) = sin(pi*x)" => "u(x, 0) = sin(pi*y)" ¦ unknown-symbol ¦ 7:23:1 ¦ y is not declared ¦ Declare it under parameters, or use what there is: x,
"u(x, 0) = sin(pi*x)" => "u(x, 0) = log(x - 2)" ¦ condition-not-met ¦ 7:5:22 ¦ initial condition u(x, 0) = log(x - 2) not met: not a finite number ¦ Write your own trial solution under
"u(x, 0) = sin(pi*x)" => "u(x, 3) = 0" ¦ condition-outside ¦ 7:5:13 ¦ The condition u(x, 3) = 0 stands at t = 3, outside [0, 2] ¦ Place it inside the interval, or widen the interval of
  - "u(x, 0) = sin(pi*x)"\n =>  ¦ missing-condition ¦ 7:3:15 ¦ The equation is of order 1 in t and needs 1 condition in t; none is ¦ Add a condition, for example u(x, 0) = 0.
  - "u(0, t) = 0"\n =>  ¦ missing-condition ¦ 7:3:23 ¦ The equation is of order 2 in x and needs 2 conditions in x; one is ¦ Add a condition, for example u(0, t) = 0.
  - "u(0, t) = 0"\n =>   - "u(0, t) = 0"\n  - "u(0.5, t) = 0"\n ¦ surplus-condition ¦ 10:5:13 ¦ The equation is of order 2 in x and needs 2 conditions in x; 3 are given ¦ Remove one of them.
  - "u(0, t) = 0"\n =>   - "u(0, t) = 0"\n  - "u_t(x, 0) = 0"\n ¦ condition-order ¦ 9:5:15 ¦ The condition u_t(x, 0) = 0 uses a derivative of order 1 in t, but the ¦ Use derivatives below order 1.
  - "u(0, t) = 0"\n =>   - "u(0, t) = 0"\n  - "u(0, t) = 0"\n ¦ duplicate-condition ¦ 9:5:13 ¦ The condition u(0, t) = 0 is given twice ¦ Remove one of them.
  - "u(0, t) = 0"\n =>   - "u(1, t) = 1"\n ¦ duplicate-condition ¦ 9:5:13 ¦ u(1, t) = 1 and u(1, t) = 0 give the same value twice ¦ u lacks one: add u(0, t) = 0.
"u(x, 0) = sin(pi*x)" => "u(t, 0) = sin(pi*x)" ¦ condition-arguments ¦ 7:5:21 ¦ In u(t, 0) = sin(pi*x) the bracket of u has t in the place of x: u depends on x and t, in this order ¦ Write u(x, 0).
"u(0, t) = 0" => "u(t, 0) = 0" ¦ condition-arguments ¦ 8:5:13 ¦ In u(t, 0) = 0 the bracket of u has t in the place of x ¦ Write u(0, t) or u(x, 0).
"u(0, t) = 0" => "u(0, x) = 0" ¦ condition-arguments ¦ 8:5:13 ¦ In u(0, x) = 0 the bracket of u has x in the place of t ¦ Write u(x, 0) or u(0, t).
"u(0, t) = 0" => "u_x(t, 0) = 0" ¦ condition-arguments ¦ 8:5:15 ¦ In u_x(t, 0) = 0 the bracket of u has t in the place of x ¦ Write u_x(0, t) or u_x(x, 0).
"u(0, t) = 0" => "u_x(0, 0) = 0" ¦ condition-at-point ¦ 8:5:15 ¦ The condition u_x(0, 0) = 0 holds at the single point x = 0 and t = 0 ¦ Write u_x(0, t) or u_x(x, 0).
"u(x, 0) = sin(pi*x)" => "u(0, 0) = 1" ¦ condition-at-point ¦ 7:5:13 ¦ The condition u(0, 0) = 1 holds at the single point x = 0 and t = 0 ¦ Write u(x, 0) or u(0, t).
"u(x, 0) = sin(pi*x)" => "u(x, 0) = sin(pi*t)" ¦ condition-fixed-variable ¦ 7:5:21 ¦ The condition u(x, 0) = sin(pi*t) stands at t = 0, but depends on t ¦ Write 0 in place of t, or a function of x.
"u(0, t) = 0" => "u(0, t) = x" ¦ condition-fixed-variable ¦ 8:5:13 ¦ The condition u(0, t) = x stands at x = 0, but depends on x ¦ Write 0 in place of x, or a function of t.
{ x: [0, 1], t: [0, 2] } => { x: [0, 1] } ¦ unknown-symbol ¦ 5:14:3 ¦ t is not a variable here; there is only x ¦ Use u'.
{ x: [0, 1], t: [0, 2] } => { x: [0, 1], t: [0, 2], y: [0, 1] } ¦ arity ¦ 7:6:7 ¦ u depends on x, t and y, but the bracket has 2 ¦ Write all of them, as in u(x, t, y).
{ x: [0, 1], t: [0, 2] } => { x: [0, 1], x: [0, 2] } ¦ yaml ¦ 2:25:1 ¦ x stands twice ¦ Remove one of them.
{ x: [0, 1], t: [0, 2] } => { a: [0, 1], b: [0, 1], c: [0, 1], d: [0, 1], x: [0, 1] } ¦ not-built ¦ 2:12:57 ¦ A problem in more than 4 variables cannot be solved yet ¦ State the problem without it.
count: 8 => count: { x: 8, y: 8 } ¦ points-variable ¦ 10:38:1 ¦ points.count names y, which is not a variable here; there are x and t ¦ Write a number, or one count for each variable.
count: 8 => count: 2000 ¦ points-too-many ¦ 10:30:4 ¦ 4000000 training points are too many ¦ Use at most 1000000.
parameters: { k: 1 } => parameters: { k: 1 }\ndomain: "x^2 + t^2" ¦ domain ¦ 5:9:11 ¦ A domain is an inequality in the variables ¦ Write for example "x^2 + y^2 < 1", joined by and, or,
parameters: { k: 1 } => parameters: { k: 1 }\ndomain: "y < 1" ¦ unknown-symbol ¦ 5:10:1 ¦ y is not declared ¦ Declare it under parameters, or use what there is: x, t
`
  )
})

describe('systems', () => {
  refuses(
    SYSTEM,
    String.raw`
y' = -x => y' = -z ¦ unknown-symbol ¦ 4:30:1 ¦ z is not declared ¦ Declare it under parameters, or use what there is: t, x
"y' = -x" =>  ¦ equation-count ¦ 4:12:12 ¦ 2 unknowns (x, y) but 1 equation ¦ Write one equation per unknown.
y' = -x => y' = -x", "y'' = 0 ¦ equation-count ¦ 4:12:32 ¦ 2 unknowns (x, y) but 3 equations ¦ Write one equation per unknown.
y' = -x => y = -x ¦ surplus-condition ¦ 5:26:10 ¦ y is of order 0 and needs 0 conditions; one is given ¦ Remove one of them.
y' = -x => x' = -x ¦ surplus-condition ¦ 5:26:10 ¦ y is of order 0 and needs 0 conditions; one is given ¦ Remove one of them.
y(0) = 0 => y(0) = x(0) + 1", "y(1) = 1 ¦ surplus-condition ¦ 5:45:10 ¦ y is of order 1 and needs 1 condition; 2 are given ¦ Remove one of them.
x(0) = 1 => x(0) = 1", "x(1) = 0 ¦ surplus-condition ¦ 5:26:10 ¦ x is of order 1 and needs 1 condition; 2 are given ¦ Remove one of them.
y(0) = 0 => x(0) = 0 ¦ duplicate-condition ¦ 5:26:10 ¦ x(0) = 1 and x(0) = 0 give the same value twice ¦ y lacks one: add y(0) = 0.
, "y(0) = 0" =>  ¦ missing-condition ¦ 5:13:12 ¦ y is of order 1 and needs 1 condition; none is given ¦ Add a condition, for example y(0) = 0.
x' = y", "y' = -x"]\nconditions: ["x(0) = 1", "y(0) = 0 => x' = -x", "y' = -y"]\nconditions: ["x(0) = 1", "x(1) = 0 ¦ surplus-condition ¦ 5:26:10 ¦ x is of order 1 and needs 1 condition; 2 are given ¦ Remove one of them. y lacks one: add y(0) = 0.
y(0) = 0 => y = 0 ¦ condition-without-point ¦ 5:26:7 ¦ The condition y = 0 does not say where it holds ¦ Write for example y(0) = 0.
y(0) = 0 => y'(0) = 0 ¦ condition-order ¦ 5:26:11 ¦ The condition y'(0) = 0 uses a derivative of order 1 in t, but the equations are, for y, of order 1 ¦ Use derivatives below order 1.
unknowns: [x, y] => unknowns: [x, y]\nunits: { z: m } ¦ unknown-symbol ¦ 4:10:1 ¦ z under units is not a variable, an unknown or a parameter ¦ There are t, x and y.
conditions: => trial: { x: "1 + t*N", y: "t*N_y" }\nconditions: ¦ unknown-symbol ¦ 5:20:1 ¦ Each unknown has a network of its own ¦ Write N_x or N_y.
conditions: => trial: { x: "1 + t*N_x" }\nconditions: ¦ trial-missing ¦ 5:8:18 ¦ There is no trial solution for y ¦ Write trial: { y: "…" }.
y' = -x => y' = -N_x ¦ unknown-symbol ¦ 4:30:3 ¦ N_x is a network, which stands in trial solutions only ¦ Write x or y here.
`
  )
})

describe('the paper form', () => {
  refuses(
    PAPER,
    String.raw`
g(0) = g0 => g(0) =  ¦ operand ¦ 2:6:1 ¦ Nothing follows = ¦ Add the missing part, or remove the sign.
g' = -gamma*g => g' = -gama*g ¦ unknown-symbol ¦ 1:7:4 ¦ gama is not declared ¦ Use gamma, or declare gama.
t in [0, 1] => t in [0 1] ¦ statement ¦ 3:1:10 ¦ An interval has two ends ¦ Write t in [0, 1].
t in [0, 1] => t = 0..1 ¦ missing-key ¦ 1:1:13 ¦ No interval is given ¦ Add a line such as t in [0, 1].
t in [0, 1] =>  ¦ missing-key ¦ 1:1:13 ¦ No interval is given ¦ Add a line such as t in [0, 1].
t in [0, 1] => t in [0, 1]\nt in [0, 2] ¦ statement ¦ 4:1:11 ¦ The interval of t is given twice ¦ Remove one of them.
gamma = 2 => gamma =  ¦ empty ¦ 4:8:1 ¦ There is nothing here ¦ Write an expression.
gamma = 2 => gamma = 2*t ¦ statement ¦ 4:1:11 ¦ gamma depends on t: a parameter is a constant ¦ Name it under where: { gamma: "2*t" }.
gamma = 2 => gamma = 2\ngamma = 3 ¦ statement ¦ 5:1:9 ¦ The parameter gamma is given twice ¦ Remove one of them.
gamma = 2 => gamma: 2 ¦ unknown-key ¦ 4:1:5 ¦ gamma is not a key of a problem ¦ Write gamma = 2 for a parameter.
g' = -gamma*g => g' = -gamma g(0) ¦ evaluation ¦ 1:13:4 ¦ In an equation g can be taken at g(t) only: a bracket after an unknown ¦ Put g(0) under conditions, or write g*(0) for a product.
g' = -gamma*g => hello ¦ statement ¦ 1:1:5 ¦ This is neither an equation, a condition, an interval nor a parameter ¦ Write g' = -g, g(0) = 1, t in [0, 1] or a = 2.
g' = -gamma*g =>  ¦ missing-key ¦ 1:1:1 ¦ There is no equation ¦ Add a line such as g' = -2*g.
g(0) = g0 => g(0) = g0\nsolve it ¦ statement ¦ 3:1:8 ¦ This is neither an equation, a condition, an interval nor a parameter ¦ Write g' = -g, g(0) = 1, t in [0, 1] or a = 2.
g(0) = g0 => g(0) = g0\ntrial: { g: "g0 + N" } ¦ condition-not-met ¦ 3:13:8 ¦ initial condition g(0) = g0 not met: off by ¦ Change the trial solution so that what multiplies the
g(0) = g0 => g(0) = g0\ntrail: auto ¦ unknown-key ¦ 3:1:5 ¦ trail is not a key of a problem ¦ Write trial.
g0 = 10 => g0 = 10; k ¦ statement ¦ 5:10:1 ¦ This is neither an equation ¦ Write g' = -g
g0 = 10 => g0 := 10 ¦ sign ¦ 5:4:2 ¦ := is not read here ¦ Write =.
g' = -gamma*g => dg/dt = -gamma*g ¦ derivative ¦ 1:1:5 ¦ dg/dt would be a quotient, not a derivative ¦ Write g' or diff(g, t).
g(0) = g0 => g(0) = g0\nu =  ¦ empty ¦ 3:4:1 ¦ There is nothing here ¦ Write an expression.
`
  )
})

describe('networks and points', () => {
  refuses(
    DECAY,
    String.raw`
activation: sigmoid => fourier: { count: 8 } ¦ unknown-key ¦ 11:28:7 ¦ fourier is not a key of network ¦ Write features.
activation: sigmoid => skip_connections: true ¦ unknown-key ¦ 11:28:16 ¦ skip_connections is not a key of network ¦ Write skip.
activation: sigmoid => parallel: true ¦ unknown-key ¦ 11:28:8 ¦ parallel is not a key of network ¦ Write separate.
layout: uniform => rar: { every: 10 } ¦ unknown-key ¦ 12:24:3 ¦ rar is not a key of points ¦ Write adaptive.
activation: sigmoid => features: fourier ¦ wrong-value ¦ 11:38:7 ¦ network.features cannot be "fourier" ¦ Write a mapping with fourier.
activation: sigmoid => features: {} ¦ missing-key ¦ 11:38:2 ¦ fourier is missing in network.features ¦ Add fourier: a mapping such as { count: 32, sigma: 1 }.
activation: sigmoid => features: { fourier: { count: 0 } } ¦ wrong-value ¦ 11:58:1 ¦ network.features.fourier.count cannot be 0 ¦ Write a whole number from 1 to 1024.
activation: sigmoid => features: { fourier: { sigma: -1 } } ¦ wrong-value ¦ 11:58:2 ¦ network.features.fourier.sigma cannot be -1 ¦ Write a number above 0 to 1000.
activation: sigmoid => features: { fourier: { scale: 2 } } ¦ unknown-key ¦ 11:51:5 ¦ scale is not a key of network.features.fourier ¦ Its keys are count sigma.
activation: sigmoid => features: { fourrier: { count: 8 } } ¦ unknown-key ¦ 11:40:8 ¦ fourrier is not a key of network.features ¦ Write fourier.
activation: sigmoid => skip: yes ¦ wrong-value ¦ 11:34:3 ¦ network.skip cannot be "yes" ¦ Write true or false.
activation: sigmoid => skip: 1 ¦ wrong-value ¦ 11:34:1 ¦ network.skip cannot be 1 ¦ Write true or false.
activation: sigmoid => separate: both ¦ wrong-value ¦ 11:38:4 ¦ network.separate cannot be "both" ¦ Write true or false.
activation: sigmoid => seperate: true ¦ unknown-key ¦ 11:28:8 ¦ seperate is not a key of network ¦ Write separate.
hidden: [10] => hidden: [4000, 4000], features: { fourier: { count: 1024 } } ¦ network-too-large ¦ 11:22:12 ¦ The network has 24200000 weights ¦ Use fewer or narrower layers: at most 4000000 weights.
layout: uniform => boundary: 0 ¦ wrong-value ¦ 12:34:1 ¦ points.boundary cannot be 0 ¦ Write a whole number from 1 to 1000000.
layout: uniform => boundary: { t: 3 } ¦ wrong-value ¦ 12:34:8 ¦ points.boundary cannot be {"t":3} ¦ Write a whole number from 1 to 1000000.
layout: uniform => initial: many ¦ wrong-value ¦ 12:33:4 ¦ points.initial cannot be "many" ¦ Write a whole number from 1 to 1000000.
layout: uniform => check: 1 ¦ wrong-value ¦ 12:31:1 ¦ points.check cannot be 1 ¦ Write a whole number from 2 to 100000.
layout: uniform => chek: 100 ¦ unknown-key ¦ 12:24:4 ¦ chek is not a key of points ¦ Write check.
layout: uniform => adaptive: yes ¦ wrong-value ¦ 12:34:3 ¦ points.adaptive cannot be "yes" ¦ Write true, or a mapping such as { every: 1000, k: 1, c: 1 }.
layout: uniform => adaptive: { every: 0 } ¦ wrong-value ¦ 12:43:1 ¦ points.adaptive.every cannot be 0 ¦ Write a whole number from 1 to 100000000.
layout: uniform => adaptive: { k: -1 } ¦ wrong-value ¦ 12:39:2 ¦ points.adaptive.k cannot be -1 ¦ Write a number from 0 to 16.
layout: uniform => adaptive: { c: .inf } ¦ not-finite ¦ 12:39:4 ¦ points.adaptive.c is Infinity, not a finite number ¦ Give a number from 0 to 1000000.
layout: uniform => adaptive: { evry: 10 } ¦ unknown-key ¦ 12:36:4 ¦ evry is not a key of points.adaptive ¦ Write every.
layout: uniform => adaptive: { candidates: 1 } ¦ wrong-value ¦ 12:48:1 ¦ points.adaptive.candidates cannot be 1 ¦ Write a whole number from 2 to 100.
layout: uniform => layout: random, resample: 10, adaptive: {} ¦ points-moved-twice ¦ 12:64:2 ¦ points.resample and points.adaptive both move the points ¦ Keep one of them: resample draws anew, adaptive looks at the residual.
trial: { g: "g0 + t*N" } => weights: self_adaptve ¦ wrong-value ¦ 9:10:12 ¦ weights cannot be "self_adaptve" ¦ Write a mapping such as { equation: 1, c1: 10 }, or one of gradient_norm, ntk, self_adaptive. Is self_adaptive meant?
trial: { g: "g0 + t*N" } => weights: self-adaptive ¦ wrong-value ¦ 9:10:13 ¦ weights cannot be "self-adaptive" ¦ Write a mapping such as { equation: 1, c1: 10 }, or one of gradient_norm, ntk, self_adaptive. Is self_adaptive meant?
`
  )
})

describe('unknown functions, and points in two variables', () => {
  refuses(
    ROD,
    String.raw`
{ count: 8 } => { count: 8, boundary: 2000, check: 2000 } ¦ points-too-many ¦ 10:56:4 ¦ points.check is 2000 along each of 2 variables: 4000000 points are too many ¦ Use at most 1000.
{ count: 8 } => { count: 8, check: 2000 } ¦ points-too-many ¦ 10:40:4 ¦ points.check is 2000 along each of 2 variables: 4000000 points are too many ¦ Use at most 1000.
{ count: 8 } => { count: 8, resample: 5, layout: lhs } }\nweights: self_adaptive # ¦ self-adaptive-points ¦ 10:43:1 ¦ weights: self_adaptive gives every point a weight of its own, which points.resample would take apart ¦ Leave out points.resample, or choose gradient_norm or ntk.
{ count: 8 } => { count: 8, adaptive: {} } }\nweights: self_adaptive # ¦ self-adaptive-points ¦ 10:43:2 ¦ weights: self_adaptive gives every point a weight of its own, which points.adaptive would take apart ¦ Leave out points.adaptive, or choose gradient_norm or ntk.
{ count: 8 } } => { count: 8 }, training: { batch: 5, optimizer: adam } }\nweights: self_adaptive ¦ self-adaptive-points ¦ 10:54:1 ¦ weights: self_adaptive gives every point a weight of its own, which batches would take apart ¦ Leave out training.batch, or choose gradient_norm or ntk.
parameters: { k: 1 } => estimate: { k: { of: [] } } ¦ wrong-value ¦ 4:22:2 ¦ estimate.k.of cannot be [] ¦ Write a list of variables, such as [x].
parameters: { k: 1 } => estimate: { k: { of: x } } ¦ wrong-value ¦ 4:22:1 ¦ estimate.k.of cannot be "x" ¦ Write a list of variables, such as [x].
parameters: { k: 1 } => estimate: { k: { of: [y] } } ¦ unknown-symbol ¦ 4:23:1 ¦ k cannot depend on y, which is not a variable ¦ Use x or t.
parameters: { k: 1 } => estimate: { k: { of: [u] } } ¦ unknown-symbol ¦ 4:23:1 ¦ k cannot depend on u, which is not a variable ¦ Use x or t.
parameters: { k: 1 } => estimate: { k: { of: [x, x] } } ¦ duplicate-name ¦ 4:26:1 ¦ k is said to depend on x twice ¦ Name every variable once.
parameters: { k: 1 } => estimate: { k: { of: [x], max: 3 } } ¦ estimate-bounds ¦ 4:16:19 ¦ k has an upper bound but no lower one ¦ Give min as well.
parameters: { k: 1 } => estimate: { k: { of: [x], min: 3, max: 1 } } ¦ estimate-bounds ¦ 4:16:27 ¦ The bounds of k leave no room: 3 is not below 1 ¦ Write the smaller one as min.
parameters: { k: 1 } => estimate: { k: { of: [x], min: 0, initial: 0 } } ¦ estimate-bounds ¦ 4:16:31 ¦ The first value 0 of k is not inside its bounds ¦ Begin strictly between min and max.
parameters: { k: 1 } => estimate: { k: { of: [x], min: low } } ¦ wrong-value ¦ 4:32:3 ¦ estimate.k.min cannot be "low" ¦ Write a number.
parameters: { k: 1 } => estimate: { k: { depends_on: [x] } } ¦ unknown-key ¦ 4:18:10 ¦ depends_on is not a key of estimate.k ¦ Write of.
parameters: { k: 1 } => estimate: { k: { on: [x] } } ¦ unknown-key ¦ 4:18:2 ¦ on is not a key of estimate.k ¦ Its keys are initial min max of.
parameters: { k: 1 } => estimate: { u: { of: [x] } } ¦ duplicate-name ¦ 4:13:1 ¦ u is an unknown and an unknown function ¦ Give one of them another name.
k: 1 }\nequations: ["u_t = k*u_xx"] => j: 1 }\nestimate: { k: { of: [x] } }\nequations: ["u_t = k_t*u_xx"] ¦ independent ¦ 6:20:3 ¦ k depends on x alone: its derivative by t is zero ¦ Leave the term out, or name t among what k depends on.
k: 1 }\nequations: ["u_t = k*u_xx"] => j: 1 }\nestimate: { k: { of: [x] } }\nequations: ["u_t = diff(k, t)*u_xx"] ¦ independent ¦ 6:20:10 ¦ k depends on x alone: its derivative by t is zero ¦ Leave the term out, or name t among what k depends on.
k: 1 }\nequations: ["u_t = k*u_xx"] => j: 1 }\nestimate: { k: { of: [x] } }\nequations: ["u_t = k(0)*u_xx"] ¦ evaluation ¦ 6:20:4 ¦ In an equation k can be taken at k(x) only: a bracket after an unknown is a place ¦ Write k, or put the value at another place into the conditions.
k: 1 }\nequations: ["u_t = k*u_xx"] => j: 1 }\nestimate: { k: { of: [x] } }\nequations: ["u_t = k(x, t, 1)*u_xx"] ¦ evaluation ¦ 6:20:10 ¦ In an equation k can be taken at k(x) only: a bracket after an unknown is a place ¦ Write k, or put the value at another place into the conditions.
k: 1 }\nequations: ["u_t = k*u_xx"] => j: 1 }\nestimate: { k: { of: [x, t] } }\nequations: ["u_t = k'*u_xx"] ¦ prime ¦ 6:20:2 ¦ A prime does not say by which variable: there are x and t ¦ Write k_x or k_t.
k: 1 }\nequations: ["u_t = k*u_xx"] => j: 1 }\nestimate: { k: { of: [x] } }\nequations: ["k = 1"] ¦ no-unknown ¦ 6:13:7 ¦ The equation does not contain u ¦ Write the unknown and its derivatives into it.
parameters: { k: 1 } => estimate: { N_u: { of: [x] } } ¦ name ¦ 4:13:3 ¦ N_u is the neural network in a trial solution ¦ Choose another name.
k: 1 } => N_k: 1 }\nestimate: { k: { of: [x] } } ¦ name ¦ 4:15:3 ¦ N_k is the neural network in a trial solution ¦ Choose another name.
parameters: { k: 1 } => estimate: { k: { of: [x] } }\nexact: { kk: "1" } ¦ unknown-symbol ¦ 5:10:2 ¦ kk under exact is not an unknown ¦ There are u and k.
parameters: { k: 1 } => estimate: { k: { of: [x] } }\ntrial: { k: "1 + N_k" } ¦ unknown-symbol ¦ 5:10:1 ¦ k under trial is not an unknown ¦ There is u.
k: 1 }\nequations: ["u_t = k*u_xx"]\nconditions: => j: 1 }\nestimate: { k: { of: [x] } }\nequations: ["u_t = k*u_xx"]\nconditions:\n  - "k = 1" ¦ condition-without-point ¦ 8:5:7 ¦ The condition k = 1 fixes no variable ¦ Write for example k(0) = 1.
k: 1 }\nequations: ["u_t = k*u_xx"]\nconditions: => j: 1 }\nestimate: { k: { of: [x] } }\nequations: ["u_t = k*u_xx"]\nconditions:\n  - "k(2) = 1" ¦ condition-outside ¦ 8:5:10 ¦ The condition k(2) = 1 stands at x = 2, outside [0, 1] ¦ Place it inside the interval, or widen the interval of x.
k: 1 }\nequations: ["u_t = k*u_xx"]\nconditions: => j: 1 }\nestimate: { k: { of: [x] } }\nequations: ["u_t = k*u_xx"]\nconditions:\n  - "u(0.5, t) = k" ¦ condition-without-point ¦ 8:5:15 ¦ The condition u(0.5, t) = k does not say where k is taken ¦ Write k(0.5).
k: 1 }\nequations: ["u_t = k*u_xx"]\nconditions: => j: 1 }\nestimate: { k: { of: [x] } }\nequations: ["u_t = k*u_xx"]\nconditions:\n  - "k_t(0) = 1" ¦ independent ¦ 8:6:6 ¦ k depends on x alone: its derivative by t is zero ¦ Leave the term out, or name t among what k depends on.
`
  )
})
