#pragma once

#include <xact/math/falling.hpp>
#include <xact/math/pieces.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// Slopes of x·σ(±h), h >= 0, that fall as h e^-h: 2^n·G(x), -h·log2(e) = n + x with n the nearest integer, G a
// polynomial whose coefficients are looked up by n where two registers hold 32 floats. The exponential is part of G.
// From n = -31 down G is 2^x, beside the factor that is left of F·e^h. Errors, absolute over |x f''|/4 beside the root:
// the slope of x·σ(x) at -h 2^-24.2, that of gelu_tanh where its exponent is -h 2^-24.0; script:
// tests/certificates/logistic_pieces.sollya.
struct logistic_pieces {
    using column = std::array<float, 32>;
    alignas(64) static constexpr std::array<column, 8> gate_slope{{
        {{0x1p0f,         -0x1.3cb5ecp4f, -0x1.319eccp4f, -0x1.2687aap4f, -0x1.1b7088p4f,  -0x1.105966p4f,
          -0x1.054244p4f, -0x1.f45644p3f, -0x1.de27fep3f, -0x1.c7f9b4p3f, -0x1.b1cb62p3f,  -0x1.9b9d06p3f,
          -0x1.856e94p3f, -0x1.6f3ff6p3f, -0x1.59110ap3f, -0x1.42e18ap3f, -0x1.2cb0fap3f,  -0x1.167e76p3f,
          -0x1.004862p3f, -0x1.d417c4p2f, -0x1.a787dap2f, -0x1.7acfbcp2f, -0x1.4dd29p2f,   -0x1.20624ap2f,
          -0x1.e475eap1f, -0x1.860d7cp1f, -0x1.2503cp1f,  -0x1.83cb2ep0f, -0x1.821ce4p-1f, -0x1.65499ap-4f,
          0x1.6f352ap-2f, 0x1p-1f}},
        {{0x1.62e43p-1f,  -0x1.a0df9ap3f, -0x1.917fbep3f,  -0x1.821fdep3f,  -0x1.72bffep3f, -0x1.63601ep3f,
          -0x1.54003ep3f, -0x1.44a05cp3f, -0x1.35407ap3f,  -0x1.25e092p3f,  -0x1.16809ep3f, -0x1.07209ep3f,
          -0x1.ef8102p2f, -0x1.d0c052p2f, -0x1.b1fed6p2f,  -0x1.933bd6p2f,  -0x1.74760ep2f, -0x1.55ab38p2f,
          -0x1.36d73p2f,  -0x1.17f2cp2f,  -0x1.f1e2b4p1f,  -0x1.b37bb6p1f,  -0x1.746c14p1f, -0x1.344bd6p1f,
          -0x1.e51f54p0f, -0x1.5d5fd2p0f, -0x1.a308fep-1f, -0x1.18ab1ap-2f, 0x1.ad332ap-3f, 0x1.0956dp-1f,
          0x1.170406p-1f, 0x1.62e43p-2f}},
        {{0x1.ebfbep-3f,   -0x1.1194fcp2f,  -0x1.06ec1p2f,   -0x1.f8884ap1f,  -0x1.e33862p1f,  -0x1.cde858p1f,
          -0x1.b8980cp1f,  -0x1.a34746p1f,  -0x1.8df698p1f,  -0x1.78a636p1f,  -0x1.635696p1f,  -0x1.4e05cap1f,
          -0x1.38b464p1f,  -0x1.236342p1f,  -0x1.0e1074p1f,  -0x1.f1781ep0f,  -0x1.c6c7cap0f,  -0x1.9c0a24p0f,
          -0x1.713578p0f,  -0x1.463642p0f,  -0x1.1aef4cp0f,  -0x1.de5b36p-1f, -0x1.8542a8p-1f, -0x1.29baf6p-1f,
          -0x1.9594dcp-2f, -0x1.a07a32p-3f, -0x1.0e29eep-7f, 0x1.5aaa98p-3f,  0x1.20dafap-2f,  0x1.12a726p-2f,
          0x1.0d2e5ep-3f,  0x1.30fdb8p-25f}},
        {{0x1.c6b072p-5f,  -0x1.dd47fcp-1f, -0x1.c98e9p-1f,  -0x1.b5ddb4p-1f, -0x1.a22c7cp-1f, -0x1.8e7a92p-1f,
          -0x1.7ac754p-1f, -0x1.671494p-1f, -0x1.535e76p-1f, -0x1.3fab08p-1f, -0x1.2bfddcp-1f, -0x1.18493ep-1f,
          -0x1.04925ap-1f, -0x1.e1c03ap-2f, -0x1.ba4fd2p-2f, -0x1.92dc6ep-2f, -0x1.6b5e34p-2f, -0x1.43c346p-2f,
          -0x1.1c0812p-2f, -0x1.e800bep-3f, -0x1.97060cp-3f, -0x1.448566p-3f, -0x1.df18fep-4f, -0x1.2e1e68p-4f,
          -0x1.d20fdcp-6f, 0x1.2a3e9ep-6f,  0x1.fb8fa2p-5f,  0x1.749828p-4f,  0x1.5a87e4p-4f,  0x1.0d3fd2p-5f,
          -0x1.7f3c32p-6f, -0x1.c6ae84p-6f}},
        {{0x1.3b2a4ap-7f,  -0x1.36a694p-3f, -0x1.29ca44p-3f, -0x1.1be996p-3f, -0x1.0e11d8p-3f, -0x1.004aep-3f,
          -0x1.e54954p-4f, -0x1.ca7444p-4f, -0x1.af8108p-4f, -0x1.9433e8p-4f, -0x1.780bdcp-4f, -0x1.5ce7bcp-4f,
          -0x1.420e66p-4f, -0x1.2657ep-4f,  -0x1.0b3922p-4f, -0x1.df5d86p-5f, -0x1.a87c9ap-5f, -0x1.719cd8p-5f,
          -0x1.39d9a2p-5f, -0x1.024d14p-5f, -0x1.91b7aep-6f, -0x1.1a5a94p-6f, -0x1.3e2c04p-7f, -0x1.b2dc28p-10f,
          0x1.b3f998p-8f,  0x1.e283dp-7f,   0x1.50107ap-6f,  0x1.405d2ap-6f,  0x1.cd99c8p-8f,  -0x1.6145d2p-7f,
          -0x1.9e478p-7f,  0x1.b78746p-19f}},
        {{0x1.5da0f6p-10f, -0x1.3f0796p-6f, -0x1.36e252p-6f, -0x1.25d74ap-6f,  -0x1.1527f2p-6f, -0x1.052a4cp-6f,
          -0x1.ed00a8p-7f, -0x1.cf84dep-7f, -0x1.b780bep-7f, -0x1.9a35a4p-7f,  -0x1.70b1aep-7f, -0x1.54eba8p-7f,
          -0x1.3c8b44p-7f, -0x1.192fe2p-7f, -0x1.fb6f8ap-8f, -0x1.bc9a84p-8f,  -0x1.7b46b6p-8f, -0x1.448564p-8f,
          -0x1.fe942ep-9f, -0x1.8ac876p-9f, -0x1.0a0afcp-9f, -0x1.d964dcp-11f, 0x1.9d7c7cp-13f, 0x1.82540ep-10f,
          0x1.57d2dp-9f,   0x1.cd9176p-9f,  0x1.ca27ccp-9f,  0x1.7b79ecp-10f,  -0x1.54704cp-9f, -0x1.1130dep-8f,
          0x1.5ee8dcp-13f, 0x1.07b66ep-9f}},
        {{0x1.44227ep-13f,  -0x1.5bee7p-9f,   -0x1.b1f57p-10f,  -0x1.d80c78p-10f, -0x1.f3cac2p-10f, -0x1.fc2e04p-10f,
          -0x1.dea88p-10f,  -0x1.7c9354p-10f, -0x1.2ba084p-10f, -0x1.0e8c64p-10f, -0x1.6f21cep-10f, -0x1.39a69ap-10f,
          -0x1.b048a2p-11f, -0x1.e937bp-11f,  -0x1.6d62eep-11f, -0x1.632384p-11f, -0x1.2828dp-11f,  -0x1.95971ep-12f,
          -0x1.6a16e4p-12f, -0x1.9f7f52p-15f, 0x1.4fbf84p-15f,  0x1.7dbb82p-16f,  0x1.eb4608p-13f,  0x1.e50a42p-13f,
          0x1.e85c4cp-12f,  0x1.290dep-11f,   0x1.504b84p-12f,  -0x1.c356d4p-12f, -0x1.ece2fcp-11f, -0x1.4eebacp-13f,
          0x1.b14f72p-11f,  0x1.85b67cp-16f}},
        {{0x1.e5b5f8p-17f,  -0x1.9c8572p-11f, 0x1.cc2d72p-13f, -0x1.608f32p-15f, -0x1.099938p-12f, -0x1.8123d4p-12f,
          -0x1.35936ep-12f, -0x1.a3571cp-13f, 0x1.e48c9cp-13f, 0x1.3ef81p-12f,   -0x1.d98baep-12f, -0x1.1b094p-12f,
          0x1.3593aep-13f,  -0x1.84b65ap-13f, 0x1.95ddd8p-16f, -0x1.394eap-15f,  -0x1.4ac154p-13f, 0x1.42ab46p-14f,
          -0x1.1c80b2p-13f, 0x1.51f75cp-14f,  0x1.1f2bbap-13f, -0x1.917a7p-17f,  0x1.0a65c4p-14f,  -0x1.acd30ep-14f,
          0x1.5d7d32p-16f,  0x1.535b5cp-14f,  0x1.233c26p-17f, -0x1.518192p-13f, -0x1.c0e1bcp-14f, 0x1.a3160cp-13f,
          0x1.961bf8p-14f,  -0x1.cb30ecp-14f}},
    }};
    alignas(64) static constexpr std::array<column, 8> gelu_tanh_slope{{
        {{0x1p0f,         -0x1.5e2d74p5f, -0x1.4fc03ap5f, -0x1.4161c2p5f, -0x1.3312fcp5f, -0x1.24d4f8p5f,
          -0x1.16a8dap5f, -0x1.088fecp5f, -0x1.f5173cp4f, -0x1.d93b1p4f,  -0x1.bd8eecp4f, -0x1.a216ep4f,
          -0x1.86d782p4f, -0x1.6bd608p4f, -0x1.511864p4f, -0x1.36a55ep4f, -0x1.1c84aep4f, -0x1.02bf28p4f,
          -0x1.d2bd88p3f, -0x1.a0dd5ep3f, -0x1.6ff672p3f, -0x1.402352p3f, -0x1.117ff4p3f, -0x1.c85352p2f,
          -0x1.7083p2f,   -0x1.1bec1cp2f, -0x1.967e94p1f, -0x1.0003ccp1f, -0x1.eb5adp-1f, -0x1.22517ap-3f,
          0x1.6a03e8p-2f, 0x1p-1f}},
        {{0x1.62e43p-1f,  -0x1.c88a5cp4f, -0x1.b4a716p4f,  -0x1.a0da14p4f,  -0x1.8d24cep4f, -0x1.7988fap4f,
          -0x1.660862p4f, -0x1.52a518p4f, -0x1.3f616ep4f,  -0x1.2c3ff4p4f,  -0x1.194394p4f, -0x1.066fap4f,
          -0x1.e78fb2p3f, -0x1.c2a10cp3f, -0x1.9e1d1ep3f,  -0x1.7a0f1cp3f,  -0x1.5683bep3f, -0x1.338986p3f,
          -0x1.1130aap3f, -0x1.df160ap2f, -0x1.9d579cp2f,  -0x1.5d4e3p2f,   -0x1.1f22f8p2f, -0x1.c604a2p1f,
          -0x1.524f0ap1f, -0x1.c806b6p0f, -0x1.f47e78p-1f, -0x1.1162e4p-2f, 0x1.203446p-2f, 0x1.252e68p-1f,
          0x1.1e141p-1f,  0x1.62e43p-2f}},
        {{0x1.ebfbep-3f,   -0x1.28857cp3f,  -0x1.1ad1c6p3f, -0x1.0d2ec4p3f, -0x1.ff3dd2p2f, -0x1.e4426ep2f,
          -0x1.c9725p2f,   -0x1.aecf64p2f,  -0x1.945ba6p2f, -0x1.7a1d1ep2f, -0x1.6018dap2f, -0x1.465346p2f,
          -0x1.2cd312p2f,  -0x1.139fap2f,   -0x1.f5806ep1f, -0x1.c47b4ep1f, -0x1.94498p1f,  -0x1.64fdf8p1f,
          -0x1.36b458p1f,  -0x1.098838p1f,  -0x1.bb2e6ep0f, -0x1.65fb1ep0f, -0x1.13b1e2p0f, -0x1.893ef2p-1f,
          -0x1.e52a8cp-2f, -0x1.97c75ep-3f, 0x1.681358p-5f, 0x1.d61ecap-3f, 0x1.42ee7cp-2f, 0x1.10fdeap-2f,
          0x1.ef585cp-4f,  0x1.194fap-25f}},
        {{0x1.c6b072p-5f,  -0x1.ff7968p0f,  -0x1.e64fb8p0f,  -0x1.cd466cp0f,  -0x1.b46daep0f,  -0x1.9bad6ep0f,
          -0x1.8321cep0f,  -0x1.6ac612p0f,  -0x1.5293fep0f,  -0x1.3a9b08p0f,  -0x1.22e20cp0f,  -0x1.0b6806p0f,
          -0x1.e86c6p-1f,  -0x1.bab00cp-1f, -0x1.8da3fp-1f,  -0x1.615774p-1f, -0x1.35f7c2p-1f, -0x1.0b87dp-1f,
          -0x1.c44ebcp-2f, -0x1.73ee8ap-2f, -0x1.26267ep-2f, -0x1.b6485ep-3f, -0x1.2645e6p-3f, -0x1.3a70bp-4f,
          -0x1.d2938p-7f,  0x1.51f158p-5f,  0x1.5624d6p-4f,  0x1.9d6ec6p-4f,  0x1.46e5d4p-4f,  0x1.88f8d4p-6f,
          -0x1.84c154p-6f, -0x1.96c72ap-6f}},
        {{0x1.3b2a4ap-7f,  -0x1.4900d2p-2f, -0x1.37f77cp-2f, -0x1.272f92p-2f, -0x1.156448p-2f, -0x1.04ed3p-2f,
          -0x1.e78ebcp-3f, -0x1.c55102p-3f, -0x1.a4e72ap-3f, -0x1.847f3p-3f,  -0x1.63d5c4p-3f, -0x1.43f6ecp-3f,
          -0x1.246becp-3f, -0x1.04f4b2p-3f, -0x1.cce74p-4f,  -0x1.92d10ep-4f, -0x1.571bacp-4f, -0x1.1e935p-4f,
          -0x1.cf53f6p-5f, -0x1.659484p-5f, -0x1.fd4c78p-6f, -0x1.38ec68p-6f, -0x1.fea77cp-8f, 0x1.81f024p-9f,
          0x1.98861p-7f,   0x1.444114p-6f,  0x1.71c836p-6f,  0x1.1e9754p-6f,  0x1.ae14dep-9f,  -0x1.70be8p-7f,
          -0x1.587f62p-7f, 0x1.613922p-19f}},
        {{0x1.5da0f6p-10f, -0x1.4f2facp-5f, -0x1.3e4762p-5f,  -0x1.2f414ep-5f,  -0x1.1487ep-5f,  -0x1.0891f2p-5f,
          -0x1.e6192ep-6f, -0x1.b83fep-6f,  -0x1.9bbce4p-6f,  -0x1.7b4406p-6f,  -0x1.539d38p-6f, -0x1.323a6p-6f,
          -0x1.124756p-6f, -0x1.da6928p-7f, -0x1.97e426p-7f,  -0x1.66b434p-7f,  -0x1.1a14p-7f,   -0x1.bdb088p-8f,
          -0x1.54ab1ap-8f, -0x1.d20a76p-9f, -0x1.de1e08p-10f, -0x1.0c54dep-12f, 0x1.155028p-10f, 0x1.3e7becp-9f,
          0x1.c949aap-9f,  0x1.fed3dcp-9f,  0x1.8d923p-9f,    0x1.c7dceep-12f,  -0x1.81da2ep-9f, -0x1.b1e9e2p-9f,
          0x1.8d3c76p-12f, 0x1.9f3352p-10f}},
        {{0x1.44227ep-13f,  -0x1.4b2894p-8f,  -0x1.11eac8p-8f,  -0x1.83fa86p-9f,  -0x1.178644p-8f,  -0x1.763972p-9f,
          -0x1.aca602p-9f,  -0x1.0243d6p-8f,  -0x1.7cb8bep-9f,  -0x1.259388p-9f,  -0x1.2adfd2p-9f,  -0x1.f0527p-10f,
          -0x1.b12928p-10f, -0x1.efdedep-10f, -0x1.b990fap-10f, -0x1.1db862p-11f, -0x1.21c76ap-10f, -0x1.8c2fa2p-11f,
          -0x1.e33cc6p-12f, -0x1.2213dp-14f,  -0x1.1ecffap-16f, 0x1.4075d6p-13f,  0x1.12edfap-11f,  0x1.fa40b4p-12f,
          0x1.0237fap-11f,  0x1.3094fp-12f,   -0x1.bfd66cp-18f, -0x1.1f0c16p-11f, -0x1.8c6064p-11f, 0x1.d51d5ep-17f,
          0x1.49088ep-11f,  0x1.16d26p-16f}},
        {{0x1.e5b5f8p-17f,  -0x1.1285p-10f,   -0x1.ae242cp-12f, 0x1.77b05ep-11f,  -0x1.7d31d6p-10f, 0x1.9d0dc2p-12f,
          -0x1.c6d7c8p-12f, -0x1.bac12ep-10f, -0x1.395474p-11f, -0x1.b25832p-14f, -0x1.59da58p-11f, -0x1.cd1f8ep-12f,
          -0x1.14d9e6p-13f, -0x1.3daff4p-11f, -0x1.4cd224p-11f, 0x1.caa898p-12f,  -0x1.182c92p-11f, -0x1.bbcffcp-12f,
          -0x1.13f498p-15f, 0x1.2cabcp-13f,   -0x1.e2942cp-15f, -0x1.352ad6p-14f, 0x1.06ddacp-12f,  0x1.9400a6p-14f,
          -0x1.4d7c2ep-16f, -0x1.cc782ep-14f, -0x1.b110c6p-14f, -0x1.227a4cp-13f, -0x1.a832p-15f,   0x1.4328fcp-13f,
          0x1.be6a04p-15f,  -0x1.40a272p-14f}},
    }};
};

/// Whether V can look them up in one instruction a coefficient.
template <class V>
inline constexpr bool has_logistic_pieces = is_fused<V> && sizeof(typename V::scalar) == 4 && simd::has_permute<V, 32>;

inline constexpr real log2e{0x1.71547652b82fep+0, 0x1.777d0ffda0d24p-56};

/// -log2(e)·b, b >= 0: with it, a·b is the h of a logistic_piece.
template <class V> XACT_INLINE dw<V> logistic_scale(dw<V> b) noexcept { return -(b * as<V>(log2e)); }

/// The same of a constant, in the same arithmetic but out of the loop.
template <class V> XACT_INLINE dw<V> logistic_scale(real b) noexcept {
    using T = typename V::scalar;
    constexpr T high = T(log2e.hi), low = T(log2e.hi - double(high));
    const T hi = T(b.hi), lo = T((b.hi - double(hi)) + b.lo), product = hi * high;
    return {V(-product), V(-std::fma(lo, high, std::fma(hi, low, std::fma(hi, high, -product))))};
}

/// A multiple of 32 as Bias moves the exponents of what falls away from those of subnormal numbers.
template <class V, int Bias = falling_bias<float>> class logistic_piece {
public:
    static constexpr float unit = float(std::uint64_t(1) << Bias);
    /// The largest h: 2^n is 0 there, so that no product of it is subnormal.
    static constexpr float limit = Bias == 0 ? 88.0f : falling_limit<float>;
    static_assert(Bias == 0 || Bias == falling_bias<float>);

    /// h >= 0, at most `limit`.
    XACT_INLINE explicit logistic_piece(V h) noexcept : logistic_piece(h, -as<V>(log2e)) {}

    /// h = a·b for p = logistic_scale(b).
    XACT_INLINE logistic_piece(V a, dw<V> p) noexcept {
        choose(fma(a, p.hi, V(shifter)));
        x_ = fma(a, p.lo, product_error(a, p.hi, n_));
    }

    /// z is -h·log2(e); an x with half the error.
    XACT_INLINE explicit logistic_piece(dw<V> z) noexcept {
        choose(z.hi + V(shifter));
        x_ = (z.hi - n_) + z.lo;
    }

    /// The slope of x·σ(±h) where it falls, one_less_w being 1 - |x h'(x)|.
    template <std::size_t N>
    XACT_INLINE V gate_slope(const std::array<logistic_pieces::column, N>& table, V one_less_w) const noexcept {
        // Where the factor counts the constant term is 1, elsewhere the factor is: nothing is rounded twice.
        const V factor = select(far_, one_less_w, V(1));
        const V constant = simd::lookup(table[0], where_) * factor,
                rest = piece_polynomial<1>(x_, table, where_) * factor;
        return (fma(rest, x_, constant) * power()) * V(1 / unit);
    }

    /// The same for one_less_w = offset - K·h, which is rounded with the slope only.
    template <int K, std::size_t N>
    XACT_INLINE V gate_slope(const std::array<logistic_pieces::column, N>& table, V offset) const noexcept {
        const V k(h_of_one<K>), near = fma(k, x_, offset);
        const V rest = piece_polynomial<1>(x_, table, where_) * select(far_, fma(k, n_, near), V(1));
        const V sum = fma(rest, x_, select(far_, near, simd::lookup(table[0], where_)));
        return (fma(k, select(far_, n_, V(0)), sum) * power()) * V(1 / unit);
    }

    /// unit·2^n, or 0 at the limit of h.
    XACT_INLINE V power() const noexcept { return pow2_of_sum(sum_); }

private:
    // Added to n, it puts the piece into the low bits as well as the exponent.
    static_assert(Bias % 32 == 0);
    static constexpr float shifter = V::template exponent_shifter<Bias>;
    /// K·h for n + x = -1.
    template <int K> static constexpr float h_of_one = float(K * 0x1.62e42fefa39efp-1);

    /// The piece from -h·log2(e) + shifter.
    XACT_INLINE void choose(V sum) noexcept {
        const V last(shifter - 31);
        sum_ = sum;
        n_ = sum - V(shifter);
        far_ = sum <= last;
        where_ = at_least(last, sum);
    }

    V sum_, n_, x_, where_;
    typename V::condition far_;
};

} // namespace math
} // namespace v0
} // namespace xact
