"""normal_quantile: x = t G(y), y = (t - K)/(t + K), t = sqrt(-2 ln q), where x is the point beyond which the normal
distribution has q of its mass, for t from sqrt(2 ln 4) up to the smallest q of the type, to some digits: kernels correct it
once. Also x = r (sqrt(2 pi) + w Q(w)), w = r^2, r = 1/2 - q, for |r| <= 1/4, and sqrt(2 pi) as a double word.

Method: interpolation in the zeros of Chebyshev's polynomials in 40 digits; the bounds, on relative errors, are the largest
ones at 1000 points, with the rounded coefficients. Needs mpmath; used by include/xact/math/normal_quantile.hpp.
Run in this folder: python3 normal_quantile.py"""
import mpmath as m

m.mp.dps = 40


def rounded(x, digits):
    """x as a number of that many binary digits."""
    with m.workprec(digits):
        return +x


def shown(x, digits):
    text = float(rounded(x, digits)).hex()
    mantissa, exponent = text.split("p")
    mantissa = mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa
    return mantissa + "p" + str(int(exponent))


def interpolated(f, low, high, degree):
    """The coefficients of the polynomial that has the values of f in the zeros of Chebyshev's polynomial."""
    n = degree + 1
    x = [(low + high) / 2 + (high - low) / 2 * m.cos(m.pi * (k + m.mpf(1) / 2) / n) for k in range(n)]
    return list(m.lu_solve(m.matrix([[a**j for j in range(n)] for a in x]), m.matrix([f(a) for a in x])))


def tail_point(t):
    """x with q = e^(-t^2/2), by Newton's method in the logarithm of q."""
    x = t - m.mpf(1) / 2
    for _ in range(12):
        q = m.erfc(x / m.sqrt(2)) / 2
        x += (m.log(q) + t * t / 2) * q * m.sqrt(2 * m.pi) * m.exp(x * x / 2)
    return x


def report(name, coefficients, digits, exact, approximate, points):
    print(name, "=", *(shown(c, digits) for c in coefficients))
    c = [rounded(v, digits) for v in coefficients]
    worst = max(abs(approximate(c, p) / exact(p) - 1) for p in points)
    print(name, "bound = 2^-%.1f" % (m.floor(-10 * m.log(worst, 2)) / 10))


def between(low, high, n=1000):
    return [low + (high - low) * k / n for k in range(1, n + 1)]


def horner(c, x):
    return m.polyval(c[::-1], x)


first = m.sqrt(2 * m.pi)
low = m.sqrt(2 * m.log(4))
for names, digits, degree, center, highest, unit_degree in (
    ((
        "normal_quantile_coefficients<float>::center",
        "normal_quantile_coefficients<float>::g",
        "normal_quantile_coefficients<float>::q",
    ), 24, 8, m.mpf(5), m.mpf("14.5"), 5),
    ((
        "normal_quantile_coefficients<double>::center",
        "normal_quantile_coefficients<double>::g",
        "normal_quantile_coefficients<double>::q",
    ), 53, 16, m.mpf(8), m.mpf("38.7"), 13),
):
    print(names[0], "=", shown(center, digits))
    y = lambda t: (t - center) / (t + center)
    ratio = lambda v: (lambda t: tail_point(t) / t)(center * (1 + v) / (1 - v))
    g = interpolated(ratio, y(low), y(highest), degree)
    report(names[1], g, digits, lambda t: tail_point(t) / t, lambda c, t: horner(c, y(t)), between(low, highest, 300))
    x = lambda r: m.sqrt(2) * m.erfinv(2 * r)
    quotient = lambda w: (x(m.sqrt(w)) / m.sqrt(w) - first) / w
    q = interpolated(quotient, m.mpf(0), m.mpf(1) / 16, unit_degree)
    report(names[2], q, digits, x, lambda c, r: r * (first + r * r * horner(c, r * r)), between(0, m.mpf(1) / 4))
print("sqrt_2pi =", shown(first, 53), shown(first - rounded(first, 53), 53))
