"""The checker finds what is wrong: a flipped bit, a missing number, another bound, an array that no script prints."""
import unittest

import check

HEADER = """
// e^r = 1 + r + r²·P(r). P has degree 1 (float, 2^-30.4) or 2 (double,
// 2^-60.0); script: tests/certificates/exp.sollya. Good to 2^-25.
template <class T> struct coefficients;
template <> struct coefficients<float> {
    static constexpr float log2e = 0x1.715476p0f, ln2 = -0x1.62e4p-1f; // log2e = 1
    static constexpr std::array<float, 2> p{0x1p-1f, 0x1.555552p-3f};
};
template <> struct coefficients<double> : base<double> {
    static constexpr std::array<double, 3> p{0x1p-1, // first
                                             -0x1.5555555555555p-3, 0};
};
inline constexpr std::array<std::array<float, 2>, 2> table{{{0x1p0f, 0x1p1f}, {0x1p2f, 0x1.8p2f}}};
// Another script: tests/certificates/fit.py, to 1.3e-2.
template <class P> struct fit {
    static fit start() { return {{P(0.25), P(-3e-7)}, {P(1)}}; }
};
"""
OUTPUT = """coefficients<float>::log2e = 0x1.715476p0
coefficients<float>::ln2 = -0x1.62e4p-1
coefficients<float>::p = 0x1p-1 0x1.555552p-3
coefficients<float>::p bound = 2^-30.4
coefficients<double>::p = 0x1p-1 -0x1.5555555555555p-3 0
coefficients<double>::p bound = 2^-60.0
table = 0x1p0 0x1p1 0x1p2 0x1.8p2
"""
FIT = """fit::start = 0.25 -3.01e-07 1
fit::start tolerance = 1e-8
fit::start bound = 1.3e-2
"""


class Check(unittest.TestCase):
    def differences(self, header=HEADER, output=OUTPUT, script="exp.sollya"):
        return check.differences(output, ["", header], script)

    def test_accepts_what_agrees(self):
        self.assertEqual(self.differences(), [])
        self.assertEqual(self.differences(output=FIT, script="fit.py"), [])

    def test_finds_each_change_of_the_header(self):
        for old, new in [("0x1.555552p-3f", "0x1.555554p-3f"), ("-0x1.5555555555555p-3", "-0x1.5555555555554p-3"),
                         ("-0x1.5555555555555p-3", "0x1.5555555555555p-3"), (", 0}", ", -0.0}"), (", 0}", "}"),
                         ("0x1p-1f, ", "0x1p-1f, 0x1p-1f, "), ("0x1.715476p0f", "0x1.715478p0f"),
                         ("-0x1.62e4p-1f", "-0x1.62e4p-2f"), ("0x1.8p2f", "0x1.8p3f"), ("<float> {", "<half> {"),
                         ("2^-30.4", "2^-30.5"), ("2^-60.0", "2^-60"), ("exp.sollya", "exp2.sollya")]:
            with self.subTest(old=old, new=new):
                self.assertEqual(HEADER.count(old), 1)
                self.assertTrue(self.differences(header=HEADER.replace(old, new)))
        self.assertTrue(self.differences(header=HEADER.replace("-3e-7", "-3.2e-7"), output=FIT, script="fit.py"))

    def test_finds_what_the_script_does_not_print(self):
        self.assertTrue(self.differences(output=""))
        self.assertTrue(self.differences(output=OUTPUT + "Warning\n"))
        self.assertTrue(self.differences(output=OUTPUT + "other = 0x1p0\n"))
        for line in OUTPUT.splitlines():
            if "bound" in line:
                self.assertTrue(self.differences(output=OUTPUT.replace(line + "\n", "")))
                self.assertTrue(self.differences(output=OUTPUT.replace(line, line.partition("=")[0] + "= error")))

    def test_finds_arrays_without_a_script(self):
        self.assertEqual(check.uncovered(HEADER, [OUTPUT, FIT]), [])
        self.assertEqual(check.uncovered(HEADER, [FIT]), ["coefficients<float>::p", "coefficients<double>::p", "table"])
        renamed = OUTPUT.replace("coefficients<double>", "other_coefficients<double>")
        self.assertEqual(check.uncovered(HEADER, [renamed]), ["coefficients<double>::p"])


if __name__ == "__main__":
    unittest.main()
