#pragma once

#include <bit>
#include <cstdint>

#include <xact/math/tanh_pieces.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// Odd functions that become 1, as polynomials on pieces, for t >= 0 up to a limit, where they are 1. On equal pieces
// erf(t) in degree 5 (16 pieces, 2^-25.0) or 6 (8 pieces, 2^-25.3), less t or where the first piece ends, so that what
// rounding takes near 0 is that of a small part, and erf(t/√2) in degree 5 (2^-25.0) or 6 (2^-25.0). On the pieces of
// tanh (tanh_pieces.hpp) the slope of x·erf(x/√2) in degree 7 (2^-25.0) or 9 (2^-25.0), that of x·tanh(x) in degree 6
// (2^-24.6) or 8 (2^-25.8); script: tests/certificates/odd_pieces.sollya.

template <std::size_t Pieces> struct erf_pieces;

template <> struct erf_pieces<16> {
    using column = std::array<float, 16>;
    static constexpr float per_unit = 0x1.f07c1ep1f, first = 132 / 1024.0f, limit = 3.984375f;
    alignas(64) static constexpr column center{
        0,           0x1.01d8p-2f, 0x1.055p-1f, 0x1.89acp-1f, 0x1.06cap0f, 0x1.487cp0f, 0x1.8a92p0f, 0x1.cc9p0f,
        0x1.0738p1f, 0x1.297p1f,   0x1.4942p1f, 0x1.6b41p1f,  0x1.8b49p1f, 0x1.ad73p1f, 0x1.cd38p1f, 0x1.fep1f};
    alignas(64) static constexpr std::array<column, 6> c{
        {{{0, 0x1.31d2dp-3f, 0x1.9a47c4p-2f, 0x1.303df6p-1f, 0x1.72f378p-1f, 0x1.9a600cp-1f, 0x1.af0262p-1f,
           0x1.b864bp-1f, 0x1.bc2382p-1f, 0x1.bd7aecp-1f, 0x1.bddbf6p-1f, 0x1.bdf828p-1f, 0x1.bdfe5ap-1f,
           0x1.bdffbap-1f, 0x1.bdfff4p-1f, 0x1.bep-1f}},
         {{0x1.06eba8p-3f, 0x1.0f1e5ap0f, 0x1.bd3e8ep-1f, 0x1.3fdeb4p-1f, 0x1.92d42p-2f, 0x1.bd638cp-3f, 0x1.ada69cp-4f,
           0x1.6b3abcp-5f, 0x1.0d5e0ep-6f, 0x1.4e1756p-8f, 0x1.8ba9f6p-10f, 0x1.7820c4p-12f, 0x1.5577dep-14f,
           0x1.e94a7ep-17f, 0x1.5bf814p-19f, 0x1.5871fap-19f}},
         {{0x1.34d51ep-22f, -0x1.1110ecp-2f, -0x1.c67a68p-2f, -0x1.ebe2fcp-2f, -0x1.9d831cp-2f, -0x1.1dc052p-2f,
           -0x1.4b1ce2p-3f, -0x1.46bdaep-4f, -0x1.14f584p-5f, -0x1.8423dep-7f, -0x1.fcda76p-9f, -0x1.0adf68p-10f,
           -0x1.082466p-12f, -0x1.9e99f8p-15f, -0x1.1efcd2p-18f, 0x1.2a08d4p-14f}},
         {{-0x1.812b6p-2f, -0x1.3ba7f8p-2f, -0x1.1c6042p-3f, 0x1.372374p-5f, 0x1.29693p-3f, 0x1.546362p-3f,
           0x1.0c99bcp-3f, 0x1.4b5676p-4f, 0x1.4ecdecp-5f, 0x1.10d33ep-6f, 0x1.9371e8p-8f, 0x1.d9756ep-10f,
           0x1.01615ap-11f, 0x1.b5799ap-14f, 0x1.2d918ap-16f, 0x1.9a4aa2p-11f}},
         {{0x1.312344p-12f, 0x1.0394p-3f, 0x1.753b98p-3f, 0x1.28da1ap-3f, 0x1.ed59f4p-5f, -0x1.adec2p-7f,
           -0x1.7f286cp-5f, -0x1.79074ep-5f, -0x1.f8896ep-6f, -0x1.fc0168p-7f, -0x1.b5a592p-8f, -0x1.25c20cp-9f,
           -0x1.55e5aep-11f, -0x1.13ad42p-13f, -0x1.6c5a6ep-12f, 0x1.cfd8c6p-9f}},
         {{0x1.c67186p-4f, 0x1.448926p-4f, 0x1.f5bf04p-9f, -0x1.ca5c2p-5f, -0x1.158602p-4f, -0x1.58c5b6p-5f,
           -0x1.43dbp-7f, 0x1.275e9cp-7f, 0x1.a9b83ap-7f, 0x1.313dd8p-7f, 0x1.413626p-8f, 0x1.0817a6p-9f,
           0x1.4e3a0cp-11f, 0x1.c0181ep-13f, 0x1.ffdae2p-12f, 0x1.73e362p-8f}}}};
};

template <> struct erf_pieces<8> {
    using column = std::array<float, 8>;
    static constexpr float per_unit = 0x1.e01ep0f, first = 273 / 1024.0f, limit = 3.984375f;
    alignas(32) static constexpr column center{0,           0x1.0f44p-1f, 0x1.107ap0f, 0x1.988p0f,
                                               0x1.113cp1f, 0x1.5545p1f,  0x1.993ep1f, 0x1.fep1f};
    alignas(32) static constexpr std::array<column, 7> c{
        {{{0, 0x1.1e6b1cp-2f, 0x1.33c7ecp-1f, 0x1.6b3278p-1f, 0x1.76336ap-1f, 0x1.776aa6p-1f, 0x1.777f32p-1f,
           0x1.778p-1f}},
         {{0x1.06eba8p-3f, 0x1.b454e6p-1f, 0x1.742f3cp-2f, 0x1.6a3ab8p-4f, 0x1.841b6ep-7f, 0x1.e4070cp-11f,
           0x1.58327cp-15f, 0x1.b111eep-20f}},
         {{-0x1.b7c8e2p-21f, -0x1.ce599ap-2f, -0x1.8c23a2p-2f, -0x1.2101a2p-3f, -0x1.9e3c08p-6f, -0x1.42a0e2p-9f,
           -0x1.131aecp-13f, 0x1.dba71ep-16f}},
         {{-0x1.811b82p-2f, -0x1.fe7664p-4f, 0x1.39f2b4p-3f, 0x1.ee3f74p-4f, 0x1.06784ap-5f, 0x1.0a644ap-8f,
           0x1.15e942p-12f, 0x1.d7fd54p-13f}},
         {{-0x1.98711ap-11f, 0x1.77ba94p-3f, 0x1.8433d2p-5f, -0x1.93091ep-5f, -0x1.a6437cp-6f, -0x1.2d7748p-8f,
           -0x1.8f2a0ap-12f, 0x1.a2915cp-11f}},
         {{0x1.e6596cp-4f, -0x1.283edep-11f, -0x1.08c1bap-4f, -0x1.685024p-8f, 0x1.8eb074p-7f, 0x1.ed92ccp-9f,
           0x1.c6588ep-12f, 0x1.5f7976p-10f}},
         {{-0x1.4ed56cp-6f, -0x1.847054p-5f, 0x1.46f74p-7f, 0x1.f86938p-7f, -0x1.c0dacep-10f, -0x1.0e2d76p-9f,
           -0x1.6aeb8ap-12f, 0x1.b4c118p-11f}}}};
};

template <std::size_t Pieces> struct sgelu_value_pieces;

template <> struct sgelu_value_pieces<16> {
    using column = std::array<float, 16>;
    static constexpr float per_unit = 2.75f, limit = 5.625f;
    alignas(64) static constexpr column center{
        0,          0x1.708p-2f, 0x1.712p-1f, 0x1.168p0f,  0x1.7308p0f,  0x1.d0a8p0f,  0x1.1753p1f,  0x1.4576p1f,
        0x1.735p1f, 0x1.a16p1f,  0x1.d14p1f,  0x1.ff5fp1f, 0x1.17a48p2f, 0x1.2d9c8p2f, 0x1.45bc8p2f, 0x1.68p2f};
    alignas(64) static constexpr std::array<column, 6> c{
        {{{0, 0x1.1fcbbcp-2f, 0x1.0ee0b2p-1f, 0x1.725bccp-1f, 0x1.b49ca4p-1f, 0x1.dc68a4p-1f, 0x1.f11abp-1f,
           0x1.fa5e1p-1f, 0x1.fe1842p-1f, 0x1.ff6e5ap-1f, 0x1.ffdb88p-1f, 0x1.fff786p-1f, 0x1.fffe5ep-1f,
           0x1.ffffaep-1f, 0x1.fffff4p-1f, 0x1p0f}},
         {{0x1.988454p-1f, 0x1.7ee74p-1f, 0x1.3b064ep-1f, 0x1.c41c62p-2f, 0x1.1dd3aap-2f, 0x1.3ab19ap-3f,
           0x1.2e2706p-4f, 0x1.01e526p-5f, 0x1.851caap-7f, 0x1.00cfd2p-8f, 0x1.1ae6aep-10f, 0x1.1e3abap-12f,
           0x1.de853ap-15f, 0x1.92b6fep-17f, 0x1.fbd5a6p-20f, 0x1.fd9006p-20f}},
         {{-0x1.a57d0cp-20f, -0x1.1394a2p-3f, -0x1.c639ecp-3f, -0x1.ebd82p-3f, -0x1.9e42e2p-3f, -0x1.1d98dep-3f,
           -0x1.49afacp-4f, -0x1.47df7cp-5f, -0x1.1a2fc6p-6f, -0x1.a2b25ap-8f, -0x1.0104cp-9f, -0x1.1dc822p-11f,
           -0x1.0594a6p-13f, -0x1.deb36p-16f, -0x1.554faap-18f, 0x1.33c726p-15f}},
         {{-0x1.10495p-3f, -0x1.bc6fcap-4f, -0x1.936d5p-5f, 0x1.ba78f8p-7f, 0x1.a36b92p-5f, 0x1.e15af8p-5f,
           0x1.7aeae4p-5f, 0x1.d5d02cp-6f, 0x1.e0e28ap-7f, 0x1.9c54bp-8f, 0x1.1fe25ap-9f, 0x1.64d69cp-11f,
           0x1.688524p-13f, 0x1.65d74p-15f, 0x1.0831ep-17f, 0x1.2810cap-12f}},
         {{-0x1.71e90ap-13f, 0x1.05bd38p-5f, 0x1.7532d4p-5f, 0x1.28aa88p-5f, 0x1.f21a4p-7f, -0x1.b01c66p-9f,
           -0x1.7fe0f8p-7f, -0x1.797402p-7f, -0x1.fe2824p-8f, -0x1.0b2a82p-8f, -0x1.bb523p-10f, -0x1.3a9124p-11f,
           -0x1.5c2882p-13f, -0x1.3dfe2ep-15f, -0x1.37cb34p-20f, 0x1.d39cfep-11f}},
         {{0x1.4b52aep-6f, 0x1.ca07acp-7f, 0x1.806148p-11f, -0x1.43c416p-7f, -0x1.885996p-7f, -0x1.eca84ep-8f,
           -0x1.de973cp-10f, 0x1.989862p-10f, 0x1.2dca2ap-9f, 0x1.b7cf72p-10f, 0x1.d0da68p-11f, 0x1.84d6dp-12f,
           0x1.0808c6p-13f, 0x1.71f892p-16f, 0x1.d60adap-18f, 0x1.05eecp-10f}}}};
};

template <> struct sgelu_value_pieces<8> {
    using column = std::array<float, 8>;
    static constexpr float per_unit = 1.3125f, limit = 5.625f;
    alignas(32) static constexpr column center{0,           0x1.835cp-1f, 0x1.8484p0f,  0x1.2347p1f,
                                               0x1.858ep1f, 0x1.e74fp1f,  0x1.23a78p2f, 0x1.68p2f};
    alignas(32) static constexpr std::array<column, 7> c{
        {{{0, 0x1.19f3aep-1f, 0x1.bde5e6p-1f, 0x1.f44a6cp-1f, 0x1.fecd64p-1f, 0x1.ffed92p-1f, 0x1.ffff52p-1f, 0x1p0f}},
         {{0x1.988454p-1f, 0x1.32d832p-1f, 0x1.024936p-2f, 0x1.eabfa2p-5f, 0x1.fd7fd6p-8f, 0x1.29fb6p-11f, 0x1.9e2p-16f,
           0x1.5ed632p-20f}},
         {{-0x1.b5ddd6p-20f, -0x1.d04af8p-3f, -0x1.87fc24p-3f, -0x1.173074p-4f, -0x1.83a6cp-7f, -0x1.1b991ep-10f,
           -0x1.d85f18p-15f, 0x1.2c9364p-16f}},
         {{-0x1.10467cp-3f, -0x1.5dffc8p-5f, 0x1.c0a734p-5f, 0x1.55d534p-5f, 0x1.5ee284p-7f, 0x1.4ed016p-10f,
           0x1.5482a6p-14f, 0x1.ca2af2p-14f}},
         {{-0x1.3d761p-12f, 0x1.779eb6p-5f, 0x1.6c6c0ep-7f, -0x1.9535b8p-7f, -0x1.94be4ap-8f, -0x1.0fb844p-10f,
           -0x1.599e78p-14f, 0x1.3a842ap-12f}},
         {{0x1.5c91f8p-6f, -0x1.75e962p-12f, -0x1.7320bap-7f, -0x1.8da29ap-11f, 0x1.156ccap-9f, 0x1.40c2f8p-11f,
           0x1.18e1cap-14f, 0x1.9754b8p-12f}},
         {{-0x1.72c08p-9f, -0x1.827b28p-8f, 0x1.64c434p-10f, 0x1.e1d996p-10f, -0x1.0170b2p-12f, -0x1.f74b76p-13f,
           -0x1.56301cp-15f, 0x1.8986f2p-13f}}}};
};

template <std::size_t Pieces> struct sgelu_slope_pieces;

template <> struct sgelu_slope_pieces<16> {
    using column = std::array<float, 16>;
    static constexpr float limit = 7;
    alignas(64) static constexpr column center{
        0x1.3e34p0f, 0x1.bcf8p0f, 0x1.1e8cp1f, 0x1.5e74p1f, 0x1.bdb8p1f, 0x1.1f02p2f, 0x1.5f86p2f,  0x1.a19p2f,
        0,           0,           0,           0,           0,           0x1.7b5p-2f, 0x1.3d28p-1f, 0x1.bd34p-1f};
    alignas(64) static constexpr std::array<column, 8> c{
        {{{0x1.3e822ep0f, 0x1.395842p0f, 0x1.1edf64p0f, 0x1.0b982cp0f, 0x1.018748p0f, 0x1.000998p0f, 0x1.000014p0f,
           0x1p0f, 0x1p0f, 0x1p0f, 0x1p0f, 0x1p0f, 0, 0x1.213932p-1f, 0x1.bea36ep-1f, 0x1.1740aap0f}},
         {{0x1.5763b4p-3f, -0x1.7069bep-3f, -0x1.919ef8p-3f, -0x1.a73d58p-4f, -0x1.342382p-6f, -0x1.456e94p-11f,
           -0x1.a82e2ap-18f, -0x1.3cc772p-26f, 0, 0, 0, 0, 0x1.988454p0f, 0x1.6342e6p0f, 0x1.10819p0f, 0x1.5c3p-1f}},
         {{-0x1.1fdfdp-1f, -0x1.32e36p-3f, 0x1.2dfe5p-4f, 0x1.708f66p-4f, 0x1.ae8562p-6f, 0x1.448d5ap-10f,
           0x1.0faf56p-16f, 0x1.230c1cp-22f, 0, 0, 0, 0, -0x1.54b624p-18f, -0x1.10e2f2p-1f, -0x1.79ae38p-1f,
           -0x1.8ac6eap-1f}},
         {{0x1.167c38p-2f, 0x1.e24466p-3f, 0x1.092cf4p-4f, -0x1.8c4bb8p-6f, -0x1.4f887ap-6f, -0x1.90ca34p-10f,
           -0x1.b91f7p-16f, -0x1.486afcp-24f, 0, 0, 0, 0, -0x1.1042ecp-1f, -0x1.84da54p-2f, -0x1.4879d8p-3f,
           0x1.0d14b2p-4f}},
         {{0x1.09316p-4f, -0x1.3f037ap-4f, -0x1.2ad86p-4f, -0x1.22606ep-6f, 0x1.17db8p-7f, 0x1.51fd6ep-10f,
           0x1.f29c7cp-16f, -0x1.237986p-19f, 0, 0, 0, 0, -0x1.2434fep-9f, 0x1.8482aep-3f, 0x1.e533ecp-3f,
           0x1.9fa7c2p-3f}},
         {{-0x1.4ab1cp-4f, -0x1.a73ad6p-6f, 0x1.554e24p-6f, 0x1.235872p-6f, -0x1.e3f4b8p-12f, -0x1.9067acp-11f,
           -0x1.c24418p-16f, -0x1.193372p-20f, 0, 0, 0, 0, 0x1.1397c4p-3f, 0x1.224a4p-4f, 0x1.9f633p-9f,
           -0x1.b7c6b6p-5f}},
         {{0x1.5f36fp-8f, 0x1.74d6dep-6f, 0x1.8f523ap-8f, -0x1.537678p-8f, -0x1.b7a79ep-10f, 0x1.3aa628p-12f,
           0x1.734e24p-16f, 0x1.bd48eep-18f, 0, 0, 0, 0, -0x1.876902p-5f, -0x1.1a2684p-5f, -0x1.b1edbcp-5f,
           -0x1.732b6ap-6f}},
         {{0x1.8149p-7f, -0x1.105e2ap-9f, -0x1.5fcbf6p-8f, -0x1.740256p-11f, 0x1.cc0ebp-11f, -0x1.e51ddcp-15f,
           -0x1.66bc2p-17f, 0x1.c3c35ep-19f, 0, 0, 0, 0, 0x1.4996cap-5f, -0x1.2f6c36p-5f, 0x1.46f348p-5f,
           -0x1.d0b9cep-9f}}}};
};

template <> struct sgelu_slope_pieces<8> {
    using column = std::array<float, 8>;
    static constexpr float limit = 7;
    alignas(32) static constexpr column center{0x1.7aep0f, 0x1.3ebcp1f, 0x1.fb68p1f, 0x1.7cep2f, 0, 0, 0, 0x1.7b5p-1f};
    alignas(32) static constexpr std::array<column, 10> c{
        {{{0x1.418f86p0f, 0x1.13a2fp0f, 0x1.004b64p0f, 0x1.000002p0f, 0x1p0f, 0x1p0f, 0, 0x1.fb1d94p-1f}},
         {{-0x1.a0239p-5f, -0x1.351f82p-3f, -0x1.158684p-8f, -0x1.23fb54p-21f, 0, 0, 0x1.988454p0f, 0x1.c28c2ap-1f}},
         {{-0x1.6df634p-2f, 0x1.9342e2p-4f, 0x1.d5d60ap-8f, 0x1.72ea52p-21f, 0, 0, -0x1.22bd32p-18f, -0x1.8ce866p-1f}},
         {{0x1.29a456p-2f, 0x1.77648cp-8f, -0x1.db49bap-8f, -0x1.657fa8p-19f, 0, 0, -0x1.104864p-1f, -0x1.7c448ep-5f}},
         {{-0x1.5d7662p-6f, -0x1.672b36p-5f, 0x1.33e212p-8f, 0x1.083814p-17f, 0, 0, -0x1.8c2292p-10f, 0x1.d6306ap-3f}},
         {{-0x1.f42d42p-5f, 0x1.813d14p-6f, -0x1.e1ee72p-10f, -0x1.216918p-18f, 0, 0, 0x1.09a70ep-3f, -0x1.b883a6p-6f}},
         {{0x1.4a99e2p-6f, -0x1.caa5e6p-10f, 0x1.d6b7fap-13f, -0x1.2ba032p-18f, 0, 0, -0x1.3565f6p-5f,
           -0x1.4806f6p-5f}},
         {{0x1.5cef3cp-8f, -0x1.a52ffap-9f, 0x1.ad157ap-13f, 0x1.f54802p-24f, 0, 0, 0x1.fbac1ep-5f, 0x1.cc46bep-8f}},
         {{-0x1.d9ca8ap-9f, 0x1.32608ep-10f, -0x1.12674ep-13f, 0x1.46eef4p-18f, 0, 0, -0x1.78e7c6p-4f, 0x1.19092ep-7f}},
         {{0x1.ad53a2p-17f, 0x1.be869ep-16f, 0x1.c12996p-16f, -0x1.c9c8dp-20f, 0, 0, 0x1.72a496p-5f, 0x1.33fc46p-7f}}}};
};

template <std::size_t Pieces> struct lisht_slope_pieces;

template <> struct lisht_slope_pieces<16> {
    using column = std::array<float, 16>;
    static constexpr float limit = 11;
    alignas(64) static constexpr column center{
        0x1.3d08p0f, 0x1.bcf8p0f, 0x1.1e92p1f, 0x1.5ef2p1f, 0x1.bd2p1f, 0x1.201cp2f,  0x1.5e98p2f,  0x1.9f52p2f,
        0x1.fce4p2f, 0x1.3e7p3f,  0,           0,           0,          0x1.7a18p-2f, 0x1.3d08p-1f, 0x1.bdb4p-1f};
    alignas(64) static constexpr std::array<column, 7> c{
        {{{0x1.32fbaep0f, 0x1.246d4cp0f, 0x1.13b5eep0f, 0x1.097326p0f, 0x1.02e6eep0f, 0x1.0080fcp0f, 0x1.0016c6p0f,
           0x1.0003ap0f, 0x1.00003ep0f, 0x1.000002p0f, 0x1p0f, 0x1p0f, 0, 0x1.5a58d6p-1f, 0x1.f6d294p-1f,
           0x1.24c31cp0f}},
         {{-0x1.b34be2p-6f, -0x1.2e2944p-3f, -0x1.b08a6ep-4f, -0x1.d0349p-5f, -0x1.344eaap-6f, -0x1.c35682p-9f,
           -0x1.47c31ep-11f, -0x1.a9452ap-14f, -0x1.cefc6ap-18f, -0x1.5c9fd8p-23f, 0, 0, 0x1p1f, 0x1.85a0f4p0f,
           0x1.d651eep-1f, 0x1.94b3ccp-2f}},
         {{-0x1.482c9cp-2f, 0x1.7912cap-8f, 0x1.c5b398p-5f, 0x1.405d74p-5f, 0x1.e941a8p-7f, 0x1.82a26ap-9f,
           0x1.231a16p-11f, 0x1.82ce9ap-14f, 0x1.adcd52p-18f, -0x1.a4b318p-22f, 0, 0, -0x1.2374cep-17f, -0x1.21380ap0f,
           -0x1.30ac7p0f, -0x1.b740b4p-1f}},
         {{0x1.840676p-2f, 0x1.75653cp-4f, -0x1.d59c1cp-10f, -0x1.c8a4c8p-7f, -0x1.e0560ap-8f, -0x1.acec3p-10f,
           -0x1.5349ep-12f, -0x1.cfa64p-15f, -0x1.05ef76p-18f, -0x1.a4d168p-24f, 0, 0, -0x1.5534e6p0f, -0x1.ee0de2p-2f,
           0x1.0b81bp-2f, 0x1.1405e6p-1f}},
         {{-0x1.75bdfcp-3f, -0x1.67be4cp-4f, -0x1.1f7e8ep-6f, 0x1.274d3p-11f, 0x1.2f5e8ap-9f, 0x1.55fd4cp-11f,
           0x1.23e58ep-13f, 0x1.9149cp-16f, 0x1.e2c99ep-20f, 0x1.6f7918p-20f, 0, 0, -0x1.2f16dap-7f, 0x1.c0c556p-1f,
           0x1.0ef6fcp-1f, 0x1.b2fd2ap-5f}},
         {{-0x1.622c8ap-7f, 0x1.6230f2p-5f, 0x1.dfb6aap-7f, 0x1.533ae4p-9f, -0x1.570fb4p-12f, -0x1.9b28bp-13f,
           -0x1.886ccep-15f, -0x1.25bp-17f, -0x1.8b180cp-21f, -0x1.1e42ap-26f, 0, 0, 0x1.c0aa58p-1f, -0x1.8e994ep-6f,
           -0x1.a78b88p-2f, -0x1.261p-2f}},
         {{0x1.128098p-4f, -0x1.2e415p-7f, -0x1.b940aep-8f, -0x1.d1421cp-10f, -0x1.67531ep-14f, 0x1.5e7c56p-15f,
           0x1.6053eap-17f, 0x1.0f3082p-18f, 0x1.bb44b4p-23f, -0x1.ac4464p-21f, 0, 0, -0x1.2a390ap-2f, -0x1.ce454ap-2f,
           -0x1.520fc2p-5f, 0x1.3498dap-3f}}}};
};

template <> struct lisht_slope_pieces<8> {
    using column = std::array<float, 8>;
    static constexpr float limit = 11;
    alignas(32) static constexpr column center{0x1.7c08p0f, 0x1.3d74p1f, 0x1.fa98p1f, 0x1.7d14p2f,
                                               0x1.1d94p3f, 0,           0,           0x1.7a1p-1f};
    alignas(32) static constexpr std::array<column, 9> c{
        {{{0x1.2d9dc8p0f, 0x1.0dfe9cp0f, 0x1.014a9ep0f, 0x1.0009ap0f, 0x1.00000ap0f, 0x1p0f, 0, 0x1.13406ep0f}},
         {{-0x1.02689ep-3f, -0x1.47837ep-4f, -0x1.1a8d46p-7f, -0x1.17c258p-12f, -0x1.2d1bd2p-20f, 0, 0x1p1f,
           0x1.4c5ec2p-1f}},
         {{-0x1.ae8372p-4f, 0x1.96f4ep-5f, 0x1.d493f2p-8f, 0x1.f6f922p-13f, 0x1.1b1cf4p-20f, 0, 0x1.1ae1b6p-21f,
           -0x1.0f0768p0f}},
         {{0x1.af37fcp-3f, -0x1.897808p-7f, -0x1.eef62cp-9f, -0x1.29b2d8p-13f, -0x1.64a572p-21f, 0, -0x1.55577cp0f,
           0x1.d0dcdap-2f}},
         {{-0x1.301a9p-3f, -0x1.534a64p-8f, 0x1.6bf8b8p-10f, 0x1.048476p-14f, 0x1.44d152p-22f, 0, 0x1.707d4p-11f,
           0x1.202b12p-2f}},
         {{0x1.831fd6p-5f, 0x1.bd8822p-8f, -0x1.75e9dep-12f, -0x1.633014p-16f, -0x1.b2d818p-24f, 0, 0x1.95de8p-1f,
           -0x1.953f84p-2f}},
         {{0x1.5a4ea4p-7f, -0x1.f8069ap-9f, 0x1.86819ep-15f, 0x1.7eba82p-18f, 0x1.20c9cp-25f, 0, 0x1.555666p-5f,
           0x1.8913aap-4f}},
         {{-0x1.6dbdb4p-6f, 0x1.7e8684p-10f, 0x1.0e7beap-16f, -0x1.756d02p-20f, -0x1.b3761ap-27f, 0, -0x1.2359bcp-1f,
           0x1.ee9042p-4f}},
         {{0x1.684288p-7f, -0x1.671ec6p-12f, -0x1.3be872p-17f, 0x1.5449bap-22f, 0x1.5022c8p-29f, 0, 0x1.03894p-2f,
           -0x1.816b5ep-4f}}}};
};

/// |x|, as far as the function of these pieces is not 1.
template <class Tables, class V> XACT_INLINE V piece_argument(V x) noexcept {
    return at_most(V(Tables::limit), abs(x));
}

/// Whether the first of equal pieces ends with the float `first`.
template <class Tables> constexpr bool ends_at_first() noexcept {
    const double last = Tables::first, next = std::bit_cast<float>(std::bit_cast<std::uint32_t>(Tables::first) + 1);
    return last * double(Tables::per_unit) < 0.5 && next * double(Tables::per_unit) > 0.5;
}

/// What the piece of t is chosen by: the sum's last bits are those of the nearest integer, or those of a piece of tanh.
template <class Tables, class V> XACT_INLINE V piece_of(V t) noexcept {
    if constexpr (requires { Tables::per_unit; })
        return fma(t, V(Tables::per_unit), V(0x1.8p23f));
    else
        return tanh_piece(t + V(1));
}

/// The function of these pieces at t, with what its last rounding took.
template <class Tables, class V> XACT_INLINE dw<V> piece_value(V t) noexcept {
    const V piece = piece_of<Tables>(t), x = t - simd::lookup(Tables::center, piece);
    const V linear = piece_polynomial<1>(x, Tables::c, piece);
    V constant = simd::lookup(Tables::c[0], piece);
    if constexpr (requires { Tables::first; }) {
        static_assert(ends_at_first<Tables>());
        constant = constant + at_most(V(Tables::first), t);
    }
    const V value = fma(linear, x, constant);
    return {value, fma(linear, x, constant - value)};
}

/// tanh(x)², to 2 ulp.
template <class V> XACT_INLINE V piece_tanh_squared(V x) noexcept {
    // Where it is no normal number, it is 0: without the products that would underflow. Beyond the limit both words are
    // taken from a piece that is 1 throughout.
    const V size = abs(x), a = select(size < V(0x1p-63f), V(0), size);
    return rounded_square(piece_value<accurate_tanh_pieces<V::size>>(select(a > V(piece_tanh_limit), V(11), a)));
}

} // namespace math
} // namespace v0
} // namespace xact
