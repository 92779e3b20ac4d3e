#pragma once

#include <array>

#include <xact/math/atan.hpp>
#include <xact/math/falling.hpp>
#include <xact/math/in_double.hpp>
#include <xact/math/pieces.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// x·G(x) and its slope for G(x) = atan(x)/π + ½, in single words.
// atan(u)/(πu) = 1/4 + P for u in [0, 1]: in float P is a polynomial of degree 9 in w = u² (2^-25.8; in w - 1/2, whose
// terms hardly cancel, 2^-27.6), in double of degree 15 (2^-55.6) in w/(w + 5/2), from whose interval the
// singularities, at w = -1 and infinity, are equally far: in w it would have degree 21. ((1 + w) atan(u)/u - 1)/(πw)
// has degree 13 there (2^-53.8). With v = 1/(1 + t), (arccot(t) - t/(1 + t²))/π = E(v)/((1 + t) (1 + t²)), in float: E
// as polynomials on equal pieces of [0, 1] whose coefficients sit in registers, 16 pieces of degree 5 (2^-27.6) where a
// register holds 16 floats, 8 of degree 7 (2^-27.5) where it holds 8. Script: tests/certificates/arctan_gate.sollya.
template <class T> struct arctan_gate_coefficients;

template <> struct arctan_gate_coefficients<float> {
    static constexpr std::array<float, 10> p{0x1.17cc1ap-4f,  -0x1.b2986ap-4f, 0x1.04a784p-4f, -0x1.7231cep-5f,
                                             0x1.1490ep-5f,   -0x1.82310ep-6f, 0x1.abedacp-7f, -0x1.2d3176p-8f,
                                             0x1.4bb91ep-11f, 0x1.fbba28p-15f};
    static constexpr std::array<float, 10> centred{0x1.bb6758p-6f,  -0x1.09a71ap-4f, 0x1.b2fb94p-6f, -0x1.a3c7fp-7f,
                                                   0x1.b767p-8f,    -0x1.e2a406p-9f, 0x1.0b0156p-9f, -0x1.31cc68p-10f,
                                                   0x1.db92bcp-11f, -0x1.299232p-11f};
};

template <> struct arctan_gate_coefficients<double> {
    static constexpr std::array<double, 16> p{
        0x1.17cc1b727220bp-4, -0x1.0f9fdb0d2d261p-2, 0x1.0f9fdb0d40b74p-3, -0x1.70a217073e16fp-3,
        0x1.6d6649c298ca1p-3, -0x1.e44f394ce4d5ap-3, 0x1.21bb10d1ccb6cp-2, -0x1.831f094b5fb0ap-2,
        0x1.f54a2c62fec3dp-2, -0x1.5660c5aa7c74p-1,  0x1.d741b7d687157p-1, -0x1.503c083c28eadp0,
        0x1.cca289994c3dfp0,  -0x1.0d083f0a9b901p1,  0x1.b499185f29edep0,  -0x1.60c76a3f0a865p-1};
    static constexpr std::array<double, 14> slope{0x1.b2995e7b7b604p-3,  -0x1.b2995e7b7ba52p-4, 0x1.f0af476bce5eap-8,
                                                  -0x1.2c149098bdc43p-5, 0x1.9842928a8e5b4p-7,  -0x1.d6750ebc220aap-6,
                                                  0x1.307d6227e45bap-6,  -0x1.010a751af15cfp-5, 0x1.d32592662758dp-6,
                                                  -0x1.597b4310957dbp-5, 0x1.7900b4c5a77edp-5,  -0x1.dfcc06f910fe8p-5,
                                                  0x1.92e16a71a6283p-5,  -0x1.d03bd061e1b98p-6};
};

template <std::size_t Pieces> struct arctan_pieces;

template <> struct arctan_pieces<16> {
    using column = std::array<float, 16>;
    alignas(64) static constexpr column center{
        0x1.01p-5f,   0x1.81p-4f,   0x1.3fap-3f,  0x1.c0cp-3f, 0x1.1fep-2f, 0x1.5f4p-2f, 0x1.9ffp-2f,  0x1.e02p-2f,
        0x1.0fe8p-1f, 0x1.3018p-1f, 0x1.5018p-1f, 0x1.6fcp-1f, 0x1.903p-1f, 0x1.afdp-1f, 0x1.d018p-1f, 0x1.f018p-1f};
    alignas(64) static constexpr std::array<column, 6> slope{
        {{{0x1.c094b4p-3f, 0x1.dea8b4p-3f, 0x1.ff7f42p-3f, 0x1.120894p-2f, 0x1.25977ep-2f, 0x1.3a8e3cp-2f,
           0x1.512e3p-2f, 0x1.686e6p-2f, 0x1.7fb9e6p-2f, 0x1.96d7a4p-2f, 0x1.acbcaap-2f, 0x1.c0c4e6p-2f, 0x1.d32fb4p-2f,
           0x1.e2d626p-2f, 0x1.f05e46p-2f, 0x1.fb614ep-2f}},
         {{0x1.c8eb7ap-3f, 0x1.f849eap-3f, 0x1.151048p-2f, 0x1.2ef35cp-2f, 0x1.478c4ap-2f, 0x1.5d3dcep-2f,
           0x1.6de99p-2f, 0x1.7667fap-2f, 0x1.74f14ep-2f, 0x1.68abe4p-2f, 0x1.526b0cp-2f, 0x1.34758cp-2f, 0x1.10405p-2f,
           0x1.d48348p-3f, 0x1.862d4ep-3f, 0x1.3b4348p-3f}},
         {{0x1.6ba9dp-3f, 0x1.8796e6p-3f, 0x1.990a18p-3f, 0x1.983f56p-3f, 0x1.7ba636p-3f, 0x1.3ab786p-3f, 0x1.9bdb7p-4f,
           0x1.dce21cp-6f, -0x1.b30c24p-5f, -0x1.17a7fep-3f, -0x1.ab1552p-3f, -0x1.0b7b2ap-2f, -0x1.2c3db4p-2f,
           -0x1.37cb42p-2f, -0x1.330a1p-2f, -0x1.22c192p-2f}},
         {{0x1.49cbf6p-4f, 0x1.fcc8e2p-5f, 0x1.a8f408p-6f, -0x1.1a2aeap-5f, -0x1.e99122p-4f, -0x1.cbaee4p-3f,
           -0x1.5675b4p-2f, -0x1.ad22acp-2f, -0x1.cef588p-2f, -0x1.b04f02p-2f, -0x1.5a978ap-2f, -0x1.d1617p-3f,
           -0x1.c74ccep-4f, -0x1.d8681ap-7f, 0x1.e49cfap-5f, 0x1.b4d3f2p-4f}},
         {{-0x1.6fc0e6p-5f, -0x1.c03df2p-4f, -0x1.89b11ep-3f, -0x1.31b10cp-2f, -0x1.853186p-2f, -0x1.cd80a2p-2f,
           -0x1.94f8d4p-2f, -0x1.0609d8p-2f, -0x1.39d812p-6f, 0x1.e70b58p-3f, 0x1.af07b8p-2f, 0x1.dee668p-2f,
           0x1.ae9e4ep-2f, 0x1.51063ap-2f, 0x1.deba28p-3f, 0x1.334554p-3f}},
         {{-0x1.0d75ecp-3f, -0x1.081e0cp-2f, -0x1.0c0468p-2f, -0x1.73a9cap-2f, -0x1.45c71ap-2f, 0x1.305762p-8f,
           0x1.54604p-2f, 0x1.670006p-1f, 0x1.8ae7fp-1f, 0x1.7f0a1cp-1f, 0x1.8c21cap-2f, 0x1.97b7fcp-6f,
           -0x1.8c5206p-3f, -0x1.283a02p-2f, -0x1.68661cp-2f, -0x1.0fdc16p-2f}}}};
};

template <> struct arctan_pieces<8> {
    using column = std::array<float, 8>;
    alignas(64) static constexpr column center{0x1.014p-4f,  0x1.8p-3f,   0x1.402p-2f,  0x1.bfbp-2f,
                                               0x1.1ff8p-1f, 0x1.5fcp-1f, 0x1.a008p-1f, 0x1.e048p-1f};
    alignas(64) static constexpr std::array<column, 8> slope{
        {{{0x1.cf4ecp-3f, 0x1.08a904p-2f, 0x1.301778p-2f, 0x1.5c9d4p-2f, 0x1.8b5bbcp-2f, 0x1.b6e04ap-2f, 0x1.db5214p-2f,
           0x1.f63b4p-2f}},
         {{0x1.e041fcp-3f, 0x1.21f95cp-2f, 0x1.5316fap-2f, 0x1.73432cp-2f, 0x1.702a6ep-2f, 0x1.446fc8p-2f,
           0x1.fac958p-3f, 0x1.5fc4bp-3f}},
         {{0x1.7a8ff6p-3f, 0x1.9b911ap-3f, 0x1.5f9d06p-3f, 0x1.135a8p-4f, -0x1.870af8p-4f, -0x1.e5b80ap-3f,
           -0x1.3455cap-2f, -0x1.2bf01p-2f}},
         {{0x1.2ba858p-4f, -0x1.d37522p-11f, -0x1.5e9abcp-3f, -0x1.865e1cp-2f, -0x1.c7b902p-2f, -0x1.241f9cp-2f,
           -0x1.ea7fp-5f, 0x1.60d22ep-4f}},
         {{-0x1.2c8dd4p-4f, -0x1.ef0d7cp-3f, -0x1.b64258p-2f, -0x1.6466a6p-2f, 0x1.f5c916p-4f, 0x1.cbaa5cp-2f,
           0x1.8e844ep-2f, 0x1.80d6dap-3f}},
         {{-0x1.93f51cp-3f, -0x1.4dda7ap-2f, -0x1.83cp-3f, 0x1.05e008p-1f, 0x1.95d32p-1f, 0x1.97c084p-3f,
           -0x1.2d27bep-2f, -0x1.3c0e7ap-2f}},
         {{-0x1.bde2bap-4f, 0x1.6edfbep-2f, 0x1.9b5f0cp-1f, 0x1.cdfdb8p0f, -0x1.32bdf2p-1f, -0x1.5c9b8cp-4f,
           0x1.4bf368p-2f, 0x1.3523aep-2f}},
         {{0x1.cce144p-1f, -0x1.5371b6p-3f, 0x1.2819dp1f, -0x1.ee843p0f, -0x1.66a194p-4f, -0x1.37711ep0f,
           0x1.d0effep-1f, 0x1.04fa6p0f}}}};
};

/// Whether V can look them up in one instruction a coefficient.
template <class V>
inline constexpr bool has_arctan_pieces = is_fused<V> &&
                                          sizeof(typename V::scalar) == 4 && simd::has_permute<V, V::size>;

/// 1/x, with an error of 1 ulp at most.
template <class V> XACT_INLINE V single_reciprocal(V x) noexcept {
    const V r = reciprocal_seed(x);
    if constexpr (V::size == 16)
        return fma(fnma(x, r, V(typename V::scalar(1))), r, r);
    else
        return r;
}

/// w/(w + 5/2) in double for the smaller w of t² and 1/t², t² as far as it counts.
template <class V> XACT_INLINE V arctan_gate_variable(V square) noexcept {
    const V one(1), smaller = at_most(one, square), larger = at_least(one, square);
    return smaller / fma(V(2.5), larger, smaller);
}

/// P at the smaller of t and 1/t, from t².
template <class V> XACT_INLINE V arctan_gate_ratio(V square) noexcept {
    using T = typename V::scalar;
    using c = arctan_gate_coefficients<T>;
    if constexpr (sizeof(T) == 4)
        return polynomial(select(square > V(T(1)), single_reciprocal(square), square), c::p);
    else
        return polynomial(arctan_gate_variable(square), c::p);
}

/// x·G(x), to 2 ulp: the larger of x and 0, less t·G(-t), t = |x|, which is t/2 - t² (1/4 + P(t²)) below 1, where
/// t/2 - t²/4 is exact beside t = 1, 1/4 + P(1/t²) above.
template <class V> XACT_INLINE V arctan_gate_product(V x) noexcept {
    using T = typename V::scalar;
    const V offset(T(0.25)), t = at_most(V(T(0x1p60)), abs(x)), square = t * t;
    const V p = arctan_gate_ratio(square), near = fnma(square, p, fnma(offset, square, V(T(0.5)) * t));
    return at_least(V(T(-0.0)), x) - select(t > V(T(1)), offset + p, near);
}

/// Products with G(x) and its slope 1/(π (1 + x²)), beside what the reciprocals and large terms lose, where margin() is
/// not negative. V is fused.
template <class V> class single_arctan_gate {
    using T = typename V::scalar;

public:
    static constexpr T limit = T(0x1p40);

    XACT_INLINE explicit single_arctan_gate(V x) noexcept : x_(x), t_(at_most(V(limit), abs(x))) {}

    XACT_INLINE V margin() const noexcept { return V(limit) - abs(x_); }

    /// G(x)·b.
    XACT_INLINE V gate_product(V factor) const noexcept {
        const V b = factor * V(unit);
        const dw<V> parts = shut_product(b);
        const V q = parts.hi + parts.lo;
        return select(x_ < 0, q, b - q) * V(1 / unit);
    }

    /// The same, unrounded.
    XACT_INLINE dw<V> open_gate_product(dw<V> b) const noexcept {
        const V one(T(1));
        const dw<V> q = normalized(shut_product(one));
        return b * select(x_ < 0, q, one - q);
    }

    /// Its slope times b.
    XACT_INLINE V gate_slope_product(dw<V> b) const noexcept {
        const V one(T(1)), s = fma(t_, t_, one), s_low = fma(t_, t_, one - s), r = reciprocal_seed(s);
        const V lost = fnma(r, s_low, fnma(r, s, one));
        const dw<V> p = b * as<V>(inverse_pi);
        return fma(p.hi, r, r * fma(p.hi, lost, p.lo));
    }
    static constexpr T slope_limit = limit, unit = falling_unit<T>;
    static constexpr T widest = 1; ///< the largest α of (1 + 2α) G - α in single words

private:
    /// P((u + u_low)²) less `offset`, in float in terms that are small.
    static XACT_INLINE V ratio(V u, V u_low, V offset) noexcept {
        if constexpr (sizeof(T) == 4) {
            constexpr auto& c = arctan_gate_coefficients<T>::centred;
            const V v = without_subnormals(u), w = fma(v + v, u_low, fma(v, v, V(-0.5f)));
            return fma(polynomial(w, without_first(c)), w, V(c[0]) - offset);
        } else {
            const V v = without_subnormals(u + u_low);
            return arctan_gate_ratio(v * v) - offset;
        }
    }

    /// G(-t)·b, G(-t) = 1/2 - t·(1/4 + P(t²)) below t = 1, (1/4 + P(1/t²))/t above.
    XACT_INLINE dw<V> shut_product(V b) const noexcept {
        const V zero(T(0)), quarter(T(0.25)), r = reciprocal_seed(t_);
        const auto far = t_ > V(T(1));
        const V u = select(far, r, t_), u_low = select(far, r * fnma(r, t_, V(T(1))), zero);
        // The ratio falls from 1/π to 1/4: what is added exactly is close to it.
        const V offset = select(t_ > V(T(1.53)), V(T(sizeof(T) == 4 ? 0x1p-4 : 0)), zero),
                large_part = quarter + offset;
        const V p = ratio(u, u_low, offset);
        // start + f·(1/4 + P), f = ±b·u with what its rounding took.
        const V signed_b = select(far, b, -b), start = select(far, zero, b * V(T(0.5)));
        const V f = signed_b * u, f_low = fma(signed_b, u_low, product_error(signed_b, u, f));
        const V large = fma(f, large_part, start), large_low = fma(f, large_part, start - large);
        return {large, fma(f, p, fma(f_low, large_part + p, large_low))};
    }

    V x_, t_;
};

/// Products with G(x) and its slope in float where |x| is beyond the limit of single_arctan_gate, and where it is NaN:
/// G is 1 or 1/(π|x|), the slope 1/(π x²).
template <class V> class far_arctan_gate {
public:
    XACT_INLINE explicit far_arctan_gate(V x) noexcept : x_(x) {}

    XACT_INLINE typename V::condition where(V) const noexcept { return !(abs(x_) <= V(single_arctan_gate<V>::limit)); }

    XACT_INLINE V gate_product(V b) const noexcept {
        // In units, so that no low word is subnormal.
        const V unit(0x1p-32f), shut = round_product(b / (abs(x_) * unit), as<V>(inverse_pi)) * unit;
        return keep_nan(x_, select(x_ < V(0), shut, b));
    }
    XACT_INLINE V gate_slope_product(V b, V dy) const noexcept {
        const auto slope = [](auto f, auto x, auto g)
                               XACT_INLINE_LAMBDA { return (f * decltype(f)(inverse_pi.hi) / x) * (g / x); };
        return in_double::evaluate(slope, b, widen(x_), widen(dy));
    }

private:
    V x_;
};

/// d/dx x·G(x) in double and in halves: D = G(-t) - t·G'(t) where x < 0, its complement elsewhere. The first leaves n =
/// ((1 + w) atan(u)/u - 1)/(πw): D = n/(t (1 + t²)) above t = 1, and (c + t² (c - t n) + (1 - t)²/π)/(1 + t²) below,
/// c = 1/2 - 1/π, where all terms are positive.
template <class V> XACT_INLINE V wide_arctan_gate_argument(V x) noexcept { return without_subnormals(abs(x)); }
template <class V> XACT_INLINE V begin_wide_arctan_gate_slope(V x) noexcept {
    const V t = wide_arctan_gate_argument(x);
    return polynomial(arctan_gate_variable(t * t), arctan_gate_coefficients<double>::slope);
}
template <class V> XACT_INLINE V finish_wide_arctan_gate_slope(V n, V x) noexcept {
    const V one(1), c(0.5 - inverse_pi.hi), t = wide_arctan_gate_argument(x), rest = one - t;
    const V near = c + fma(rest * V(inverse_pi.hi), rest, (t * t) * fnma(t, n, c));
    const V d = select(t > one, n, near) / (at_least(one, t) * fma(t, t, one));
    return select(x < 0, d, one - d);
}

/// d/dx x·G(x), to 2 ulp: G(-t) - t·G'(t) where x < 0, its complement elsewhere.
template <class V> XACT_INLINE V arctan_gate_slope(V x) noexcept {
    using tables = arctan_pieces<V::size>;
    constexpr int shift = V::size == 16 ? 19 : 20;
    const V one(1), t = without_subnormals(at_most(V(0x1p60f), abs(x))), sum = one + t, v = single_reciprocal(sum);
    // The factor keeps v = 1 within the last piece.
    const V piece = simd::shift_right<shift>(fma(v, V(0x1.fffffp-1f), one).b);
    const V e = piece_polynomial(v - simd::lookup(tables::center, piece), tables::slope, piece);
    // e/(sum·square), with what rounding took from both.
    const V sum_low = (one - sum) + t, square = fma(t, t, one), square_low = fma(t, t, one - square);
    const V r = v * reciprocal_seed(square), y = e * r;
    const V p = y * sum, p_low = fma(y, sum_low, product_error(y, sum, p));
    const V remainder = fnma(p, square_low, fnma(p_low, square, fnma(p, square, e)));
    const V d = fma(remainder, r, y);
    return select(x < 0, d, one - d);
}

} // namespace math
} // namespace v0
} // namespace xact
