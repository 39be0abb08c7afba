// TensorFlow.js, its WebAssembly backend on one thread, else its plain one: the same jets, its own gradients and Adam. float32 only.
// Found from the folder in which the bench is run: @tensorflow/tfjs, with tfjs-backend-wasm where it is there too.

const { readFileSync, writeFileSync } = process.getBuiltinModule('node:fs')
const { createRequire } = process.getBuiltinModule('node:module')
const { join } = process.getBuiltinModule('node:path')
const { createInterface } = process.getBuiltinModule('node:readline')
const [folder, from] = process.argv.slice(2)
const require = createRequire(join(from, 'noop.js'))
const tf = require('@tensorflow/tfjs')
try {
  const wasm = require('@tensorflow/tfjs-backend-wasm')
  wasm.setThreadsCount(1)
  await tf.setBackend('wasm')
} catch (error) {
  if (error.code !== 'MODULE_NOT_FOUND') throw error
  await tf.setBackend('cpu')
}
await tf.ready()

const { axes, widths, orders, residual } = JSON.parse(readFileSync(join(folder, 'workload.json'), 'utf8'))
const read = (name) => {
  const bytes = readFileSync(join(folder, `${name}.f64`))
  return Float32Array.from(new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)))
}
const x = tf.stack(
  Array.from({ length: axes }, (_, k) => tf.tensor1d(read(`x${k}`), 'float32')),
  1
)
const f = tf.tensor1d(read('f'), 'float32')
const n = x.shape[0]
const flat = read('parameters')
let at = 0
const layers = widths.map((rows, l) => {
  const columns = 1 + (l === 0 ? axes : widths[l - 1])
  const block = tf.tensor2d(flat.slice(at, at + rows * columns), [rows, columns], 'float32')
  at += rows * columns
  return {
    bias: tf.variable(tf.reshape(tf.slice(block, [0, 0], [rows, 1]), [rows])),
    weights: tf.variable(tf.transpose(tf.slice(block, [0, 1], [rows, columns - 1])))
  }
})
const axisOf = (order) => order.findIndex((k) => k > 0)
const sum = (order) => order.reduce((a, b) => a + b, 0)
const firsts = orders.filter((order) => sum(order) === 1).map(axisOf)
const seconds = orders.filter((order) => sum(order) === 2).map(axisOf)
const channels = 1 + firsts.length + seconds.length

function loss() {
  let h
  for (const [l, { weights, bias }] of layers.entries()) {
    const width = widths[l]
    let z
    if (l === 0) {
      const row = (a) => tf.add(tf.zeros([n, width]), tf.slice(weights, [a, 0], [1, width]))
      z = [tf.add(tf.matMul(x, weights), bias), ...firsts.map(row), ...seconds.map(() => tf.zeros([n, width]))]
    } else {
      const product = tf.matMul(h, weights)
      z = Array.from({ length: channels }, (_, k) => tf.slice(product, [k * n, 0], [n, width]))
      z[0] = tf.add(z[0], bias)
    }
    if (l === layers.length - 1) {
      const [u, ...rest] = z.map((channel) => tf.reshape(channel, [n]))
      const first = new Map(firsts.map((a, k) => [a, rest[k]]))
      const second = new Map(seconds.map((a, k) => [a, rest[firsts.length + k]]))
      return tf.mean(tf.square(residualOf(u, first, second)))
    }
    const y = tf.tanh(z[0])
    const slope = tf.sub(1, tf.square(y))
    const first = new Map(firsts.map((a, k) => [a, z[1 + k]]))
    const bend = tf.mul(tf.mul(y, slope), -2)
    h = tf.concat([
      y,
      ...firsts.map((a) => tf.mul(slope, first.get(a))),
      ...seconds.map((a, k) => tf.add(tf.mul(slope, z[1 + firsts.length + k]), tf.mul(bend, tf.square(first.get(a)))))
    ])
  }
}

function residualOf(u, first, second) {
  if (residual === 'decay') return tf.add(first.get(0), u)
  if (residual === 'poisson-1d') return tf.sub(second.get(0), f)
  if (residual === 'burgers') return tf.sub(tf.add(first.get(1), tf.mul(u, first.get(0))), tf.mul(second.get(0), 0.01 / Math.PI))
  return tf.sub(tf.add(second.get(0), second.get(1)), f)
}

const variables = layers.flatMap(({ weights, bias }) => [weights, bias])
const { value, grads } = tf.variableGrads(loss, variables)
// a bias that the residual does not see has no gradient
const gradientOf = (variable) => grads[variable.name] ?? tf.zerosLike(variable)
const gradient = layers.flatMap(({ weights, bias }) =>
  Array.from(tf.concat([tf.expandDims(gradientOf(bias), 1), tf.transpose(gradientOf(weights))], 1).dataSync())
)
writeFileSync(join(folder, 'gradient.f64'), Buffer.from(Float64Array.from(gradient).buffer))
const optimizer = tf.train.adam(1e-3)
const steps = (count) => {
  for (let k = 0; k < count; k++) {
    optimizer.minimize(loss, false, variables)
  }
  layers[0].bias.dataSync()
}
const say = (document) => process.stdout.write(`${JSON.stringify(document)}\n`)
const begun = performance.now()
steps(1)
const first = performance.now() - begun
steps(2)
say({ version: `tfjs ${tf.version.tfjs} (${tf.getBackend()})`, loss: value.dataSync()[0], first_step_ms: first })
for await (const line of createInterface({ input: process.stdin })) {
  const wanted = 1e3 * Number(line.split(' ')[1])
  let [count, done, wall, cpu] = [1, 0, 0, 0]
  while (wall < wanted) {
    const [a, b] = [performance.now(), process.cpuUsage()]
    steps(count)
    const took = performance.now() - a
    const used = process.cpuUsage(b)
    wall += took
    cpu += (used.user + used.system) / 1e3
    done += count
    count = Math.max(1, Math.floor(count * Math.min(10, (0.5 * wanted) / took)))
  }
  say({ ms: wall / done, cpu_ms: cpu / done, steps: done, peak_mb: process.resourceUsage().maxRSS / 1024 })
}
