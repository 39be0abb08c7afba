"""What every Python peer shares: the workload from files, and the protocol over standard input and output.

A peer computes the same loss and gradient as the lab's engine from the same weights, writes the gradient to a file for
comparison, and then times batches of whole steps (loss, gradient, Adam) when asked: `time SECONDS`.
"""
import json, os, resource, sys, time

import numpy as np


def one_thread():
    """Before a framework is imported: one thread, and one core where the system lets us choose."""
    for name in ('OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS', 'MKL_NUM_THREADS'):
        os.environ[name] = '1'
    if hasattr(os, 'sched_setaffinity'):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


class Workload:
    def __init__(self, folder):
        with open(os.path.join(folder, 'workload.json')) as file:
            plain = json.load(file)
        self.folder = folder
        self.type = np.float64 if plain['precision'] == 'float64' else np.float32
        self.axes, self.widths, self.residual = plain['axes'], plain['widths'], plain['residual']
        read = lambda name: np.fromfile(os.path.join(folder, name + '.f64')).astype(self.type)
        self.points = np.stack([read('x%d' % k) for k in range(self.axes)], axis=1)
        self.f = read('f')
        flat, at, self.blocks = read('parameters'), 0, []
        # one matrix per layer: a row per unit, its bias first
        for rows, inputs in zip(self.widths, [self.axes] + self.widths[:-1]):
            self.blocks.append(flat[at:at + rows * (inputs + 1)].reshape(rows, inputs + 1))
            at += rows * (inputs + 1)
        self.firsts = [tuple(order).index(1) for order in plain['orders'] if sum(order) == 1]
        self.seconds = [tuple(order).index(2) for order in plain['orders'] if sum(order) == 2]


def jets(workload, blocks, x, tanh, stack, zeros):
    """Value, first and pure second derivatives of the network at the points, all channels through one product a layer."""
    firsts, seconds = workload.firsts, workload.seconds
    for number, block in enumerate(blocks):
        weights, bias = block[:, 1:], block[:, 0]
        if number == 0:
            z = [x @ weights.T + bias] + [zeros(x, weights.shape[0]) + weights[:, a] for a in firsts]
            z += [zeros(x, weights.shape[0]) for _ in seconds]
        else:
            product = h @ weights.T
            z = [product[0] + bias] + [product[k] for k in range(1, 1 + len(firsts) + len(seconds))]
        if number == len(blocks) - 1:
            values = [channel[:, 0] for channel in z]
            return values[0], dict(zip(firsts, values[1:])), dict(zip(seconds, values[1 + len(firsts):]))
        y = tanh(z[0])
        slope = 1 - y * y
        first = dict(zip(firsts, z[1:]))
        h = [y] + [slope * first[a] for a in firsts]
        h += [slope * z[1 + len(firsts) + k] - 2 * y * slope * first[a] * first[a] for k, a in enumerate(seconds)]
        h = stack(h)


def residual(workload, u, first, second, f):
    name = workload.residual
    if name == 'decay': return first[0] + u
    if name == 'poisson-1d': return second[0] - f
    if name == 'burgers': return first[1] + u * first[0] - (0.01 / np.pi) * second[0]
    if name == 'poisson-2d': return second[0] + second[1] - f
    raise ValueError(name)


def say(document):
    sys.stdout.write(json.dumps(document) + '\n')
    sys.stdout.flush()


def serve(workload, version, loss, gradient, steps):
    """`steps(n)` runs n whole steps and returns when they are done."""
    np.asarray(gradient, dtype=np.float64).tofile(os.path.join(workload.folder, 'gradient.f64'))
    begun = time.perf_counter()
    steps(1)
    first = time.perf_counter() - begun
    steps(3)
    say({'version': version, 'loss': float(loss), 'first_step_ms': 1e3 * first})
    for line in sys.stdin:
        seconds = float(line.split()[1])
        count, done, wall, cpu = 1, 0, 0.0, 0.0
        while wall < seconds:
            a, b = time.perf_counter(), time.process_time()
            steps(count)
            took = time.perf_counter() - a
            wall, cpu, done = wall + took, cpu + time.process_time() - b, done + count
            count = max(1, int(count * min(10, 0.5 * seconds / max(took, 1e-9))))
        say({'ms': 1e3 * wall / done, 'cpu_ms': 1e3 * cpu / done, 'steps': done,
             'peak_mb': resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024})
