#include "support/by_registers.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include <xact/simd/memory.hpp>

namespace test {

template <class S>
void register_function::compute_each(quantity of, std::span<const S> x, std::span<const S> dy, std::span<S> out,
                                     way how) const {
    using V = xact::vec<xact::compute_type<S>>;
    std::array<S, V::size> in{}, factor{}, result{};
    for (std::size_t i = 0; i < x.size(); i += V::size) {
        const std::size_t n = std::min(V::size, x.size() - i);
        std::copy_n(&x[i], n, in.begin());
        std::copy_n(&dy[i], n, factor.begin());
        const V computed = compute(of, xact::simd::load<V>(in.data()), xact::simd::load<V>(factor.data()), how);
        xact::simd::store(computed, result.data());
        std::copy_n(result.begin(), n, &out[i]);
    }
}

template void register_function::compute_each(quantity, std::span<const float>, std::span<const float>,
                                              std::span<float>, way) const;
template void register_function::compute_each(quantity, std::span<const double>, std::span<const double>,
                                              std::span<double>, way) const;
template void register_function::compute_each(quantity, std::span<const xact::float16>, std::span<const xact::float16>,
                                              std::span<xact::float16>, way) const;
template void register_function::compute_each(quantity, std::span<const xact::bfloat16>,
                                              std::span<const xact::bfloat16>, std::span<xact::bfloat16>, way) const;

} // namespace test
