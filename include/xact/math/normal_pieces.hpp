#pragma once

#include <array>

#include <xact/math/falling.hpp>
#include <xact/math/normal.hpp>
#include <xact/math/pieces.hpp>
#include <xact/simd/table.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// R(t) = e^(t²/2) Φ(-t) and S(t) = R(t) - t/√(2π), t in [0, 15], as polynomials on pieces whose coefficients sit in
// registers: 16 pieces of degree 6 where a register holds 16 floats, 8 of degree 8 where it holds 8; there S is made of
// R, since on the larger pieces its terms cancel. The pieces are the top bits of t + 1. Errors: of 16 pieces R 2^-27.4,
// S 2^-25.4 (S absolute over 1/16 beside its root), of 8 pieces R 2^-27.9; script:
// tests/certificates/normal_pieces.sollya.
template <std::size_t Pieces> struct normal_pieces;

template <> struct normal_pieces<16> {
    using column = std::array<float, 16>;
    alignas(64) static constexpr column center{
        0x1.41d8p0f, 0x1.c104p0f, 0x1.1ffcp1f, 0x1.5ea2p1f, 0x1.bd48p1f, 0x1.2046p2f, 0x1.6104p2f,  0x1.9ec2p2f,
        0x1.fc34p2f, 0x1.3f4ep3f, 0x1.8116p3f, 0x1.c198p3f, 0x1.f36p-4f, 0x1.81ap-2f, 0x1.3eccp-1f, 0x1.bdfcp-1f};
    alignas(64) static constexpr std::array<column, 7> r{{
        {{0x1.d6f8e8p-3f, 0x1.7abf68p-3f, 0x1.3ab146p-3f, 0x1.0c96fep-3f, 0x1.b5ed7p-4f, 0x1.5b0d3ep-4f, 0x1.1f578ep-4f,
          0x1.ed0ed8p-5f, 0x1.955482p-5f, 0x1.445482p-5f, 0x1.0dbd24p-5f, 0x1.cee64cp-6f, 0x1.d1c432p-2f, 0x1.844c6p-2f,
          0x1.4b9748p-2f, 0x1.1f1b8cp-2f}},
        {{-0x1.c1da54p-4f, -0x1.31720cp-4f, -0x1.b40e7ap-5f, -0x1.451f64p-5f, -0x1.ba7e06p-6f, -0x1.1b687ep-6f,
          -0x1.89036p-7f, -0x1.234ffcp-7f, -0x1.8c53f4p-8f, -0x1.fe19c4p-9f, -0x1.61d8ecp-9f, -0x1.04f89ap-9f,
          -0x1.5fbb52p-2f, -0x1.0649fp-2f, -0x1.941a7ep-3f, -0x1.3cdb26p-3f}},
        {{0x1.78638ap-5f, 0x1.bb820ep-6f, 0x1.15b256p-6f, 0x1.6f7dbap-7f, 0x1.a8c56ep-8f, 0x1.bea2b8p-9f,
          0x1.05dac2p-9f, 0x1.516c8cp-10f, 0x1.7e1f42p-11f, 0x1.8d6f94p-12f, 0x1.cd2958p-13f, 0x1.24d50ap-13f,
          0x1.a6e23ap-3f, 0x1.2185e2p-3f, 0x1.9b8fbep-4f, 0x1.2a3678p-4f}},
        {{-0x1.1c54a2p-6f, -0x1.27eb52p-7f, -0x1.49c5e8p-8f, -0x1.87bf08p-9f, -0x1.85adccp-10f, -0x1.54a6c8p-11f,
          -0x1.548b6ep-12f, -0x1.7f8042p-13f, -0x1.6b6f48p-14f, -0x1.32db9cp-15f, -0x1.2a9502p-16f, -0x1.4700b6p-17f,
          -0x1.b299d6p-4f, -0x1.150878p-4f, -0x1.6ff7c6p-5f, -0x1.f291ecp-6f}},
        {{0x1.8b3d38p-8f, 0x1.6ff1d2p-9f, 0x1.7062f4p-10f, 0x1.8bc6d4p-11f, 0x1.5773dep-12f, 0x1.f89b5cp-14f,
          0x1.b0344p-15f, 0x1.aa3d5ep-16f, 0x1.557d64p-17f, 0x1.d5e61ap-19f, 0x1.80298p-20f, 0x1.6ae30cp-21f,
          0x1.8ca202p-5f, 0x1.dbd35ep-6f, 0x1.2c75c4p-6f, 0x1.7c19eep-7f}},
        {{-0x1.028be2p-9f, -0x1.b16a2p-11f, -0x1.892d7ep-12f, -0x1.84077ep-13f, -0x1.28c09p-14f, -0x1.6e4dcap-16f,
          -0x1.0e6d88p-17f, -0x1.d793dp-19f, -0x1.436a1ep-20f, -0x1.6946dp-22f, -0x1.f09aaap-24f, -0x1.9524cap-25f,
          -0x1.49a31ep-6f, -0x1.73eb12p-7f, -0x1.b8a492p-8f, -0x1.1166p-8f}},
        {{0x1.403166p-11f, 0x1.e55802p-13f, 0x1.d29feap-14f, 0x1.06c00ap-14f, 0x1.d8e066p-17f, 0x1.eb5382p-19f,
          0x1.829cc8p-20f, 0x1.8a386p-21f, 0x1.1b5f08p-23f, 0x1.074c4ap-25f, 0x1.421996p-27f, 0x1.0e8e52p-28f,
          0x1.a4a1dap-8f, 0x1.547014p-10f, -0x1.98b52p-8f, 0x1.1bfcd6p-11f}},
    }};
    alignas(64) static constexpr std::array<column, 7> s{{
        {{-0x1.161a28p-2f, -0x1.079362p-1f, -0x1.7ce22ap-1f, -0x1.ec61aep-1f, -0x1.47e99ep0f, -0x1.b653bep0f,
          -0x1.10afbp1f, -0x1.43398ep1f, -0x1.8f2776p1f, -0x1.f8780ap1f, -0x1.312594p2f, -0x1.64ea6cp2f, 0x1.9ff6p-2f,
          0x1.d4e996p-3f, 0x1.34e94ep-4f, -0x1.12f21ep-4f}},
        {{-0x1.047d74p-1f, -0x1.e4e0d6p-2f, -0x1.cf0622p-2f, -0x1.c1284p-2f, -0x1.b42c34p-2f, -0x1.aa3adcp-2f,
          -0x1.a4cc6ep-2f, -0x1.a19ed4p-2f, -0x1.9eb5a2p-2f, -0x1.9c8086p-2f, -0x1.9b4806p-2f, -0x1.9a8e44p-2f,
          -0x1.7c1fd2p-1f, -0x1.4f6722p-1f, -0x1.3148cap-1f, -0x1.1b78f2p-1f}},
        {{0x1.786388p-5f, 0x1.bb8136p-6f, 0x1.15afbp-6f, 0x1.6f7b2ep-7f, 0x1.a8c8cap-8f, 0x1.bea99p-9f, 0x1.05de98p-9f,
          0x1.51490cp-10f, 0x1.7e1c22p-11f, 0x1.8d697cp-12f, 0x1.cd2d2cp-13f, 0x1.24f8bap-13f, 0x1.a6e22ep-3f,
          0x1.21862ap-3f, 0x1.9b915cp-4f, 0x1.2a366cp-4f}},
        {{-0x1.1c5594p-6f, -0x1.27ee16p-7f, -0x1.49cf0cp-8f, -0x1.87b93ep-9f, -0x1.85a8d8p-10f, -0x1.548da6p-11f,
          -0x1.5495b6p-12f, -0x1.7f2cd8p-13f, -0x1.6bb1ccp-14f, -0x1.332e1ap-15f, -0x1.29c6a6p-16f, -0x1.47c3b6p-17f,
          -0x1.b29e2p-4f, -0x1.150636p-4f, -0x1.6fec5p-5f, -0x1.f2b29ap-6f}},
        {{0x1.8b304p-8f, 0x1.70dc0ap-9f, 0x1.770a84p-10f, 0x1.9204cap-11f, 0x1.555588p-12f, 0x1.efe1dap-14f,
          0x1.a69eacp-15f, 0x1.00c34ap-15f, 0x1.586026p-17f, 0x1.de31eep-19f, 0x1.7e7abap-20f, 0x1.118ff6p-21f,
          0x1.8cd54ap-5f, 0x1.da594ap-6f, 0x1.282982p-6f, 0x1.7d2662p-7f}},
        {{-0x1.02268cp-9f, -0x1.aec0dp-11f, -0x1.805c9p-12f, -0x1.8786c4p-13f, -0x1.29d736p-14f, -0x1.783aaap-16f,
          -0x1.0b688ap-17f, -0x1.07b8dep-18f, -0x1.34aef4p-20f, -0x1.4a47ap-22f, -0x1.491dcp-23f, -0x1.fa869ap-26f,
          -0x1.4647fcp-6f, -0x1.76faep-7f, -0x1.c9b1cep-8f, -0x1.ecd7cap-9f}},
        {{0x1.471a28p-11f, 0x1.62d36cp-13f, -0x1.2f6b44p-13f, -0x1.cafd1p-15f, 0x1.42b244p-16f, 0x1.2d475cp-17f,
          0x1.1fb988p-18f, -0x1.95eb44p-17f, 0x1.072e9p-24f, -0x1.8e1d7ep-27f, 0x1.baf98ep-28f, 0x1.d0afp-24f,
          0x1.4da114p-8f, 0x1.4c963p-8f, 0x1.3b2d58p-8f, -0x1.ae00fcp-10f}},
    }};
};

template <> struct normal_pieces<8> {
    using column = std::array<float, 8>;
    alignas(64) static constexpr column center{0x1.81ep0f,  0x1.40bp1f,  0x1.fd3p1f,  0x1.7e6cp2f,
                                               0x1.2018p3f, 0x1.9e94p3f, 0x1.04dp-2f, 0x1.7b2p-1f};
    alignas(64) static constexpr std::array<column, 9> r{{
        {{0x1.a416aep-3f, 0x1.20f214p-3f, 0x1.84a1d2p-4f, 0x1.0a608p-4f, 0x1.66af86p-5f, 0x1.f58f92p-6f, 0x1.a68d0ap-2f,
          0x1.3523e4p-2f}},
        {{-0x1.6fa5eep-4f, -0x1.74789ep-5f, -0x1.60504cp-6f, -0x1.52fe7p-7f, -0x1.374f02p-8f, -0x1.322058p-9f,
          -0x1.2ce4bp-2f, -0x1.6735ep-3f}},
        {{0x1.1e032p-5f, 0x1.bd3598p-7f, 0x1.3207c8p-8f, 0x1.a5a50cp-10f, 0x1.0b2e2cp-11f, 0x1.73927cp-13f,
          0x1.59e9eap-3f, 0x1.604b14p-4f}},
        {{-0x1.95940cp-7f, -0x1.f34c9ap-9f, -0x1.ffa0dp-11f, -0x1.00a47p-12f, -0x1.c5aec4p-15f, -0x1.c07f3p-17f,
          -0x1.56731ap-4f, -0x1.310892p-5f}},
        {{0x1.0a5b3ap-8f, 0x1.08bc72p-10f, 0x1.9cf4eep-13f, 0x1.32224ep-15f, 0x1.7d254cp-18f, 0x1.0d2f34p-20f,
          0x1.2e3ab8p-5f, 0x1.de6632p-7f}},
        {{-0x1.479898p-10f, -0x1.0bab88p-12f, -0x1.426422p-15f, -0x1.65daeep-18f, -0x1.3bf77ap-21f, -0x1.416356p-24f,
          -0x1.e774f4p-7f, -0x1.5b23d4p-8f}},
        {{0x1.7cc5dap-12f, 0x1.192076p-14f, 0x1.ebaee2p-18f, 0x1.9ad446p-21f, 0x1.040af2p-24f, 0x1.7eae7cp-28f,
          0x1.785d6cp-8f, 0x1.090b4ep-9f}},
        {{-0x1.b38748p-14f, -0x1.f8e6f8p-17f, -0x1.81e67cp-20f, -0x1.e879a8p-24f, -0x1.d25a08p-28f, -0x1.d0cf04p-32f,
          -0x1.b3a5ecp-10f, -0x1.d4d39ap-12f}},
        {{0x1.cd2c28p-16f, -0x1.db878ap-18f, 0x1.01967p-22f, 0x1.1806c6p-26f, 0x1.7a0a28p-31f, 0x1.fc4784p-36f,
          -0x1.2216bp-10f, -0x1.bf88a4p-10f}},
    }};
};

/// Whether V can look them up in one instruction a coefficient.
template <class V>
inline constexpr bool has_normal_pieces = is_fused<V> &&
                                          sizeof(typename V::scalar) == 4 && simd::has_permute<V, V::size>;

template <class V> class normal_piece {
    using tables = normal_pieces<V::size>;

public:
    /// t in [0, 15).
    XACT_INLINE explicit normal_piece(V t) noexcept
        : piece_(simd::shift_right<shift>((t + V(1)).b)), x_(t - simd::lookup(tables::center, piece_)) {}

    /// The same of a double word.
    XACT_INLINE explicit normal_piece(dw<V> t) noexcept : normal_piece(t.hi) { x_ = x_ + t.lo; }

    /// The same of a product, b rounded: R changes by less than its argument.
    XACT_INLINE normal_piece(V a, V b) noexcept
        : piece_(simd::shift_right<shift>(fma(a, b, V(1)).b)), x_(fma(a, b, -simd::lookup(tables::center, piece_))) {}

    /// A number as the sum c0 + difference.
    struct terms {
        V c0, difference;

        /// factor·(c0 + difference)·(1 + rest), which rounds what is large once.
        XACT_INLINE V product(V rest, V factor) const noexcept {
            return fma(factor, c0, factor * fma(c0 + difference, rest, difference));
        }
    };

    /// R(t).
    XACT_INLINE terms ratio() const noexcept {
        return {simd::lookup(tables::r[0], piece_), without_first(tables::r) * x_};
    }

    /// S(t) from R(t).
    static XACT_INLINE terms slope_ratio(V t, terms r) noexcept {
        const dw<V> linear = t * as<V>(inverse_sqrt_2pi), c = two_sum(r.c0, -linear.hi);
        return {c.hi, (r.difference - linear.lo) + c.lo};
    }

    /// S(t).
    XACT_INLINE V slope_ratio() const noexcept {
        return fma(without_first(tables::s), x_, simd::lookup(tables::s[0], piece_));
    }

private:
    /// (p - c0)/x of the polynomial p.
    template <std::size_t N>
    XACT_INLINE V without_first(const std::array<typename tables::column, N>& c) const noexcept {
        return piece_polynomial<1>(x_, c, piece_);
    }

    // The last bits of t + 1 that are shifted out leave those of the exponent and 2 (or 1) more.
    static constexpr int shift = V::size == 16 ? 21 : 22;

    V piece_, x_;
};

/// Where e^(-t²/2)·2^30 is negligible, and its power of two is 0, so that no product of it is subnormal.
inline constexpr float normal_limit = 14.8466f;
inline constexpr float normal_unit = 0x1p32f;

/// -t²/2.
template <class V> XACT_INLINE dw<V> normal_exponent(V t) noexcept {
    return two_product_beside_one(t, t * V(typename V::scalar(-0.5)));
}

/// |x|, as far as it counts.
template <class V> XACT_INLINE V normal_argument(V x) noexcept { return at_most(V(normal_limit), abs(x)); }

/// Φ(z), to 2 ulp: e^(-z²/2) R(|z|) where z < 0, its complement elsewhere.
template <class V> XACT_INLINE V normal_distribution(dw<V> z) noexcept {
    const V size = abs(z.hi), hi = at_most(V(normal_limit), size);
    const dw<V> t{hi, select(hi == size, flip_sign(z.lo, z.hi), V(0))};
    const auto [power, rest] = short_exp<32>(-times_power(t * t, V(0.5f)));
    const V q = normal_piece<V>(t).ratio().product(rest, power) * V(1 / normal_unit);
    return select(z.hi >= 0, V(1) - q, q);
}

/// x - u as far as it counts in Φ((x - u)/s), for s from 2^-10 to 2^10 and |u| up to 2^8 s: the second
/// word may be larger than the rounding error of the first, but its square does not count.
template <class V, class P> XACT_INLINE dw<V> normal_distance(V x, P u, P s) noexcept {
    const V limit = V(normal_limit) * rounded<V>(s), middle = rounded<V>(u);
    return at_least(middle - limit, at_most(middle + limit, x)) - exact<V>(u);
}

/// The derivative of Φ((x - u)/s), to 1.3 ulp, with the factor 1/(s √(2π)).
template <class V, class P> XACT_INLINE V normal_density(dw<V> factor, V x, P u, P s) noexcept {
    const auto e = short_exp_of_square<32>(normal_distance(x, u, s), make_square_steps<V>(s));
    return round_product(e.product(), factor) * V(1 / normal_unit);
}

/// x·Φ(x), to 2 ulp: the larger of x and 0, less |x| e^(-x²/2) R(|x|).
template <class V> XACT_INLINE V normal_gate(V x) noexcept {
    const V t = normal_argument(x);
    const auto [power, rest] = short_exp_of_square<32>(t);
    return fnma(normal_piece<V>(t).ratio().product(rest, t * power), V(1 / normal_unit), at_least(V(-0.0f), x));
}

/// Φ(x) + x φ(x), to 2 ulp: e^(-x²/2) S(|x|) where x < 0, its complement elsewhere.
template <class V> XACT_INLINE V normal_gate_slope(V x) noexcept {
    const V t = without_subnormals(normal_argument(x));
    const normal_piece<V> piece(t);
    V q(0);
    if constexpr (V::size == 16) {
        // The factor is a power of two: one rounding less, which S(t) has used up.
        const auto [power, rest] = split_exp<32, rest_right::beside_one>(normal_exponent(t));
        const V s = piece.slope_ratio();
        q = fma(s, rest, s) * power;
    } else {
        const auto [power, rest] = short_exp_of_square<32>(t);
        q = piece.slope_ratio(t, piece.ratio()).product(rest, power);
    }
    const V d = q * V(1 / normal_unit);
    return select(x >= 0, V(1) - d, d);
}

} // namespace math
} // namespace v0
} // namespace xact
