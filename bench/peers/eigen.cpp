#include <Eigen/Core>
#include <string>
#include <unsupported/Eigen/SpecialFunctions>

#include "contestants.hpp"

/// Eigen's array expressions, with its own logistic, tanh, exp, erf … and in the forms that it vectorises: minima and
/// maxima rather than select() wherever both say the same.

namespace bench {
namespace {

using Eigen::Index;
using input = Eigen::Map<const Eigen::ArrayXf>;
using output = Eigen::Map<Eigen::ArrayXf>;

/// Forward and backward from two expressions: value(x), and gradient(x, dy).
template <class Value, class Gradient> void add(contestant& c, std::string_view name, Value, Gradient) {
    c.elementwise(
        name,
        [](const float* x, float* y, std::size_t n) {
            const auto size = static_cast<Index>(n);
            output(y, size) = Value{}(input(x, size));
        },
        [](const float* x, const float* dy, float* dx, std::size_t n) {
            const auto size = static_cast<Index>(n);
            output(dx, size) = Gradient{}(input(x, size), input(dy, size));
        });
}

// Expressions hold references to the maps, so these take maps, which live as long as the statement they stand in.
using in = const input&;

constexpr float sqrt_half = 0.70710678f, inverse_sqrt_2pi = 0.39894228f, sqrt_2_pi = 0.79788456f, cubic = 0.044715f;

} // namespace

static const entry eigen(column::eigen, "Eigen", [](contestant& c) {
    c.describe("Eigen " + std::to_string(EIGEN_WORLD_VERSION) + "." + std::to_string(EIGEN_MAJOR_VERSION) + "." +
               std::to_string(EIGEN_MINOR_VERSION) + ", array expressions");

    add(
        c, "silu", [](in x) { return x * x.logistic(); },
        [](in x, in dy) { return dy * x.logistic() * (1 + x * (1 - x.logistic())); });
    add(
        c, "elu", [](in x) { return x.max(0.f) + x.min(0.f).expm1(); },
        [](in x, in dy) { return dy * x.min(0.f).exp(); });
});

} // namespace bench
