#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

#include <xact/core/error.hpp>
#include <xact/core/reduce.hpp>
#include <xact/core/register_row.hpp>
#include <xact/math/real.hpp>

/// Sums over a row in double registers, whatever the row holds, and what follows of them in twice the precision of
/// double: means, deviations. A float's square or sixth power neither overflows nor vanishes in double; rows of double
/// are multiplied by a power of two where theirs might.

namespace xact {
inline namespace v0 {
namespace detail {

template <class W> struct total_state { lane_sums<W> sum, exact; };

template <class W> XACT_INLINE void add_term(lane_sums<W>& sum, W t) noexcept { sum.add(t); }
template <class W> XACT_INLINE void add_term(lane_sums<W>& sum, math::dw<W> t) noexcept {
    sum.add(t.hi);
    sum.lo = sum.lo + t.lo;
}

template <class W> W no_term(W) noexcept { return W(0); }
template <class W> math::dw<W> no_term(math::dw<W>) noexcept { return {W(0), W(0)}; }

/// Rows up to this length are computed in one function (loop::callers); longer ones are beyond the nearest caches, and
/// may be stored past them.
inline constexpr std::size_t row_in_one_function = std::size_t{1} << 16;

/// Sums of floats in double need no low words.
template <class W> struct plain_sums {
    W hi{0};

    XACT_INLINE void add(W x) noexcept { hi = hi + x; }
};
template <class W> struct plain_state { plain_sums<W> sum; };

/// Σ term(in...) over a row in double, in the lanes of one register.
template <class W, class Term, class... In>
XACT_INLINE W plain_lanes(std::size_t n, const Term& term, inputs<In...> in) {
    constexpr std::size_t block = row_block<W>;
    row_state<W, plain_state<W>> state{};
    const std::size_t whole = n / block * block, left = n - whole;
    row_pass_here<W>([&term](plain_state<W>&, auto... v) XACT_INLINE_LAMBDA { return term(v...); }, state, whole,
                     typename W::scalar(0), outputs<>(), in);
    const auto add_last = [&](const In*... x) XACT_INLINE_LAMBDA {
        // No number makes every term 0: those of what fills the last registers are taken out.
        std::array<typename W::scalar, W::size> numbers;
        for (std::size_t i = 0; i < W::size; ++i) numbers[i] = static_cast<typename W::scalar>(i);
        for (std::size_t r = 0; r < row_registers<W> && r * W::size < left; ++r) {
            const std::size_t begin = r * W::size;
            const auto is_left = simd::load<W>(numbers.data()) < W(double(left - begin));
            const W t = term(load_first<W>(x + whole + begin, left - begin, 0)...);
            state[r].sum.add(select(is_left, t, W(0)));
        }
    };
    if (left > 0) with_pointers(add_last, in.at);
    std::array<W, row_registers<W>> sums;
    for (std::size_t r = 0; r < sums.size(); ++r) sums[r] = state[r].sum.hi;
    return fold(sums, [](auto a, auto b) { return a + b; });
}
template <class W, class Term, class... In>
XACT_INLINE double plain_sum(std::size_t n, const Term& term, inputs<In...> in) {
    return fold_lanes(std::array{plain_lanes<W>(n, term, in)}, [](auto a, auto b) { return a + b; });
}
template <class W, class Term, class... In>
XACT_LOOP double plain_sum_apart(const Term& shared, std::size_t n, inputs<In...> in) {
    const Term term = shared;
    return plain_sum<W>(n, term, in);
}

/// Σ term(in...) over a row; Exactly: no partial sum of the terms, which may have two words, is rounded.
template <class W, bool Exactly, class Term, class... In>
math::real sum_terms(std::size_t n, const Term& term, inputs<In...> in) {
    static constexpr std::size_t block = row_block<W>;
    const auto add = [term](total_state<W>& s, auto... v) {
        if constexpr (Exactly) {
            add_term(s.exact, term(v...));
            return W(0);
        } else {
            return term(v...);
        }
    };
    row_state<W, total_state<W>> state{};
    const std::size_t whole = n / block * block;
    row_pass<W>(add, state, whole, typename W::scalar(0), outputs<>(), in);
    if (whole < n) {
        // No number makes every term 0: those of what fills the last block are taken out.
        const std::size_t left = n - whole;
        const auto last_block = [&](const In*... x) {
            const auto padded = [left](const auto* p) {
                std::array<std::remove_cvref_t<decltype(*p)>, block> copy{};
                std::copy_n(p, left, copy.begin());
                return copy;
            };
            const auto compute = [&](const std::array<In, block>&... copy) {
                for (std::size_t r = 0; r < row_registers<W>; ++r) {
                    std::array<typename W::scalar, W::size> is_left{};
                    for (std::size_t i = 0; i < W::size && r * W::size + i < left; ++i) is_left[i] = 1;
                    const auto is_padding = simd::load<W>(is_left.data()) == W(0);
                    const auto t = term(simd::load<W>(copy.data() + r * W::size)...);
                    add_term(Exactly ? state[r].exact : state[r].sum, select(is_padding, no_term(t), t));
                }
            };
            compute(padded(x)...);
        };
        std::apply(last_block, advance(in, whole).at);
    }
    if constexpr (!Exactly && sizeof(typename W::scalar) == 8) {
        // One word will do. An infinity has no low one.
        std::array<double, block> lanes;
        for (std::size_t r = 0; r < row_registers<W>; ++r) {
            const lane_sums<W>& sum = state[r].sum;
            simd::store(select(sum.lo == sum.lo, sum.hi + sum.lo, sum.hi), lanes.data() + r * W::size);
        }
        return {fold(lanes, [](double a, double b) { return a + b; })};
    }
    const math::dw<W> t = total<W>(state, Exactly ? &total_state<W>::exact : &total_state<W>::sum);
    using T = typename W::scalar;
    return {double(static_cast<T>(t.hi)), double(static_cast<T>(t.lo))};
}

/// Σ term(in...) over a row, the terms being computed in double from each element of the inputs. For float the error is
/// 2^-53 of the sum of magnitudes for each 32 elements, for double 2^-100.
template <class V, loop Loop = loop::own, class Term, class... In>
XACT_INLINE math::real row_total(std::size_t n, const Term& term, inputs<In...> in) {
    using W = double_lanes<V>;
    if constexpr (sizeof(typename V::scalar) == 8)
        return sum_terms<W, true>(n, term, in);
    else
        return {Loop == loop::callers ? plain_sum<W>(n, term, in) : plain_sum_apart<W>(term, n, in)};
}

/// The same, of terms that are computed and rounded in V: for gradients whose errors count by the sum of magnitudes.
template <class V, class Term, class... In>
math::real rounded_total(std::size_t n, const Term& term, inputs<In...> in) {
    return sum_terms<V, false>(n, term, in);
}

/// The same, of terms in double_lanes<V>, of which those of floats need no low words.
template <class V, class Term, class... In> double gradient_terms(std::size_t n, const Term& term, inputs<In...> in) {
    if constexpr (sizeof(typename V::scalar) == 4)
        return row_total<V>(n, term, in).hi;
    else
        return rounded_total<V>(n, term, in).hi;
}

/// Calls compute(loop): of floats with loop::callers in one function, unless the row is long, else with loop::own
/// (measured: rms_norm of 512 to 4096 takes 0.6 of the time).
template <class Compute> XACT_LOOP void in_one_function(const Compute& compute) {
    compute(std::integral_constant<loop, loop::callers>{});
}
template <class Compute> XACT_APART void in_own_loops(const Compute& compute) {
    compute(std::integral_constant<loop, loop::own>{});
}
template <class V, class Compute> XACT_INLINE void by_length(std::size_t n, const Compute& compute) {
    if constexpr (sizeof(typename V::scalar) == 4)
        if (n <= row_in_one_function) return in_one_function(compute);
    in_own_loops(compute);
}

/// out[i] = body(in[i]...) for the elements of a row.
template <class V, loop Loop, class Body, class... Out, class... In>
XACT_INLINE void row_transform(const Body& body, std::size_t n, outputs<Out...> out, inputs<In...> in) {
    if constexpr (Loop == loop::callers)
        transform_here<V>(body, n, out, in);
    else
        transform<V>(body, n, out, in);
}

/// The largest |x| of a row; NaN may be passed over.
template <class V, class X> XACT_LOOP typename V::scalar row_magnitude(const X* x, std::size_t n) {
    using T = typename V::scalar;
    constexpr std::size_t ways = 4;
    V m[ways];
    for (V& lane : m) lane = V(0);
    std::size_t i = 0;
    for (; i + ways * V::size <= n; i += ways * V::size)
        for (std::size_t k = 0; k < ways; ++k) m[k] = at_least(m[k], math::abs(simd::load<V>(x + i + k * V::size)));
    for (; i + V::size <= n; i += V::size) m[0] = at_least(m[0], math::abs(simd::load<V>(x + i)));
    if (i < n) m[1] = at_least(m[1], math::abs(load_first<V>(x + i, n - i, 0)));
    std::array<T, V::size> lanes;
    simd::store(at_least(at_least(m[0], m[1]), at_least(m[2], m[3])), lanes.data());
    return fold(lanes, [](T a, T b) { return a > b ? a : b; });
}

/// A power of two for a row of double whose squares might overflow, or, where nothing of that size is added to them,
/// vanish.
template <class V, class X> double power_for_squares(const X* x, std::size_t n, double added) {
    if constexpr (sizeof(typename V::scalar) == 4) return 1;
    const double m = static_cast<double>(row_magnitude<V>(x, n));
    return m > 0x1p500 && std::isfinite(m) ? 0x1p-540 : m < 0x1p-500 && added < 0x1p-900 ? 0x1p600 : 1;
}

/// A power of two for a row of gradients, so that its sums and products do not overflow; those of floats are computed
/// in double.
template <class V, class DY> double power_for_gradients(const DY* dy, std::size_t n) {
    if constexpr (sizeof(typename V::scalar) == 4) return 1;
    const double m = static_cast<double>(row_magnitude<V>(dy, n));
    return m > 0x1p900 && std::isfinite(m) ? 0x1p-124 : 1;
}

/// body(in...), computed in double.
template <class V, class Body, class... In> XACT_INLINE V in_double(const Body& body, In... in) noexcept {
    if constexpr (sizeof(typename V::scalar) == 8) {
        return body(in...);
    } else {
        const auto both = [&](auto... w) XACT_INLINE_LAMBDA {
            return narrow(wide<typename V::arch>{body(w.low...), body(w.high...)});
        };
        return both(widen(in)...);
    }
}

inline void validate_not_negative(std::string_view function, const char* parameter, double value) {
    if (!(value >= 0) || !std::isfinite(value)) fail_parameter(function, parameter, value, "0 or more, and finite");
}
inline void validate_epsilon(std::string_view function, double epsilon) {
    validate_not_negative(function, "eps", epsilon);
}

/// One number of a row in all lanes. An infinity has no low word.
template <class V> XACT_INLINE math::dw<V> broadcast(math::real a) noexcept {
    const math::dw<V> all = math::as<V>(a);
    return {all.hi, select(all.lo == all.lo, all.lo, V(0))};
}

/// What the elements of a row are moved and divided by: y = (x - centre)/size. All may have been multiplied by a power
/// of two, those of double; those of float have one word.
struct row_scale {
    double unit = 1;
    math::real centre{0}, size{1};
};

// For float, double's own arithmetic is enough for these.
template <class V> math::real quotient_of(math::real a, double b) noexcept {
    return sizeof(typename V::scalar) == 4 ? math::real{a.hi / b} : a / b;
}
/// √(a/n + added).
template <class V> math::real root_of_mean(math::real a, double n, double added) noexcept {
    if constexpr (sizeof(typename V::scalar) == 4)
        return {std::sqrt(a.hi / n + added)};
    else
        return math::sqrt(a / n + math::real{added});
}

/// The mean of a row whose elements are multiplied by `unit`.
template <class V, loop Loop = loop::own, class X>
XACT_INLINE row_scale mean_with(double unit, const X* x, std::size_t n) {
    using W = double_lanes<V>;
    row_scale s{unit};
    const auto term = [p = W(unit)](W v) XACT_INLINE_LAMBDA { return v * p; };
    s.centre = quotient_of<V>(row_total<V, Loop>(n, term, inputs<X>(x)), double(n));
    return s;
}
/// The mean of a row, and what it is to be multiplied by so that squares of its elements can be added.
template <class V, loop Loop = loop::own, class X>
XACT_INLINE row_scale mean_of(const X* x, std::size_t n, double added = 0) {
    return mean_with<V, Loop>(power_for_squares<V>(x, n, added), x, n);
}

/// Σ (x - centre)² of a row.
template <class V, loop Loop = loop::own, class X>
XACT_INLINE math::real squares_of(const row_scale& s, const X* x, std::size_t n) {
    using W = double_lanes<V>;
    const auto square = [p = W(s.unit), centre = broadcast<W>(s.centre)](W v) XACT_INLINE_LAMBDA {
        if constexpr (sizeof(typename V::scalar) == 8) {
            const math::dw<W> d = v * p - centre;
            return select(d.lo == d.lo, d * d, math::dw<W>{d.hi * d.hi, W(0)});
        } else {
            const W d = (v * p - centre.hi) - centre.lo;
            return d * d;
        }
    };
    return row_total<V, Loop>(n, square, inputs<X>(x));
}

/// √(mean square + ε).
template <class V, loop Loop = loop::own, class X>
XACT_INLINE row_scale root_mean_square(const X* x, std::size_t n, double epsilon) {
    row_scale s{power_for_squares<V>(x, n, epsilon)};
    s.size = root_of_mean<V>(squares_of<V, Loop>(s, x, n), double(n), epsilon * s.unit * s.unit);
    return s;
}

/// The mean and √(variance + ε) of a row whose elements are multiplied by `unit`; the variance is the sum of squares
/// over n - less.
template <class V, loop Loop = loop::own, class X>
XACT_INLINE row_scale standard_deviation_with(double unit, const X* x, std::size_t n, double epsilon, double less = 0) {
    row_scale s = mean_with<V, Loop>(unit, x, n);
    const math::real squares = squares_of<V, Loop>(s, x, n);
    // Of equal numbers ε is left, which times the square of a power of two may be too small.
    s.size = unit < 1 && squares.hi == 0 ? math::times_power(root_of_mean<V>({0}, 1, epsilon), unit)
                                         : root_of_mean<V>(squares, double(n) - less, epsilon * unit * unit);
    return s;
}
template <class V, loop Loop = loop::own, class X>
XACT_INLINE row_scale standard_deviation(const X* x, std::size_t n, double epsilon, double less = 0) {
    return standard_deviation_with<V, Loop>(power_for_squares<V>(x, n, epsilon), x, n, epsilon, less);
}

/// The size √(variance + q mean² + ε), which for q = 1 is the root of the mean square, from that without the mean.
/// `share` is (n - less)/n. The centre becomes that of the size's gradient, (x - centre)/((n - less) size).
template <class V> row_scale with_mean(row_scale s, double q, double share = 1) noexcept {
    if (q == 0) return s;
    if constexpr (sizeof(typename V::scalar) == 4)
        s.size = {std::sqrt(s.size.hi * s.size.hi + q * s.centre.hi * s.centre.hi)};
    else
        s.size = math::sqrt(s.size * s.size + math::real{q} * (s.centre * s.centre));
    s.centre = s.centre * (math::real{1} + -(math::real{q} * math::real{share}));
    return s;
}

/// That a row has a variance of a sample.
inline void check_sample(std::string_view function, std::size_t n) {
    if (n < 2) fail_row_length(function, n, "at least 2 for an unbiased variance");
}

/// The Euclidean norm, at least `least`.
template <class V, loop Loop = loop::own, class X>
XACT_INLINE row_scale euclidean_norm(const X* x, std::size_t n, double least) {
    row_scale s{power_for_squares<V>(x, n, least)};
    s.size = root_of_mean<V>(squares_of<V, Loop>(s, x, n), 1, 0);
    if (s.size.hi < least * s.unit) s.size = {least * s.unit};
    return s;
}

/// (x - centre)/size in registers. An element without centre is multiplied at once, and its power is
/// made good last, so that the small elements of a row do not vanish before their quotient does.
template <class V, bool Centred> class row_quotient {
    using T = typename V::scalar;
    using W = double_lanes<V>;

public:
    XACT_INLINE explicit row_quotient(row_scale s) : unit_(s.unit) {
        // Where nothing is left of the elements there is nothing to divide.
        const double least = sizeof(T) == 4 ? 0x1p-180 : s.unit < 1 ? 0x1p-1000 : 0x1p-500;
        if (s.size.hi < least) s.size = {least};
        wide_centre_ = W(s.centre.hi);
        if constexpr (sizeof(T) == 4) {
            const double size = std::max(s.size.hi, std::abs(s.centre.hi));
            unit_ = size > 0x1p60 && std::isfinite(size) ? 0x1p-64 : s.size.hi < 0x1p-60 ? 0x1p64 : 1;
            s = {unit_, math::times_power(s.centre, unit_), math::times_power(s.size, unit_)};
        }
        // No float holds the low word of a tiny centre.
        const double distance = std::abs(s.centre.hi);
        const bool is_low = sizeof(T) == 4 && Centred && s.size.hi < 0x1p20 && distance > 0 && distance < 0x1p-80;
        const double before = unit_ > 1 ? unit_ : unit_ < 1 ? (Centred ? 0.5 : 1) : is_low ? 0x1p64 : 1;
        const math::real inverse = sizeof(T) == 4 ? math::real{1 / s.size.hi} : math::inverse_of(s.size);
        before_ = V(before), after_ = V(unit_ / before), exponent_ = V(exponent_of(unit_));
        // Equal numbers leave nothing to divide, but not by a size that no float holds.
        inverse_ = broadcast<V>(sizeof(T) == 4 ? math::real{std::min(inverse.hi, 0x1p120)} : inverse);
        centre_ = broadcast<V>(math::times_power(s.centre, before / unit_));
        inverse_size_ = unit_ * inverse.hi, wide_inverse_ = W(inverse_size_);
    }

    /// The same of floats from 1/size, where row_scales::are_ordinary().
    XACT_INLINE row_quotient(const row_scale& s, double inverse)
        : unit_(1),
          inverse_size_(inverse),
          before_(1),
          after_(1),
          exponent_(0),
          centre_(broadcast<V>(s.centre)),
          inverse_(broadcast<V>(math::real{inverse})),
          wide_centre_(s.centre.hi),
          wide_inverse_(inverse) {}

    XACT_INLINE V operator()(V x) const noexcept {
        if constexpr (Centred)
            return math::round(moved(x) * inverse_) * after_;
        else
            return math::round_product(x * before_, inverse_) * after_;
    }
    /// In two words.
    XACT_INLINE math::dw<V> exact(V x) const noexcept {
        if constexpr (Centred)
            return math::times_power(moved(x) * inverse_, after_);
        else
            return math::times_power((x * before_) * inverse_, after_);
    }
    /// For sums: in double for float, in two words for double.
    XACT_INLINE auto term(W x) const noexcept {
        if constexpr (sizeof(T) == 8)
            return exact(x);
        else
            return (Centred ? x - wide_centre_ : x) * wide_inverse_;
    }

    /// d/(size·unit()), in two words.
    XACT_INLINE math::dw<V> divide(math::dw<V> d) const noexcept { return d * inverse_; }

    /// d/size, unevaluated.
    XACT_INLINE math::scaled<V> divide(math::scaled<V> d) const noexcept {
        return {divide(d.significand), d.exponent + exponent_};
    }
    double unit() const noexcept { return unit_; }
    double inverse_size() const noexcept { return inverse_size_; }

private:
    /// Of a power of two.
    static int exponent_of(double power) noexcept { return int(std::bit_cast<std::uint64_t>(power) >> 52) - 1023; }

    XACT_INLINE math::dw<V> moved(V x) const noexcept { return x * before_ - centre_; }

    double unit_, inverse_size_;
    V before_, after_, exponent_;
    math::dw<V> centre_, inverse_;
    W wide_centre_, wide_inverse_;
};

/// The gradient of a quotient from g, that of its outputs, and two numbers of the row: (g - offset - y·slope)/size.
template <class V, bool Centred> struct quotient_gradient {
    row_quotient<V, Centred> quotient;
    V unit, back; // what gradients are multiplied by, as the two numbers are, and what makes it good
    math::dw<V> slope, offset;

    quotient_gradient(const row_quotient<V, Centred>& q, double p, math::real s, math::real o = {0})
        : quotient(q), unit(p), back(q.unit() / p), slope(broadcast<V>(s)), offset(broadcast<V>(o)) {}

    XACT_INLINE V operator()(V x, V g) const noexcept {
        math::dw<V> d = g * unit - quotient.exact(x) * slope;
        if constexpr (Centred) d = d - offset;
        return math::round(quotient.divide(d)) * back;
    }
};

/// The same of floats, in double.
template <class A, bool Centred> struct quotient_gradient<vec<float, A>, Centred> {
    using V = vec<float, A>;
    using W = vec<double, A>;

    row_quotient<V, Centred> quotient;
    W inverse, slope, offset;

    XACT_INLINE quotient_gradient(const row_quotient<V, Centred>& q, double, math::real s, math::real o = {0})
        : quotient(q), inverse(q.inverse_size()), slope(s.hi), offset(o.hi) {}

    XACT_INLINE V operator()(V x, V g) const noexcept {
        const auto body = [this](W v, W h) XACT_INLINE_LAMBDA {
            if constexpr (Centred) h = h - offset;
            return fnma(quotient.term(v), slope, h) * inverse;
        };
        return in_double<V>(body, x, g);
    }
};

template <class V, loop Loop = loop::own, class DY>
XACT_INLINE math::real gradient_sum(double unit, const DY* dy, std::size_t n) {
    using W = double_lanes<V>;
    return row_total<V, Loop>(
        n, [p = W(unit)](W g) XACT_INLINE_LAMBDA { return g * p; }, inputs<DY>(dy));
}

/// For tests: 2^-20 of what (g - offset - y·slope)/size is the difference of, slope and offset being sums that are
/// divided by n.
template <class R>
void quotient_gradient_scales(std::span<const R> y, std::span<const R> dy, const R& size, double n, bool is_centred,
                              std::span<R> scales) {
    using std::abs;
    R slope(0), offset(0);
    for (std::size_t i = 0; i < y.size(); ++i) {
        slope += abs(y[i] * dy[i]) / R(n);
        if (is_centred) offset += abs(dy[i]) / R(n);
    }
    for (std::size_t i = 0; i < y.size(); ++i)
        scales[i] = (abs(dy[i]) + offset + abs(y[i]) * slope) / size * R(0x1p-20);
}

/// Σ g·y.
template <loop Loop = loop::own, class V, bool Centred, class X, class DY>
XACT_INLINE math::real product_of(const row_quotient<V, Centred>& q, double unit, const X* x, const DY* dy,
                                  std::size_t n) {
    using W = double_lanes<V>;
    return row_total<V, Loop>(
        n, [q, p = W(unit)](W v, W g) XACT_INLINE_LAMBDA { return (g * p) * q.term(v); }, inputs<X, DY>(x, dy));
}

/// The longest rows of float that many are computed of at once: what more they take than their arithmetic is small.
inline constexpr std::size_t longest_of_many = 256;

/// of_sum(Σ term_of(r)(in...)) over each of some rows of float, in lanes side by side.
template <class V, class TermOf, class OfSum, class... In>
XACT_INLINE void sums_of_rows(std::size_t n, std::size_t rows, double* to, const TermOf& term_of, const OfSum& of_sum,
                              inputs<In...> in) {
    using W = double_lanes<V>;
    row_lanes<W> lanes;
    for (std::size_t r = 0; r < rows; ++r)
        if (lanes.add(r, plain_lanes<W>(n, term_of(r), advance(in, r * n))))
            simd::store(of_sum(lanes.sums()), to + lanes.first(r));
}

/// The scales of some rows of float.
template <class V> struct row_scales {
    double centre[rows_at_once<V>]{}, size[rows_at_once<V>], inverse[rows_at_once<V>];

    XACT_INLINE row_scale operator[](std::size_t r) const { return {1, {centre[r]}, {size[r]}}; }

    /// Whether no quotient by one of them needs a unit; sets their inverses.
    XACT_INLINE bool are_ordinary(std::size_t rows) {
        using W = double_lanes<V>;
        auto all = W(0) == W(0);
        for (std::size_t r = 0; r < rows; r += W::size) {
            const W s = simd::load<W>(size + r), c = math::abs(simd::load<W>(centre + r));
            all = all & (s >= W(0x1p-60)) & (s <= W(0x1p60)) & (c <= W(0x1p60)) & ((c >= W(0x1p-80)) | (c == W(0)));
            simd::store(W(1) / s, inverse + r);
        }
        return !any(!all);
    }

    /// Calls use(quotient(r)) with what makes the r-th quotient.
    template <bool Centred, class Use> XACT_INLINE void with_quotients(std::size_t rows, const Use& use) {
        using quotient = row_quotient<V, Centred>;
        if (are_ordinary(rows))
            use([this](std::size_t r) XACT_INLINE_LAMBDA { return quotient((*this)[r], inverse[r]); });
        else
            use([this](std::size_t r) XACT_INLINE_LAMBDA { return quotient((*this)[r]); });
    }

    template <class X> XACT_INLINE void set_centres(const X* x, std::size_t n, std::size_t rows) {
        using W = double_lanes<V>;
        sums_of_rows<V>(
            n, rows, centre, [](std::size_t) XACT_INLINE_LAMBDA { return [](W v) XACT_INLINE_LAMBDA { return v; }; },
            [n](W sum) XACT_INLINE_LAMBDA { return sum / W(double(n)); }, inputs<X>(x));
    }
    /// √(Σ (x - centre)²/divisor + added).
    template <class X>
    XACT_INLINE void set_sizes(const X* x, std::size_t n, std::size_t rows, double divisor, double added) {
        using W = double_lanes<V>;
        const auto square = [&](std::size_t r) XACT_INLINE_LAMBDA {
            return [c = W(centre[r])](W v) XACT_INLINE_LAMBDA { return (v - c) * (v - c); };
        };
        const auto root = [divisor, added](W sum) XACT_INLINE_LAMBDA { return sqrt(sum / W(divisor) + W(added)); };
        sums_of_rows<V>(n, rows, size, square, root, inputs<X>(x));
    }
};

// Norms: each row less a centre and divided by a size. A norm has
//   is_centred                               whether there is a centre
//   scale<V, Loop>(x, n)                     the scale of a row
//   set_scales<V>(x, n, rows, scales)        those of some rows of float, with the same bits
//   slope<V>(product, scale, n)              from Σ g·y how much of y goes from the gradient
// and gradients are (g - y·slope)/size, less the mean where the norm is centred.

template <class V, class Norm, class X, class Y> void norm_row(const Norm& norm, const X* x, Y* y, std::size_t n) {
    by_length<V>(n, [&](auto loop) XACT_INLINE_LAMBDA {
        const row_quotient<V, Norm::is_centred> q(norm.template scale<V, loop>(x, n));
        row_transform<V, loop>(q, n, outputs<Y>(y), inputs<X>(x));
    });
}

template <class V, class Norm, class X, class DY, class DX>
void norm_gradient_row(const Norm& norm, const X* x, const DY* dy, DX* dx, std::size_t n) {
    by_length<V>(n, [&](auto loop) XACT_INLINE_LAMBDA {
        const row_scale s = norm.template scale<V, loop>(x, n);
        const row_quotient<V, Norm::is_centred> q(s);
        const double unit = power_for_gradients<V>(dy, n);
        const math::real slope = norm.template slope<V>(product_of<loop>(q, unit, x, dy, n), s, n);
        math::real mean{0};
        if constexpr (Norm::is_centred) mean = quotient_of<V>(gradient_sum<V, loop>(unit, dy, n), double(n));
        row_transform<V, loop>(quotient_gradient(q, unit, slope, mean), n, outputs<DX>(dx), inputs<X, DY>(x, dy));
    });
}

/// Calls compute(n) in one function, with the shortest of the usual lengths as constants: what loops over a row of 16
/// floats decide takes half of their time.
template <class Compute> XACT_INLINE void of_length(std::size_t n, const Compute& compute) {
    const auto with = [&](auto length) { in_one_function([&](auto) XACT_INLINE_LAMBDA { compute(length); }); };
    if (n == 16)
        with(std::integral_constant<std::size_t, 16>{});
    else if (n == 32)
        with(std::integral_constant<std::size_t, 32>{});
    else if (n == 64)
        with(std::integral_constant<std::size_t, 64>{});
    else
        with(n);
}

/// norm_row of as many of the first rows as are computed at once; returns how many.
template <class V, class Norm, class X, class Y>
std::size_t norm_rows_done(const Norm& norm, const X* x, Y* y, std::size_t n, std::size_t rows) {
    if constexpr (sizeof(typename V::scalar) == 4)
        if (n <= longest_of_many)
            return by_groups<V>(rows, [&](std::size_t first, std::size_t count) {
                of_length(n, [&, x = x + first * n, y = y + first * n](auto length) XACT_INLINE_LAMBDA {
                    row_scales<V> s;
                    norm.template set_scales<V>(x, length, count, s);
                    s.template with_quotients<Norm::is_centred>(count, [&](const auto& quotient) XACT_INLINE_LAMBDA {
                        for (std::size_t r = 0; r < count; ++r)
                            transform_here<V>(quotient(r), length, outputs<Y>(y + r * length),
                                              inputs<X>(x + r * length));
                    });
                });
                return true;
            });
    return (void)norm, (void)x, (void)y, (void)n, (void)rows, 0;
}

template <class V, class Norm, class X, class DY, class DX>
std::size_t norm_gradients_done(const Norm& norm, const X* x, const DY* dy, DX* dx, std::size_t n, std::size_t rows) {
    if constexpr (sizeof(typename V::scalar) == 4)
        if (n <= longest_of_many)
            return by_groups<V>(rows, [&](std::size_t first, std::size_t count) {
                const std::size_t at = first * n;
                of_length(n, [&, x = x + at, dy = dy + at, dx = dx + at](auto length) XACT_INLINE_LAMBDA {
                    using W = double_lanes<V>;
                    row_scales<V> s;
                    norm.template set_scales<V>(x, length, count, s);
                    double products[rows_at_once<V>], means[rows_at_once<V>]{};
                    if constexpr (Norm::is_centred) {
                        const auto self = [](std::size_t)
                                              XACT_INLINE_LAMBDA { return [](W g) XACT_INLINE_LAMBDA { return g; }; };
                        sums_of_rows<V>(
                            length, count, means, self,
                            [length](W sum) XACT_INLINE_LAMBDA { return sum / W(double(length)); }, inputs<DY>(dy));
                    }
                    s.template with_quotients<Norm::is_centred>(count, [&](const auto& quotient) XACT_INLINE_LAMBDA {
                        const auto product = [&](std::size_t r) XACT_INLINE_LAMBDA {
                            return [q = quotient(r)](W v, W g) XACT_INLINE_LAMBDA { return g * q.term(v); };
                        };
                        sums_of_rows<V>(
                            length, count, products, product, [](W sum) XACT_INLINE_LAMBDA { return sum; },
                            inputs<X, DY>(x, dy));
                        for (std::size_t r = 0; r < count; ++r) {
                            const math::real slope = norm.template slope<V>({products[r]}, s[r], length);
                            transform_here<V>(quotient_gradient(quotient(r), 1, slope, {means[r]}), length,
                                              outputs<DX>(dx + r * length),
                                              inputs<X, DY>(x + r * length, dy + r * length));
                        }
                    });
                });
                return true;
            });
    return (void)norm, (void)x, (void)dy, (void)dx, (void)n, (void)rows, 0;
}

} // namespace detail
} // namespace v0
} // namespace xact
