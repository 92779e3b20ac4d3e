#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include <xact/core/gated.hpp>
#include <xact/core/stream.hpp>

#include "support/depth.hpp"
#include "support/gated_function.hpp"
#include "support/parameters.hpp"

/// Makes a test::gated_function of a functor.

namespace test {

template <class F, depth Depth> class erased_gated_base : public gated_function {
protected:
    explicit erased_gated_base(const F& functor) : gated_function(F::about, describe(functor), traits()), f(functor) {}

    /// use(tier), where a functor without a fast version has one tier only, but for `both`.
    template <bool Both = false, class Use> static auto in_tier(bool fast, const Use& use) {
        if constexpr (Both || xact::has_fast_version<F>)
            if (fast) return use(xact::fast);
        return use(xact::accurate);
    }

    const F f;

private:
    static gated_traits traits() {
        gated_traits t{.compiled = Depth,
                       .has_fast = xact::has_fast_version<F>,
                       .parameters = 0,
                       .tied_parameters = tied_parameters<F>(),
                       .stream_threshold = xact::stream_threshold};
        if constexpr (has_parameters<F>) t.parameters = parameter_count<F>;
        return t;
    }
};

/// The functor's members for numbers of type T.
template <class F, class T, class Base> class with_gated_numbers : public Base {
    using gradients = xact::gated_gradient<T>;
    using V = xact::vec<T>;
    using B = typename V::batch;

    static std::vector<T> lanes(B r) {
        std::vector<T> all(V::size);
        r.store_unaligned(all.data());
        return all;
    }

protected:
    using Base::Base, Base::f;

public:
    using Base::value, Base::gradient, Base::parameter_slopes, Base::in_register;

    T value(T a, T b, bool fast) const final {
        return Base::in_tier(fast, [&](auto tier) { return f(a, b, tier); });
    }
    gradients gradient(T a, T b, T dy, bool fast) const final {
        return Base::in_tier(fast, [&](auto tier) { return f.backward(a, b, dy, tier); });
    }
    std::vector<T> parameter_slopes([[maybe_unused]] T a, [[maybe_unused]] T b) const final {
        std::vector<T> slopes;
        if constexpr (has_parameters<F>) {
            const auto all = f.parameter_derivatives(a, b);
            for_each_parameter(all, [&](const T& p) { slopes.push_back(p); });
        }
        return slopes;
    }
    gated_register_results<T> in_register(const T* at_a, const T* at_b, const T* at_dy, bool fast) const final {
        const B a = B::load_unaligned(at_a), b = B::load_unaligned(at_b), dy = B::load_unaligned(at_dy);
        return Base::in_tier(fast, [&](auto tier) -> gated_register_results<T> {
            const auto by_vec = f.backward(V(a), V(b), V(dy), tier);
            const auto by_batch = f.backward(a, b, dy, tier);
            return {lanes(B(f(V(a), V(b), tier))), lanes(B(f(a, b, tier))), lanes(B(by_vec.da)),
                    lanes(B(by_batch.da)),         lanes(B(by_vec.db)),     lanes(B(by_batch.db))};
        });
    }
};

/// The entry points for arrays of them; if `Everything`, all in threads and in both tiers.
template <class F, class T, bool Everything, class Base> class with_gated_arrays : public Base {
    using in = std::span<const T>;
    using out = std::span<T>;

    /// Errors of calls with threads, and of backward_with_value, are tested at every depth.
    static constexpr bool has_errors = Everything || sizeof(T) == 4;

protected:
    using Base::Base, Base::f;

public:
    using Base::forward, Base::backward, Base::backward_with_value;

    void forward(in a, in b, out y, entry_call how) const final {
        Base::template in_tier<Everything>(how.fast, [&](auto tier) { forward_in(tier, a, b, y, how); });
    }
    void backward(in a, in b, in dy, out da, out db, entry_call how) const final {
        Base::template in_tier<Everything>(how.fast, [&](auto tier) { backward_in(tier, a, b, dy, da, db, how); });
    }
    void backward_with_value(in a, in b, in dy, out da, out db, out y, entry_call how) const final {
        if constexpr (Everything)
            Base::in_tier(how.fast, [&](auto tier) { with_value_in(tier, a, b, dy, da, db, y, how); });
        else if constexpr (has_errors)
            xact::backward_with_value(f, a, b, dy, da, db, y);
        else
            fail_depth();
    }

private:
    template <class A> void forward_in(A tier, in a, in b, out y, entry_call how) const {
        if (!how.threads)
            how.pointers ? xact::forward(f, a.data(), b.data(), y.data(), a.size(), tier)
                         : xact::forward(f, a, b, y, tier);
        else if constexpr (Everything)
            how.pointers ? xact::forward(xact::parallel, f, a.data(), b.data(), y.data(), a.size(), tier)
                         : xact::forward(xact::parallel, f, a, b, y, tier);
        else
            fail_depth();
    }
    template <class A> void backward_in(A tier, in a, in b, in dy, out da, out db, entry_call how) const {
        if (!how.threads)
            how.pointers ? xact::backward(f, a.data(), b.data(), dy.data(), da.data(), db.data(), a.size(), tier)
                         : xact::backward(f, a, b, dy, da, db, tier);
        else if constexpr (Everything)
            how.pointers
                ? xact::backward(xact::parallel, f, a.data(), b.data(), dy.data(), da.data(), db.data(), a.size(), tier)
                : xact::backward(xact::parallel, f, a, b, dy, da, db, tier);
        else if constexpr (has_errors)
            xact::backward(xact::parallel, f, a, b, dy, da, db);
        else
            fail_depth();
    }
    template <class A> void with_value_in(A tier, in a, in b, in dy, out da, out db, out y, entry_call how) const {
        if (how.threads)
            xact::backward_with_value(xact::parallel, f, a, b, dy, da, db, y, tier);
        else if (how.pointers)
            xact::backward_with_value(f, a.data(), b.data(), dy.data(), da.data(), db.data(), y.data(), a.size(), tier);
        else
            xact::backward_with_value(f, a, b, dy, da, db, y, tier);
    }
};

template <class F, class S, bool Compiled, class Base> class with_gated_sixteen_bits : public Base {
    using in = std::span<const S>;
    using out = std::span<S>;

protected:
    using Base::Base, Base::f;

public:
    using Base::forward, Base::backward;

    void forward([[maybe_unused]] in a, [[maybe_unused]] in b, [[maybe_unused]] out y) const final {
        if constexpr (Compiled)
            xact::forward(f, a, b, y);
        else
            fail_depth();
    }
    void backward([[maybe_unused]] in a, [[maybe_unused]] in b, [[maybe_unused]] in dy, [[maybe_unused]] out da,
                  [[maybe_unused]] out db) const final {
        if constexpr (Compiled)
            xact::backward(f, a, b, dy, da, db);
        else
            fail_depth();
    }
};

template <class F, depth Depth> struct erased_gated_as {
    static constexpr bool every_float = Depth >= depth::float_loops, every_type = Depth == depth::all_loops;
    using numbers = with_gated_numbers<F, float, with_gated_numbers<F, double, erased_gated_base<F, Depth>>>;
    using both = with_gated_arrays<F, float, every_float, with_gated_arrays<F, double, every_type, numbers>>;
    using half = with_gated_sixteen_bits<F, xact::float16, every_type, both>;
    using type = with_gated_sixteen_bits<F, xact::bfloat16, every_type, half>;
};

template <class F, depth Depth> class erased_gated final : public erased_gated_as<F, Depth>::type {
    using Base = typename erased_gated_as<F, Depth>::type;
    using Base::f;
    template <class R> using dual2 = dual<dual<R>>;

public:
    explicit erased_gated(const F& functor = {}) : Base(functor) {}

    wide definition(const wide& a, const wide& b) const override { return f.definition(a, b); }
    dual<long double> definition(const dual<long double>& a, const dual<long double>& b) const override {
        return f.definition(a, b);
    }
    dual<wide> definition(const dual<wide>& a, const dual<wide>& b) const override { return f.definition(a, b); }
    dual2<long double> definition(const dual2<long double>& a, const dual2<long double>& b) const override {
        return f.definition(a, b);
    }
    dual2<wide> definition(const dual2<wide>& a, const dual2<wide>& b) const override { return f.definition(a, b); }

    wide moved_definition([[maybe_unused]] std::size_t k, [[maybe_unused]] const wide& by, const wide& a,
                          [[maybe_unused]] const wide& b) const override {
        if constexpr (has_parameters<F>)
            return map_parameters<wide>(f, [&](double p, std::size_t i) { return i == k ? p + by : wide(p); })
                .definition(a, b);
        else
            return a;
    }
    dual<long double> definition_by_parameter(std::size_t k, long double a, long double b) const override {
        return by_parameter(k, dual<long double>(a), dual<long double>(b));
    }
    dual2<long double> definition_by_parameter(std::size_t k, const dual2<long double>& a,
                                               const dual2<long double>& b) const override {
        return by_parameter(k, a, b);
    }

    std::vector<std::unique_ptr<const gated_function>> parameter_variants() const override {
        std::vector<std::unique_ptr<const gated_function>> all;
        for (const F& variant : test::parameter_variants(f)) all.push_back(std::make_unique<erased_gated>(variant));
        return all;
    }

private:
    template <class D> D by_parameter([[maybe_unused]] std::size_t k, const D& a, [[maybe_unused]] const D& b) const {
        if constexpr (has_parameters<F>)
            return map_parameters<D>(f, [k](double p, std::size_t i) { return with_slope(p, i == k, D()); })
                .definition(a, b);
        else
            return a;
    }
    static dual<long double> with_slope(double p, bool moves, const dual<long double>&) {
        return {static_cast<long double>(p), static_cast<long double>(moves)};
    }
    static dual2<long double> with_slope(double p, bool moves, const dual2<long double>&) {
        return {dual<long double>(static_cast<long double>(p)), dual<long double>(static_cast<long double>(moves))};
    }
};

} // namespace test
