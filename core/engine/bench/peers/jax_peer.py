"""JAX: the whole step, Adam included, under one jit with donated buffers."""
import os, sys

import peer

peer.one_thread()
asked = os.environ.get('XLA_FLAGS', '')
os.environ['XLA_FLAGS'] = ('--xla_cpu_multi_thread_eigen=false ' + asked).strip()
os.environ['JAX_PLATFORMS'] = 'cpu'
import jax
import jax.numpy as jnp
import numpy as np

workload = peer.Workload(sys.argv[1])
if workload.type == np.float64:
    jax.config.update('jax_enable_x64', True)
x, f = jnp.asarray(workload.points), jnp.asarray(workload.f)
zeros = lambda points, width: jnp.zeros((points.shape[0], width), points.dtype)


def loss_of(blocks):
    u, first, second = peer.jets(workload, blocks, x, jnp.tanh, jnp.stack, zeros)
    return jnp.mean(peer.residual(workload, u, first, second, f) ** 2)


def step(state):
    blocks, m, v, t = state
    loss, gradient = jax.value_and_grad(loss_of)(blocks)
    t = t + 1
    m = [0.9 * a + 0.1 * g for a, g in zip(m, gradient)]
    v = [0.999 * a + 0.001 * g * g for a, g in zip(v, gradient)]
    c1, c2 = 1 - 0.9**t, 1 - 0.999**t
    blocks = [p - 1e-3 * (a / c1) / (jnp.sqrt(b / c2) + 1e-8) for p, a, b in zip(blocks, m, v)]
    return blocks, m, v, t


fresh = lambda: [jnp.asarray(block) for block in workload.blocks]
loss, gradient = jax.jit(jax.value_and_grad(loss_of))(fresh())
jitted = jax.jit(step, donate_argnums=0)
none = lambda: [jnp.zeros_like(block) for block in workload.blocks]
state = (fresh(), none(), none(), jnp.asarray(0.0, workload.type))


def steps(count):
    global state
    for _ in range(count):
        state = jitted(state)
    jax.block_until_ready(state)


version = 'jax ' + jax.__version__ + (f' ({asked})' if asked else '')
peer.serve(workload, version, loss, np.concatenate([np.asarray(g).ravel() for g in gradient]), steps)
