"""fast_arctan_gate: for t >= 0, t arccot(t)/pi = t N(t)/D(t), N of degree 4 and D of degree 5, and
(arccot(t) - t/(1 + t^2))/pi = N(t)/D(t), N of degree 2 and D of degree 5. Both D begin with 1, the latter N with 1/2.
The last coefficient of the former N is chosen so that in float arithmetic the quotient at 2^20 is 1/pi, rounded: the
limit.

Method: Remez's for rational functions in 60 digits; the bounds, on absolute errors, are the largest ones at 4000
points, with the rounded coefficients. Needs mpmath; used by include/xact/math/fast_arctan_gate.hpp.
Run in this folder: python3 fast_arctan_gate.py"""
import mpmath as m

m.mp.dps = 60
DIGITS = 24


def rounded(x, digits=DIGITS):
    """x as a number of that many binary digits."""
    with m.workprec(digits):
        return +x


def shown(x):
    mantissa, exponent = float(x).hex().split("p")
    mantissa = mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa
    return mantissa + "p" + str(int(exponent))


def value(t):
    return t * m.acot(t) / m.pi


def slope(t):
    return (m.acot(t) - t / (1 + t * t)) / m.pi


def points(n):
    """n points of the half line, evenly in the angle whose cosine is (1 - t)/(1 + t)."""
    angles = [m.pi * (k + m.mpf(1) / 2) / n for k in range(n)]
    return [(1 - m.cos(a)) / (1 + m.cos(a)) for a in angles]


def remez(f, first, numerator, denominator, start, limit=None):
    """Coefficients of t^first, ... numerator and of t, ... denominator: that of the lowest power in the numerator is
    `start` where that is a number, the ratio of the last ones `limit`."""
    powers = range(first, numerator + 1), range(1, denominator + 1)
    unknown = len(powers[0]) + len(powers[1]) - (start is not None) - (limit is not None)
    grid = points(1200)
    exact = [f(t) for t in grid]

    def quotient(c, t):
        n, d = c
        return m.polyval(n[::-1], t) * t**first / m.polyval(([1] + d)[::-1], t)

    def solve(at, divisors):
        """N - f D = ±E D, the last D from the step before."""
        a, b = m.matrix(len(at), len(at)), m.matrix(len(at), 1)
        for i, (t, divisor) in enumerate(zip(at, divisors)):
            unit, y, row = 1 / (1 + t)**max(numerator, denominator), f(t), []
            b[i] = y * unit
            for p in powers[0]:
                if p == first and start is not None:
                    b[i] -= start * t**p * unit
                elif p < numerator or limit is None:
                    row.append(t**p * unit)
            for p in powers[1]:
                extra = limit * t**numerator * unit if limit is not None and p == denominator else 0
                row.append(extra - y * t**p * unit)
            row.append((-1)**i * divisor * unit)
            for j, v in enumerate(row[:len(at)]):
                a[i, j] = v
        c = list(m.lu_solve(a, b))
        level = c.pop() if len(c) > unknown else 0
        free = len(c) - denominator
        n, d = c[:free], c[free:]
        if start is not None:
            n = [start] + n
        if limit is not None:
            n.append(limit * d[-1])
        return (n, d), level

    at = points(unknown)
    c, _ = solve(at, [0] * len(at))
    for _ in range(30):
        errors = [quotient(c, t) - y for t, y in zip(grid, exact)]
        extrema = []
        for t, e in zip(grid, errors):
            if extrema and extrema[-1][1] * e > 0:
                if abs(e) > abs(extrema[-1][1]):
                    extrema[-1] = t, e
            else:
                extrema.append((t, e))
        while len(extrema) > unknown + 1:
            extrema.pop(0 if abs(extrema[0][1]) < abs(extrema[-1][1]) else -1)
        at = [t for t, _ in extrema]
        for _ in range(4):
            c, level = solve(at, [m.polyval(([1] + c[1])[::-1], t) for t in at])
        if max(abs(e) for _, e in extrema) < abs(level) * m.mpf("1.002"):
            break
    return c


def float_horner(c, t):
    """In fused steps."""
    s = c[-1]
    for a in c[-2::-1]:
        s = rounded(s * t + a)
    return s


def report(numerator, denominator, n, d, f, first):
    print(numerator, "=", *map(shown, n))
    print(denominator, "=", *map(shown, d))
    grid = points(4000)
    worst = max(abs(m.polyval(n[::-1], t) * t**first / m.polyval(d[::-1], t) - f(t)) for t in grid)
    print(numerator, "bound = 2^-%.1f" % (m.floor(-10 * m.log(worst, 2)) / 10))


n, d = remez(value, 1, 5, 5, None, 1 / m.pi)
n, d = [rounded(v) for v in n], [m.mpf(1)] + [rounded(v) for v in d]
far, limit = m.mpf(2)**20, rounded(1 / m.pi)
unit = m.mpf(2)**-25
candidates = [n[-1] + k * unit for k in range(-20, 21)]
kept = [v for v in candidates
        if rounded(rounded(far * float_horner(n[:-1] + [v], far)) / float_horner(d, far)) == limit]
n[-1] = min(kept, key=lambda v: abs(v - n[-1]))
report("fast_arctan_gate_coefficients::value_numerator", "fast_arctan_gate_coefficients::value_denominator", n, d,
       value, 1)
n, d = remez(slope, 0, 2, 5, m.mpf(1) / 2)
n, d = [rounded(v) for v in n], [m.mpf(1)] + [rounded(v) for v in d]
report("fast_arctan_gate_coefficients::slope_numerator", "fast_arctan_gate_coefficients::slope_denominator", n, d,
       slope, 0)
