"""Numbers that spectral.test.ts is held against, by other means than its own: DOP853 on the Fourier coefficients in the rotating frame, Cole and Hopf's formula by Gauss-Hermite nodes.

python3 numpy-reference.py   (NumPy, SciPy)
"""

import numpy as np
from scipy.integrate import solve_ivp
from scipy.optimize import minimize_scalar


def interpolate(coefficients, length, start, points):
    """Trigonometric sum of fft coefficients (not divided by n) at points."""
    n = len(coefficients)
    k = 2 * np.pi * np.fft.fftfreq(n, 1 / n) / length
    return np.array([np.sum(coefficients * np.exp(1j * k * (x - start))) / n for x in points])


def rotating(symbol, rest, u0, times):
    """u_t = L u + N(u), L diagonal: DOP853 for exp(-L t) times the coefficients."""
    v0 = np.fft.fft(u0)

    def slope(t, v):
        return np.exp(-symbol * t) * rest(np.exp(symbol * t) * v)

    found = solve_ivp(slope, (0, times[-1]), v0.astype(complex), method="DOP853", rtol=1e-12, atol=1e-12, t_eval=times)
    return [np.exp(symbol * t) * found.y[:, i] for i, t in enumerate(times)]


def kdv(n=256):
    """u_t + u u_x + 0.022^2 u_xxx = 0 on [-1, 1], cos pi x: Zabusky and Kruskal (1965)."""
    x = -1 + 2 * np.arange(n) / n
    k = np.pi * np.fft.fftfreq(n, 1 / n)
    k[n // 2] = 0
    rest = lambda v: -0.5j * k * np.fft.fft(np.fft.ifft(v).real ** 2)
    return rotating(1j * 0.022**2 * k**3, rest, np.cos(np.pi * x), [0.3])


def kuramoto(n=128):
    """u_t + 5 u u_x + 0.5 u_xx + 0.005 u_xxxx = 0 on [-1, 1], -sin pi x; the stiff part by steps short enough for it."""
    x = -1 + 2 * np.arange(n) / n
    k = np.pi * np.fft.fftfreq(n, 1 / n)
    symbol = 0.5 * k**2 - 0.005 * k**4
    k[n // 2] = 0
    rest = lambda v: symbol * v - 2.5j * k * np.fft.fft(np.fft.ifft(v).real ** 2)
    v0 = np.fft.fft(-np.sin(np.pi * x))
    pack = lambda v: np.concatenate([v.real, v.imag])
    free = lambda y: y[:n] + 1j * y[n:]
    found = solve_ivp(lambda t, y: pack(rest(free(y))), (0, 0.3), pack(v0), method="Radau", rtol=1e-11, atol=1e-10)
    return free(found.y[:, -1])


def schroedinger(n=512):
    """i h_t + h_xx / 2 + |h|^2 h = 0 on [-pi, pi], h = exp(cos x)."""
    x = -np.pi + 2 * np.pi * np.arange(n) / n
    k = np.fft.fftfreq(n, 1 / n)

    def rest(v):
        h = np.fft.ifft(v)
        return 1j * np.fft.fft(np.abs(h) ** 2 * h)

    return rotating(-0.5j * k**2, rest, np.exp(np.cos(x)), [0.5])[0]


def burgers(points, nu=0.01 / np.pi, nodes=100):
    """Cole and Hopf: u of u_t + u u_x = nu u_xx, u(x, 0) = -sin pi x."""
    z, w = np.polynomial.hermite.hermgauss(nodes)
    out = []
    for x, t in points:
        y = x - np.sqrt(4 * nu * t) * z
        f = np.exp(-np.cos(np.pi * y) / (2 * np.pi * nu))
        out.append(-np.sum(w * np.sin(np.pi * y) * f) / np.sum(w * f))
    return out


def steepest(nu=0.01 / np.pi):
    h = 1e-4
    slope = lambda t: (8 * (burgers([(h, t)], nu)[0] - burgers([(-h, t)], nu)[0]) - burgers([(2 * h, t)], nu)[0] + burgers([(-2 * h, t)], nu)[0]) / (12 * h)
    found = minimize_scalar(slope, bracket=(0.45, 0.51, 0.6), tol=1e-12)
    return found.x * np.pi, found.fun


def allen_cahn(n):
    """u_t = 0.0001 u_xx + 5 (u - u^3) on [-1, 1], x^2 cos pi x, periodic, at t = 1."""
    x = -1 + 2 * np.arange(n) / n
    k = np.pi * np.fft.fftfreq(n, 1 / n)

    def rest(v):
        u = np.fft.ifft(v).real
        return np.fft.fft(5 * (u - u**3))

    symbol = -0.0001 * k**2
    v, steps = np.fft.fft(x**2 * np.cos(np.pi * x)), 4000
    h = 1 / steps
    half = np.exp(symbol * h / 2)
    # integrating factor with the classical method of order 4 (Trefethen, Spectral Methods in MATLAB, program 27)
    for _ in range(steps):
        a = h * rest(v)
        b = h * rest(half * (v + a / 2))
        c = h * rest(half * v + b / 2)
        d = h * rest(half**2 * v + half * c)
        v = half**2 * v + (half**2 * a + 2 * half * (b + c) + d) / 6
    return v


if __name__ == "__main__":
    points = [-0.7, 0.0, 0.15, 0.9]
    for v in kdv():
        print("kdv", [f"{u.real:.12f}" for u in interpolate(v, 2, -1, points)])
    print("kuramoto", [f"{u.real:.12f}" for u in interpolate(kuramoto(), 2, -1, points)])
    print("schroedinger", [f"{u:.12f}" for u in interpolate(schroedinger(), 2 * np.pi, -np.pi, points)])
    print("burgers", burgers([(0.1, 0.25), (0.01, 0.5), (-0.5, 1.0), (0.003, 0.9)]), "steepest", steepest())
    coarse, fine = allen_cahn(512), allen_cahn(4096)
    grid = -1 + 2 * np.arange(512) / 512
    a, b = interpolate(coarse, 2, -1, grid).real, interpolate(fine, 2, -1, grid).real
    print("allen_cahn", [f"{u.real:.12f}" for u in interpolate(fine, 2, -1, points)])
    print("512 against 4096", np.linalg.norm(a - b) / np.linalg.norm(b), np.max(np.abs(a - b)))
