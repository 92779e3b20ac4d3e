"""Initial coefficients of the rational activations (Pade activation units) of degrees (5, 4).

  pau_a: P(x) / (1 + sum |b_j| |x|^j)        pau_b: P(x) / (1 + |sum b_j x^j|)

with P = a0 + a1 x + ... + a5 x^5 and j = 1 ... 4, fitted on [-3, 3] to leaky_relu (slope 0.01), gelu (with erf)
and swish (x sigmoid(x)). Least squares from several fixed starts, the best of them then refined towards the smallest
maximum error by linear programs on the linearised problem. Printed: the coefficients, and the maximum error on
60,001 points, rounded up.
Used by include/xact/learnable/pau_a.hpp and include/xact/learnable/pau_b.hpp.
Needs numpy and scipy (python3-numpy, python3-scipy). Run: python3 pau.py
The optimum is flat: rounding errors of 1e-9 in a start move the coefficients by as much, hence the tolerance.
"""
import decimal

import numpy as np
from scipy.optimize import least_squares, linprog
from scipy.special import erf, expit

TARGETS = {
    "leaky_relu": lambda x: np.where(x < 0, 0.01 * x, x),
    "gelu": lambda x: x * (1 + erf(x / np.sqrt(2))) / 2,
    "swish": lambda x: x * expit(x),
}
GRID = 3 * np.sin(np.linspace(-np.pi / 2, np.pi / 2, 601))
FINE = np.linspace(-3, 3, 60001)
P_POWERS, Q_POWERS = np.arange(6), np.arange(1, 5)


def evaluate(version, c, x):
    """The rational function and its Jacobian in c = (a0 ... a5, b1 ... b4)."""
    xp = x[:, None] ** P_POWERS
    p = xp @ c[:6]
    if version == "pau_a":
        xq = np.abs(x)[:, None] ** Q_POWERS * np.where(c[6:] < 0, -1, 1)
    else:
        xq = x[:, None] ** Q_POWERS
        xq = xq * np.where(xq @ c[6:] < 0, -1, 1)[:, None]
    q = 1 + xq @ c[6:]
    return p / q, np.hstack([xp / q[:, None], -xq * (p / q**2)[:, None]])


def max_error(version, target, c, x):
    return np.max(np.abs(evaluate(version, c, x)[0] - target(x)))


def fit(version, target):
    y = target(GRID)
    random = np.random.RandomState(1)
    starts = [np.r_[0, 0.5, 0.3, 0, 0, 0, b] for b in ([0.1, 0.1, 0, 0.01], [0, 0.2, 0, 0.01], [1, 0, 1, 0])]
    starts += [np.concatenate([random.normal(0, 0.5, 6), random.normal(0, 0.7, 4)]) for _ in range(12)]
    candidates = {}
    for start in starts:
        found = least_squares(lambda c: evaluate(version, c, GRID)[0] - y, start,
                              jac=lambda c: evaluate(version, c, GRID)[1], x_scale="jac", max_nfev=400)
        candidates[float(f"{found.cost:.3g}")] = found.x
    best = [refine(version, target, c) for _, c in sorted(candidates.items())[:3]]
    return min(best, key=lambda c: max_error(version, target, c, FINE))


def refine(version, target, c):
    """Minimise t with |f + J step - y| <= t in a trust region around c, until it shrinks away."""
    y, radius = target(GRID), 0.1
    error = max_error(version, target, c, GRID)
    for _ in range(60):
        f, jacobian = evaluate(version, c, GRID)
        t = -np.ones((len(GRID), 1))
        solved = linprog(np.r_[np.zeros(10), 1], A_ub=np.vstack([np.hstack([jacobian, t]), np.hstack([-jacobian, t])]),
                         b_ub=np.r_[y - f, f - y], bounds=[(-radius, radius)] * 10 + [(0, None)], method="highs")
        if not solved.success:
            break
        trial = c + solved.x[:10]
        trial_error = max_error(version, target, trial, GRID)
        if trial_error < error * (1 - 1e-9):
            c, error, radius = trial, trial_error, radius * 2
        else:
            radius /= 4
            if radius < 1e-10:
                break
    return c


def rounded_up(error):
    return f"{decimal.Context(prec=2, rounding=decimal.ROUND_CEILING).create_decimal(error):.1e}"


for version in ("pau_a", "pau_b"):
    for target, f in TARGETS.items():
        c = fit(version, f)
        c[6:] = np.abs(c[6:]) if version == "pau_a" else c[6:] * np.sign(c[7])
        name = f"{version}_version::{target}"
        print(f"{name} =", *(f"{value:.17g}" for value in c))
        print(f"{name} tolerance = 1e-8")
        print(f"{name} bound = {rounded_up(max_error(version, f, c, FINE))}", flush=True)
