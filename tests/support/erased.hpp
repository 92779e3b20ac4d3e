#pragma once

#include <limits>
#include <tuple>
#include <type_traits>
#include <utility>

#include <xact/core/forward.hpp>

#include "support/by_registers.hpp"
#include "support/depth.hpp"
#include "support/parameters.hpp"

/// Makes a test::function of a functor.

namespace test {

template <class F> class erased_base : public by_registers {
protected:
    explicit erased_base(const F& functor)
        : by_registers(F::about, describe(functor), values(functor), xact::has_second_derivative<F>,
                       xact::has_derivative_from_output<F>, xact::has_backward<F>, xact::stream_threshold),
          f(functor) {}

    const F f;

private:
    static std::vector<double> values(const F& functor) {
        std::vector<double> all;
        if constexpr (has_parameters<F>)
            for_each_parameter(functor, [&](const auto& p) { all.push_back(static_cast<double>(p)); });
        return all;
    }
};

/// The derivatives by the parameters, for numbers of type T.
template <class F, class T, class Base> class with_parameters : public Base {
protected:
    using Base::Base, Base::f;

public:
    using Base::parameter_slopes;

    std::vector<T> parameter_slopes(T x) const final {
        std::vector<T> slopes;
        if constexpr (has_parameters<F>) {
            const auto all = f.parameter_derivatives(x);
            for_each_parameter(all, [&](const T& p) { slopes.push_back(p); });
        }
        return slopes;
    }
};

/// use(tier), where a functor without a fast version has one tier only.
template <class F, class Use> auto in_tier(way how, const Use& use) {
    if constexpr (xact::has_fast_version<F>)
        if (how == way::fast) return use(xact::fast);
    return use(xact::accurate);
}

/// The arithmetic on registers of type V.
template <class F, class V, class Base> class with_registers : public Base {
protected:
    using Base::Base, Base::f, Base::compute;

    V compute(quantity of, V x, V dy, way how) const final {
        switch (of) {
            case quantity::second_slope:
                if constexpr (xact::has_second_derivative<F>) return f.second_derivative(x);
                break;
            case quantity::gradient_from_output:
                if constexpr (xact::has_derivative_from_output<F>) return dy * f.derivative_from_output(x);
                break;
            default:
                return in_tier<F>(how, [&](auto tier) {
                    if (of == quantity::value) return f(x, tier);
                    if constexpr (xact::has_backward<F>)
                        if (of == quantity::gradient) return xact::backward_of(f, x, dy, tier);
                    const V slope = f.derivative(x, tier);
                    return of == quantity::slope ? slope : V(dy * slope);
                });
        }
        return V(std::numeric_limits<typename V::scalar>::quiet_NaN());
    }
};

/// The functor's members called for numbers of type T.
template <class F, class T, class Base> class with_numbers : public Base {
    static constexpr T none = std::numeric_limits<T>::quiet_NaN();

protected:
    using Base::Base, Base::f;

public:
    using Base::value, Base::slope, Base::gradient, Base::second_slope, Base::slope_from_output;

    // The register, not the scalar, is what is instantiated: a scalar call fills one.
    T value(T x, way how) const final {
        return in_tier<F>(how, [&](auto tier) { return f(x, tier); });
    }
    T slope(T x, way how) const final {
        return in_tier<F>(how, [&](auto tier) { return f.derivative(x, tier); });
    }
    T gradient(T x, T dy, way how) const final {
        return in_tier<F>(how, [&](auto tier) { return xact::backward_of(f, x, dy, tier); });
    }
    T second_slope(T x) const final {
        if constexpr (xact::has_second_derivative<F>) return f.second_derivative(x);
        return none;
    }
    T slope_from_output(T y) const final {
        if constexpr (xact::has_derivative_from_output<F>) return f.derivative_from_output(y);
        return none;
    }
};

/// The entry points for arrays of them, and registers.
template <class F, class T, class Base> class with_arrays : public Base {
protected:
    using Base::Base, Base::f;

public:
    using Base::in_register, Base::forward, Base::backward, Base::backward_from_output;

    register_results<T> in_register(const T* x, way how) const final {
        return in_tier<F>(how, [&](auto tier) { return registers(x, tier); });
    }

    void forward(std::span<const T> x, std::span<T> y, way how) const final {
        switch (how) {
            case way::plain:
                return xact::forward(f, x, y);
            case way::fast:
                return xact::forward(f, x, y, xact::fast);
            case way::pointers:
                return xact::forward(f, x.data(), y.data(), x.size());
            case way::threads:
                return xact::forward(xact::parallel, f, x, y);
        }
    }
    void backward(std::span<const T> x, std::span<const T> dy, std::span<T> dx, way how) const final {
        switch (how) {
            case way::plain:
                return xact::backward(f, x, dy, dx);
            case way::fast:
                return xact::backward(f, x, dy, dx, xact::fast);
            case way::pointers:
                return xact::backward(f, x.data(), dy.data(), dx.data(), x.size());
            case way::threads:
                return xact::backward(xact::parallel, f, x, dy, dx);
        }
    }
    void backward_from_output(std::span<const T> y, std::span<const T> dy, std::span<T> dx) const final {
        if constexpr (xact::has_derivative_from_output<F>) xact::backward_from_output(f, y, dy, dx);
    }

private:
    template <class A> register_results<T> registers(const T* x, A tier) const {
        using V = xact::vec<T>;
        using B = typename V::batch;
        const B b = B::load_unaligned(x);
        const auto lanes = [](B r) {
            std::vector<T> all(V::size);
            r.store_unaligned(all.data());
            return all;
        };
        return {lanes(B(f(V(b), tier))), lanes(B(f(b, tier))), lanes(B(f.derivative(V(b), tier))),
                lanes(B(f.derivative(b, tier)))};
    }
};

template <class F, class S, class Base> class with_sixteen_bits : public Base {
protected:
    using Base::Base, Base::f;

public:
    using Base::backward, Base::forward;
    void forward(std::span<const S> x, std::span<S> y) const final { xact::forward(f, x, y); }
    void backward(std::span<const S> x, std::span<const S> dy, std::span<S> dx) const final {
        xact::backward(f, x, dy, dx);
    }
};

template <class F, depth> struct erased_as;
template <class F> struct erased_as<F, depth::numbers> {
    using parameters = with_parameters<F, float, with_parameters<F, double, erased_base<F>>>;
    using type = with_registers<F, xact::vec<float>, with_registers<F, xact::vec<double>, parameters>>;
};
template <class F> struct erased_as<F, depth::float_loops> {
    using type = with_arrays<F, float, with_numbers<F, float, typename erased_as<F, depth::numbers>::type>>;
};
template <class F> struct erased_as<F, depth::all_loops> {
    using half = with_sixteen_bits<F, xact::float16, typename erased_as<F, depth::float_loops>::type>;
    using both = with_sixteen_bits<F, xact::bfloat16, half>;
    using type = with_arrays<F, double, with_numbers<F, double, both>>;
};

template <class F, depth Depth> class erased final : public erased_as<F, Depth>::type {
    using Base = typename erased_as<F, Depth>::type;
    using Base::f;

public:
    explicit erased(const F& functor = {}) : Base(functor) {}

    double fast_scale([[maybe_unused]] double x) const override {
        if constexpr (requires { f.fast_scale(x); }) return f.fast_scale(x);
        return 0;
    }
    double fast_slope_scale([[maybe_unused]] double x) const override {
        if constexpr (requires { f.fast_slope_scale(x); }) return f.fast_slope_scale(x);
        return 0;
    }

    wide definition(const wide& x) const override { return f.definition(x); }
    dual<double> definition(const dual<double>& x) const override { return f.definition(x); }
    dual<long double> definition(const dual<long double>& x) const override { return f.definition(x); }
    dual<wide> definition(const dual<wide>& x) const override { return f.definition(x); }
    dual<dual<double>> definition(const dual<dual<double>>& x) const override { return f.definition(x); }
    dual<dual<long double>> definition(const dual<dual<long double>>& x) const override { return f.definition(x); }
    dual<dual<wide>> definition(const dual<dual<wide>>& x) const override { return f.definition(x); }

    dual<double> definition_by_parameter(std::size_t k, double x) const override { return by_parameter(k, x); }
    dual<wide> definition_by_parameter(std::size_t k, const wide& x) const override { return by_parameter(k, x); }
    wide moved_definition(std::size_t k, const wide& by, const wide& x) const override {
        if constexpr (has_parameters<F>)
            return map_parameters<wide>(f, [&](double p, std::size_t i) { return i == k ? p + by : wide(p); })
                .definition(x);
        else
            return x;
    }

    std::vector<std::unique_ptr<const function>> parameter_variants() const override {
        std::vector<std::unique_ptr<const function>> all;
        for (const F& variant : test::parameter_variants(f)) all.push_back(std::make_unique<erased>(variant));
        return all;
    }
    std::unique_ptr<const function> moved_by([[maybe_unused]] std::span<const double> step) const override {
        F moved = f;
        if constexpr (has_parameters<F>) {
            std::size_t k = 0;
            for_each_parameter(moved, [&](auto& p) { p += step[k++]; });
        }
        return std::make_unique<erased>(moved);
    }
    std::size_t tied_parameters() const override { return test::tied_parameters<F>(); }

private:
    /// With the k-th parameter as the variable of differentiation.
    template <class R> dual<R> by_parameter(std::size_t k, const R& x) const {
        if constexpr (has_parameters<F>)
            return map_parameters<dual<R>>(f, [k](double p, std::size_t i) { return dual<R>(R(p), R(i == k ? 1 : 0)); })
                .definition(dual<R>(x));
        else
            return dual<R>(x);
    }
};

/// For what the derivatives of one more example are tested with.
template <class F> auto erased_numbers(const F& f) { return erased<F, depth::numbers>(f); }

} // namespace test
