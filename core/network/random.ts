/** A source of random numbers; every run's draws are fixed by its seed. */
export interface Generator {
  /** uniform in [0, 1), 53 bits */
  uniform(): number
  /** standard normal */
  normal(): number
}

/**
 * The lecture's generator, NumPy's legacy RandomState: MT19937 seeded by Knuth's init_genrand (Matsumoto & Nishimura, 1998)
 * and the polar method of Marsaglia with the pair cached. Bit-compatible with npr.seed(s); npr.randn().
 */
export class LectureGenerator implements Generator {
  private readonly state = new Uint32Array(624)
  private position = 624
  private cached: number | undefined

  constructor(seed: number) {
    this.state[0] = seed >>> 0
    for (let i = 1; i < 624; i++) {
      const previous = this.state[i - 1]! ^ (this.state[i - 1]! >>> 30)
      this.state[i] = Math.imul(previous, 1812433253) + i
    }
  }

  uniform(): number {
    const high = this.next() >>> 5
    const low = this.next() >>> 6
    return (high * 67108864 + low) / 9007199254740992
  }

  normal(): number {
    if (this.cached !== undefined) {
      const value = this.cached
      this.cached = undefined
      return value
    }
    const { kept, returned } = polar(() => this.uniform())
    this.cached = kept
    return returned
  }

  private next(): number {
    if (this.position === 624) this.twist()
    let y = this.state[this.position++]!
    y ^= y >>> 11
    y ^= (y << 7) & 0x9d2c5680
    y ^= (y << 15) & 0xefc60000
    return (y ^ (y >>> 18)) >>> 0
  }

  private twist(): void {
    const s = this.state
    for (let i = 0; i < 624; i++) {
      const y = (s[i]! & 0x80000000) | (s[(i + 1) % 624]! & 0x7fffffff)
      s[i] = s[(i + 397) % 624]! ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0)
    }
    this.position = 0
  }
}

/**
 * The lab's own generator: xoshiro128** (Blackman & Vigna, 2021), seeded by splitmix32 from the seed and a stream's name.
 * Streams ("initialization", "points", …) are independent, so that more points do not shift the initial weights.
 */
export class StreamGenerator implements Generator {
  private readonly s: Uint32Array
  private cached: number | undefined

  constructor(seed: number, stream: string) {
    let h = seed >>> 0
    for (let i = 0; i < stream.length; i++) h = Math.imul(h ^ stream.charCodeAt(i), 0x01000193) >>> 0
    const draw = splitmix32(h ^ Math.imul(seed >>> 0, 0x9e3779b1))
    this.s = Uint32Array.from([draw(), draw(), draw(), draw()])
  }

  uniform(): number {
    const high = this.next() >>> 5
    const low = this.next() >>> 6
    return (high * 67108864 + low) / 9007199254740992
  }

  normal(): number {
    if (this.cached !== undefined) {
      const value = this.cached
      this.cached = undefined
      return value
    }
    const { kept, returned } = polar(() => this.uniform())
    this.cached = kept
    return returned
  }

  private next(): number {
    const s = this.s
    const result = Math.imul(rotate(Math.imul(s[1]!, 5), 7), 9) >>> 0
    const t = s[1]! << 9
    s[2]! ^= s[0]!
    s[3]! ^= s[1]!
    s[1]! ^= s[2]!
    s[0]! ^= s[3]!
    s[2]! ^= t
    s[3] = rotate(s[3]!, 11)
    return result
  }
}

/** Marsaglia's polar method: two independent normals from uniforms; NumPy returns f*x2 first and keeps f*x1. */
function polar(uniform: () => number): { returned: number; kept: number } {
  for (;;) {
    const x1 = 2 * uniform() - 1
    const x2 = 2 * uniform() - 1
    const r2 = x1 * x1 + x2 * x2
    if (r2 >= 1 || r2 === 0) continue
    const f = Math.sqrt((-2 * Math.log(r2)) / r2)
    return { returned: f * x2, kept: f * x1 }
  }
}

function splitmix32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x9e3779b9) >>> 0
    let z = state
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad)
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
    return (z ^ (z >>> 15)) >>> 0
  }
}

function rotate(x: number, k: number): number {
  return ((x << k) | (x >>> (32 - k))) >>> 0
}
