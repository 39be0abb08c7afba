"""Inverse Hessians after self-scaled Broyden updates, by NumPy: what ssbroyden.test.ts is held against.

Run: python3 core/training/methods/ssbroyden-reference.py > core/training/methods/ssbroyden-reference.json (then prettier)

The formulas are written from the published SSBroyden2 of github.com/jorgeurban/self_scaled_algorithms_pinns (modified_optimize.py,
BSD-3), each matrix formed explicitly; b = s.Bs / s.y comes from an inverted H where no step length is known. The gradients are those of
f(x) = sum 100 (x[i+1] - x[i]^2)^2 + (1 - x[i])^2, the steps are drawn from a fixed list, and kept where the curvature is positive.
"""

import json

import numpy as np


def gradient(x):
    g = np.zeros_like(x)
    g[:-1] += -400 * x[:-1] * (x[1:] - x[:-1] ** 2) - 2 * (1 - x[:-1])
    g[1:] += 200 * (x[1:] - x[:-1] ** 2)
    return g


def update(H, s, y):
    n = len(s)
    rho = 1 / np.dot(y, s)
    Hy = H @ y
    yHy = np.dot(y, Hy)
    h = yHy * rho
    b = np.dot(s, np.linalg.solve(H, s)) * rho
    a = b * h - 1
    rho_minus = min(1, h * (1 - np.sqrt(np.abs(a) / (1 + a))))
    theta_minus = (rho_minus - 1) / a
    theta_plus = 1 / rho_minus
    theta = max(theta_minus, min(theta_plus, (1 - b) / b))
    rho_k = min(1, 1 / b)
    sigma = 1 + theta * a
    power = np.abs(sigma) ** (1 / (1 - n))
    tau = min(rho_k * power, sigma) if theta <= 0 else rho_k * min(power, 1 / theta)
    v = s * rho - Hy / yHy
    phi = (1 - theta) / (1 + a * theta)
    new = (H - np.outer(Hy, Hy) / yHy + phi * yHy * np.outer(v, v)) / tau + np.outer(s, s) * rho
    return new, {"theta": theta, "tau": tau, "phi": phi}


def main():
    rng = np.random.default_rng(15)
    cases = []
    for n, size in [(2, 0.1), (4, 0.05), (4, 0.5), (7, 0.02)]:
        x = rng.uniform(-1.2, 1.2, n)
        H = np.eye(n)
        steps = []
        while len(steps) < 6:
            s = size * rng.standard_normal(n)
            y = gradient(x + s) - gradient(x)
            if np.dot(s, y) <= 1e-3 * np.linalg.norm(s) * np.linalg.norm(y):
                continue
            x = x + s
            sBs = float(np.dot(s, np.linalg.solve(H, s)))
            H, numbers = update(H, s, y)
            steps.append({"s": s.tolist(), "y": y.tolist(), "sBs": sBs, **{k: float(v) for k, v in numbers.items()}, "H": H.ravel().tolist()})
        cases.append({"n": n, "steps": steps})
    print(json.dumps(cases))


main()
