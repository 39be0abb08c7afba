"""Measurements of the library's inverse problems, made with NumPy alone: nothing here knows the lab's own solvers.

python3 scripts/library-data.py [FOLDER]   writes the .csv files; the noise is Gaussian and its seed fixed
"""

import sys
from pathlib import Path

import numpy as np


def burgers(x, t, nu):
    """u_t + u u_x = nu u_xx, u(x, 0) = -sin(pi x), by the Cole-Hopf transformation with 200 Gauss-Hermite nodes (Basdevant et al. 1986)."""
    z, w = np.polynomial.hermite.hermgauss(200)
    y = x[:, None] - np.sqrt(4 * nu * t)[:, None] * z
    exponent = -np.cos(np.pi * y) / (2 * np.pi * nu)
    kernel = w * np.exp(exponent - exponent.max(axis=1, keepdims=True))
    return -(np.sin(np.pi * y) * kernel).sum(axis=1) / kernel.sum(axis=1)


def korteweg_de_vries(times, l1, l2, modes=512, steps_per_unit=20000):
    """u_t + l1 u u_x + l2 u_xxx = 0 on [-1, 1), periodic, u(x, 0) = cos(pi x): Fourier in x, Runge-Kutta with integrating factor in t."""
    x = -1 + 2 * np.arange(modes) / modes
    k = np.pi * np.fft.fftfreq(modes, 1 / modes)
    k[modes // 2] = 0
    kept = np.abs(k) < np.pi * modes / 3
    hat = np.fft.fft(np.cos(np.pi * x))
    h = 1 / steps_per_unit
    half = np.exp(1j * l2 * k**3 * h / 2)

    def slope(v):
        return -0.5j * l1 * k * kept * np.fft.fft(np.fft.ifft(v).real ** 2)

    out, n = {}, 0
    for t in times:
        while n < round(t * steps_per_unit):
            a = slope(hat)
            b = slope(half * (hat + h / 2 * a))
            c = slope(half * hat + h / 2 * b)
            d = slope(half * (half * hat + h * c))
            hat = half**2 * (hat + h / 6 * a) + h / 3 * half * (b + c) + h / 6 * d
            n += 1
        out[t] = np.fft.ifft(hat).real
    return x, out


def kovasznay(x, y, re):
    lam = re / 2 - np.sqrt(re**2 / 4 + 4 * np.pi**2)
    u = 1 - np.exp(lam * x) * np.cos(2 * np.pi * y)
    v = lam / (2 * np.pi) * np.exp(lam * x) * np.sin(2 * np.pi * y)
    return u, v


def noisy(values, share, seed):
    """Gaussian noise of that share of the values' own standard deviation."""
    return values + share * values.std() * np.random.default_rng(seed).standard_normal(values.shape)


def write(path, names, columns):
    rows = zip(*[np.asarray(column) for column in columns])
    path.write_text(",".join(names) + "\n" + "".join(",".join(f"{v:.6g}" for v in row) + "\n" for row in rows))


folder = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent.parent / "core/problem/library")

x, t = np.meshgrid(np.linspace(-0.95, 0.95, 20), np.linspace(0.1, 1, 10))
x, t = np.round(x.ravel(), 4), np.round(t.ravel(), 4)
write(folder / "burgers-inverse.csv", ["x", "t", "u"], [x, t, noisy(burgers(x, t, 0.01 / np.pi), 0.01, 1)])

times = [0.1, 0.2, 0.3]
grid, waves = korteweg_de_vries(times, 1, 0.0025)
seen = np.arange(4, 512, 8)
x, t = np.tile(grid[seen], 3), np.repeat(times, seen.size)
u = np.concatenate([waves[time][seen] for time in times])
write(folder / "kdv-inverse.csv", ["x", "t", "u"], [x, t, noisy(u, 0.01, 2)])

x, y = np.meshgrid(np.linspace(-0.4, 0.9, 10), np.linspace(-0.4, 1.4, 10))
x, y = np.round(x.ravel(), 4), np.round(y.ravel(), 4)
u, v = kovasznay(x, y, 20)
write(folder / "flow-inverse.csv", ["x", "y", "u", "v"], [x, y, noisy(u, 0.01, 3), noisy(v, 0.01, 4)])
