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
    const auto compute_at = [&](const S* in, const S* factor, S* result) {
        xact::simd::store(compute(of, xact::simd::load<V>(in), xact::simd::load<V>(factor), how), result);
    };
    std::size_t i = 0;
    for (; i + V::size <= x.size(); i += V::size) compute_at(&x[i], &dy[i], &out[i]);
    if (const std::size_t rest = x.size() - i; rest > 0) {
        std::array<S, V::size> in{}, factor{}, result{};
        std::copy_n(&x[i], rest, in.begin());
        std::copy_n(&dy[i], rest, factor.begin());
        compute_at(in.data(), factor.data(), result.data());
        std::copy_n(result.begin(), rest, &out[i]);
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
