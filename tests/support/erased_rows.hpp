#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <stdexcept>
#include <vector>

#include <xact/core/along_axis.hpp>
#include <xact/core/rowwise.hpp>
#include <xact/core/stream.hpp>

#include "support/depth.hpp"
#include "support/parameters.hpp"
#include "support/row_function.hpp"

/// Makes a test::row_function of a functor.

namespace test {

template <class F>
concept leaves_nan_local = requires {
    requires F::nan_stays_local;
};
/// Its parameters do not learn.
template <class F>
concept has_given_parameters = requires {
    requires !F::learns;
};

template <class F, depth Depth> class erased_rows_base : public row_function {
protected:
    explicit erased_rows_base(const F& functor) : row_function(F::about, describe(functor), traits()), f(functor) {}

    const F f;

private:
    static row_traits traits() {
        return {.compiled = Depth,
                .backward_from_input = xact::has_backward_from_input<F>,
                .has_parameter_gradient = xact::has_row_parameter_gradient<F>,
                .has_row_check = xact::has_row_check<F>,
                .has_fast = xact::has_fast_version<F>,
                .nan_stays_local = leaves_nan_local<F>,
                .learns = has_parameters<F> && !has_given_parameters<F>,
                .tied_parameters = tied_parameters<F>(),
                .stream_threshold = xact::stream_threshold};
    }
};

/// The entry points for rows of T: one after the other, and if `Everything`, in threads and in both tiers.
template <class F, class T, bool Everything, class Base> class with_rows : public Base {
    using in = std::span<const T>;
    using out = std::span<T>;

    /// Errors of calls with threads are tested at every depth.
    template <class A>
    static constexpr bool has_threads_forward = Everything || (sizeof(T) == 4 && !xact::fast_tier<A>);

protected:
    using Base::Base, Base::f;

public:
    using Base::forward, Base::backward, Base::parameter_gradient;

    void forward(in x, out y, std::size_t n, entry_call how) const final {
        in_tier(how, [&](auto tier) { forward_in(tier, x, y, n, how); });
    }
    void backward(in from, in dy, out dx, std::size_t n, entry_call how) const final {
        in_tier(how, [&](auto tier) { backward_in(tier, from, dy, dx, n, how); });
    }
    std::vector<double> parameter_gradient([[maybe_unused]] in x, [[maybe_unused]] in dy,
                                           [[maybe_unused]] std::size_t n,
                                           [[maybe_unused]] entry_call how) const final {
        std::vector<double> all;
        if constexpr (xact::has_row_parameter_gradient<F>) {
            const auto take = [&](const F& sums) {
                for_each_parameter(sums, [&](const auto& p) { all.push_back(static_cast<double>(p)); });
            };
            if (!how.threads)
                take(xact::parameter_gradient(f, x, dy, n));
            else if constexpr (Everything)
                take(xact::parameter_gradient(xact::parallel, f, x, dy, n));
            else
                fail_depth();
        }
        return all;
    }

private:
    template <class Use> static void in_tier(entry_call how, const Use& use) {
        if (!how.fast)
            use(xact::accurate);
        else if constexpr (Everything || xact::has_fast_version<F>)
            use(xact::fast);
        else
            fail_depth();
    }
    template <class A> void forward_in(A tier, in x, out y, std::size_t n, entry_call how) const {
        if (!how.threads)
            how.pointers ? xact::forward(f, x.data(), y.data(), x.size(), n, tier) : xact::forward(f, x, y, n, tier);
        else if constexpr (has_threads_forward<A>)
            how.pointers ? xact::forward(xact::parallel, f, x.data(), y.data(), x.size(), n, tier)
                         : xact::forward(xact::parallel, f, x, y, n, tier);
        else
            fail_depth();
    }
    template <class A> void backward_in(A tier, in from, in dy, out dx, std::size_t n, entry_call how) const {
        if (!how.threads)
            how.pointers ? xact::backward(f, from.data(), dy.data(), dx.data(), from.size(), n, tier)
                         : xact::backward(f, from, dy, dx, n, tier);
        else if constexpr (Everything)
            how.pointers ? xact::backward(xact::parallel, f, from.data(), dy.data(), dx.data(), from.size(), n, tier)
                         : xact::backward(xact::parallel, f, from, dy, dx, n, tier);
        else
            fail_depth();
    }
};

template <class F, class S, bool Compiled, class Base> class with_sixteen_bit_rows : public Base {
    template <class X, class Y> void call_forward(std::span<const X> x, std::span<Y> y, std::size_t n) const {
        if constexpr (Compiled)
            xact::forward(f, x, y, n);
        else
            fail_depth();
    }

protected:
    using Base::Base, Base::f;

public:
    using Base::forward, Base::backward;

    void forward(std::span<const S> x, std::span<S> y, std::size_t n) const final { call_forward(x, y, n); }
    void forward(std::span<const S> x, std::span<float> y, std::size_t n) const final { call_forward(x, y, n); }
    void backward(std::span<const S> from, std::span<const float> dy, std::span<S> dx, std::size_t n) const final {
        if constexpr (Compiled)
            xact::backward(f, from, dy, dx, n);
        else
            fail_depth();
    }
};

/// The definition in R and in dual numbers of it.
template <class F, class R, class Base> class with_definitions : public Base {
    using row = std::vector<R>;
    using dual_row = std::vector<dual<R>>;

    template <class N, class G> static std::vector<N> define(const G& g, const std::vector<N>& x) {
        std::vector<N> y(xact::detail::output_length(g, x.size()), N(0));
        g.definition(std::span<const N>(x), std::span<N>(y));
        return y;
    }

protected:
    using Base::Base, Base::f;

public:
    using Base::definition, Base::definition_by_parameter, Base::error_scales, Base::gradient_scales;

    row definition(const row& x) const final { return define(f, x); }
    dual_row definition(const dual_row& x) const final { return define(f, x); }
    dual_row definition_by_parameter([[maybe_unused]] std::size_t k, const row& x) const final {
        const dual_row constants(x.begin(), x.end());
        if constexpr (xact::has_row_parameter_gradient<F>)
            return define(
                map_parameters<dual<R>>(f, [k](double p, std::size_t i) { return dual<R>(R(p), R(i == k ? 1 : 0)); }),
                constants);
        return constants;
    }
    row error_scales(const row& x) const final {
        row scales(xact::detail::output_length(f, x.size()), R(0));
        if constexpr (requires { f.error_scales(std::span<const R>(x), std::span<R>(scales)); })
            f.error_scales(std::span<const R>(x), std::span<R>(scales));
        return scales;
    }
    row gradient_scales(const row& x, [[maybe_unused]] const row& dy) const final {
        row scales(x.size(), R(0));
        if constexpr (requires {
                          f.gradient_scales(std::span<const R>(x), std::span<const R>(dy), std::span<R>(scales));
                      })
            f.gradient_scales(std::span<const R>(x), std::span<const R>(dy), std::span<R>(scales));
        return scales;
    }
};

template <class F, depth Depth> struct erased_rows_as {
    static constexpr bool every_float = Depth >= depth::float_loops, every_type = Depth == depth::all_loops;
    using definitions = with_definitions<F, long double, with_definitions<F, wide, erased_rows_base<F, Depth>>>;
    using both = with_rows<F, float, every_float, with_rows<F, double, every_type, definitions>>;
    using half = with_sixteen_bit_rows<F, xact::float16, every_type, both>;
    using type = with_sixteen_bit_rows<F, xact::bfloat16, every_type, half>;
};

template <class F, depth Depth> class erased_rows final : public erased_rows_as<F, Depth>::type {
    using Base = typename erased_rows_as<F, Depth>::type;
    using Base::f;

public:
    using Base::forward;

    explicit erased_rows(const F& functor = {}) : Base(functor) {}

    void forward([[maybe_unused]] std::span<const double> x, [[maybe_unused]] std::span<float> y,
                 [[maybe_unused]] std::size_t n) const override {
        if constexpr (Depth == depth::all_loops)
            return xact::forward(f, x, y, n);
        else
            fail_depth();
    }
    void forward_columns([[maybe_unused]] std::span<const float> x, [[maybe_unused]] std::span<float> y,
                         [[maybe_unused]] std::size_t n, [[maybe_unused]] std::size_t inner) const override {
        if constexpr (xact::has_fast_version<F> && Depth >= depth::float_loops)
            xact::forward(xact::along_axis(f, inner), x, y, n, xact::fast);
        else
            fail_depth();
    }

    std::vector<double> fast_gradient_scales([[maybe_unused]] const std::vector<double>& from,
                                             [[maybe_unused]] const std::vector<double>& dy) const override {
        std::vector<double> scales(from.size());
        if constexpr (xact::has_fast_version<F>)
            f.fast_gradient_scales(std::span<const double>(from), std::span<const double>(dy), std::span(scales));
        return scales;
    }

    bool takes_row([[maybe_unused]] std::size_t n) const override {
        if constexpr (xact::has_row_check<F>) {
            try {
                f.check_row(n);
            } catch (const std::invalid_argument&) { return false; }
        }
        return true;
    }
    std::size_t output_length(std::size_t n) const override { return xact::detail::output_length(f, n); }

    std::vector<std::unique_ptr<const row_function>> parameter_variants() const override {
        std::vector<std::unique_ptr<const row_function>> all;
        for (const F& variant : test::parameter_variants(f)) all.push_back(std::make_unique<erased_rows>(variant));
        return all;
    }
};

} // namespace test
