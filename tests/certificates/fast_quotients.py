"""fast_quotients: odd functions g with a limit l as x P(x^2)/Q(x^2), Q monic: tanh, and what logistic functions and the
slopes of their gates have beside 1/2, for the fast tier. Absolute errors, which include that of the limit beyond
`limit`.

  fast_gelu_tanh_slope_quotient::p, fast_gelu_tanh_slope_quotient::q, fast_sigmoid_quotient::p,
  fast_sigmoid_quotient::q, fast_quick_gelu_slope_quotient::p, fast_quick_gelu_slope_quotient::q,
  fast_silu_slope_quotient::p, fast_silu_slope_quotient::q, fast_tanh_quotient::p, fast_tanh_quotient::q

Method: the quotient that has the values of g in given points, and l in one more, which are those of the smallest
maximum error (of tanh: of tanh and its square) but for some thousandths. Of such neighbours one is taken with which, as
computed in float,
  - the quotient is l at `limit`, and on that side of l that g is on before (swept over all floats by the tests),
  - a slope has the right sign at the floats about its root, which the 400 on either side are asked for here.
The bounds are the largest errors at 4000 points, with the rounded coefficients. Needs mpmath.
Used by include/xact/math/fast_gelu_tanh.hpp, include/xact/math/fast_logistic.hpp,
include/xact/math/fast_quick_gelu.hpp, include/xact/math/fast_silu.hpp and include/xact/math/fast_tanh.hpp.
Run in this folder: python3 fast_quotients.py"""
import mpmath as m

m.mp.dps = 40


def rounded(x):
    with m.workprec(24):
        return +x


def shown(x):
    mantissa, exponent = float(x).hex().split("p")
    return mantissa.rstrip("0").rstrip(".") + "p" + str(int(exponent))


def gate_slope(h, slope):
    """What the slope of x sigma(h(x)) has beside 1/2."""
    return lambda x: m.tanh(h(x) / 2) / 2 + x * slope(x) / (2 * m.cosh(h(x) / 2)) ** 2


def interpolated(g, points, p, q, end, limit):
    """The coefficients of P, of degree p, and of Q, of degree q, without the leading 1."""
    rows, right = [], []
    for x, y in [(m.mpf(x), g(m.mpf(x))) for x in points] + [(m.mpf(end), limit)]:
        rows.append([x ** (2 * i + 1) for i in range(p + 1)] + [-y * x ** (2 * i) for i in range(q)])
        right.append(y * x ** (2 * q))
    c = [rounded(v) for v in m.lu_solve(m.matrix(rows), m.matrix(right))]
    return c[: p + 1], c[p + 1 :]


def in_float(p, q, x):
    """The quotient as the kernel computes it."""
    fma = lambda a, b, c: m.fadd(m.fmul(a, b, exact=True), c)
    with m.workprec(24):
        square = m.fmul(x, x)
        top, bottom = p[-1], m.fadd(square, q[-1])
        for c in p[-2::-1]:
            top = fma(top, square, c)
        for c in q[-2::-1]:
            bottom = fma(bottom, square, c)
        return m.fdiv(m.fmul(top, x), bottom)


def floats_about(x, n):
    ulp = m.mpf(2) ** (m.floor(m.log(x, 2)) - 23)
    return [(m.floor(x / ulp) + k) * ulp for k in range(1 - n, n + 1)]


def table(name, g, limit, degrees, end, highest, points, root=None):
    """The quotient that is g at the points and `limit` at `end`, for x up to `highest`."""
    p, q = interpolated(g, points.split(), *degrees, end, limit)
    highest = m.mpf(float.fromhex(highest))
    assert in_float(p, q, highest) == limit
    if root:
        # Below 0, where 1/2 less the quotient has to be positive before the root and negative beyond it.
        for x in floats_about(m.mpf(root), 400):
            assert (limit - in_float(p, q, x)) * (m.mpf(root) - x) >= 0
    quotient = lambda x: x * m.polyval(p[::-1], x * x) / (x ** (2 * len(q)) + m.polyval(q[::-1], x * x))
    # Beyond `highest` g goes on to its limit.
    errors = [abs(quotient(x) - g(x)) for x in (highest * k / 4000 for k in range(1, 4001))] + [abs(limit - g(highest))]
    print(name + "::limit =", shown(highest))
    print(name + "::p =", *map(shown, p))
    print(name + "::q =", *map(shown, q))
    print(name + "::p bound = 2^-%.1f" % (m.floor(-10 * m.log(max(errors), 2)) / 10))


half, quick = m.mpf(1) / 2, m.mpf(1702) / 1000
third, first = m.mpf(44715) / 10**6, m.sqrt(8 / m.pi)
quick_gelu_slope = gate_slope(lambda x: quick * x, lambda x: quick)
gelu_tanh_slope = gate_slope(lambda x: first * (x + third * x**3), lambda x: first * (1 + 3 * third * x**2))

table("fast_gelu_tanh_slope_quotient", gelu_tanh_slope, half, (5, 5), "5.25", "0x1.4f1a52p+2",
      "0.577 0.75246141 1.338 1.833 2.333 2.853 3.374 3.927 4.459 4.965", "0.75246142207101626")
table("fast_sigmoid_quotient", lambda x: m.tanh(x / 2) / 2, half, (3, 3), "14.4", "0x1.cbf664p+3",
      "1.359 2.968 5.013 7.459 10.149 12.643")
table("fast_quick_gelu_slope_quotient", quick_gelu_slope, half, (5, 5), "10.19", "0x1.3f9e4p+3",
      "0.475 0.75115425 1.319 1.932 2.706 3.7 4.908 6.359 7.954 9.455", "0.75115425544128897")
table("fast_silu_slope_quotient", gate_slope(lambda x: x, lambda x: 1), half, (5, 5), "17.35", "0x1.1036ecp+4",
      "0.81 1.27846428 2.24 3.292 4.608 6.286 8.334 10.854 13.561 16.129", "1.2784645427610738")
table("fast_tanh_quotient", m.tanh, m.mpf(1), (3, 4), "8.2", "0x1.f1ce7p+2", "0.768 1.609 2.542 3.697 5.017 6.403 7.58")
