#pragma once

#include <xact/math/falling.hpp>
#include <xact/math/log.hpp>
#include <xact/rowwise/softmax.hpp>

namespace xact {
inline namespace v0 {
namespace detail {

/// Σ e^z over all elements but the largest ones, which are counted: where one element outweighs the rest, ln Σ is known
/// from them alone.
template <class V> struct log_sum_state { lane_sums<V> sum, largest; };

/// What an element x adds to the state.
template <class V, class Z>
XACT_INLINE V log_sum_term(const Z& z, typename V::scalar m, log_sum_state<V>& s, V x) noexcept {
    const auto largest = x == V(m);
    s.largest.hi = s.largest.hi + select(largest, V(1), V(0));
    return select(largest, V(0), z.exp(x));
}

/// Σ e^(x - m) - 1 from a sum of e^(x - reference) in units and the number of the largest x, in R: double, or a row in
/// each lane. d is reference - m, at most 2^-16.
template <class V, class R> XACT_INLINE R total_beside_one(R sum, R count, R d) noexcept {
    using std::fma;
    const auto product_sum = [](R a, R b, R c) {
        if constexpr (math::is_fused<V>)
            return fma(a, b, c);
        else
            return a * b + c;
    };
    const R one(1), rest = sum * R(1 / falling_row<V>::unit);
    return product_sum(rest, product_sum(d, product_sum(d, R(0.5), one), one), count - one);
}
/// The same of one row.
template <class V>
double total_beside_one(const row_state<V, log_sum_state<V>>& state, typename V::scalar m,
                        typename V::scalar reference) {
    const double count = total_in_double<V>(state, &log_sum_state<V>::largest);
    const double sum = total_in_double<V>(state, &log_sum_state<V>::sum);
    return total_beside_one<V>(sum, count, double(reference) - double(m));
}

/// ln(1 + t), to 1.5 ulp, from 1 + t in two words.
template <class V> XACT_INLINE V rounded_log(V sum, V low) noexcept {
    return keep_nan(sum, math::single_log(math::dw<V>{sum, low}, V(0)));
}

/// ln Σ e^(x - m), relative to its own size, from the same sums.
template <class V>
math::dw<V> log_of_total(const row_state<V, log_sum_state<V>>& state, typename V::scalar m,
                         typename V::scalar reference) {
    using T = typename V::scalar;
    if constexpr (sizeof(T) == 4) return math::as<V>(math::real{std::log1p(total_beside_one<V>(state, m, reference))});
    const double count = as_number(total<V>(state, &log_sum_state<V>::largest)) - 1;
    const V d(reference - m); // at most 2^-40
    const math::dw<V> back = math::fast_two_sum(V(1), d);
    const math::dw<V> less = math::times_power(total<V>(state), V(1 / falling_row<V>::unit));
    const math::dw<V> rest = less * math::dw<V>{back.hi, back.lo + (d * V(T(0.5))) * d};
    const math::dw<V> t = math::as<V>(math::real{count}) + rest;
    const math::dw<V> s = V(1) + t;
    const math::dw<V> l = math::log(s.hi);
    const math::dw<V> large{l.hi, l.lo + s.lo / s.hi};
    // Below 2^-(digits + 8) the logarithm is t itself, and its computation would meet subnormal numbers.
    const auto tiny = t.hi < V(std::ldexp(T(1), -std::numeric_limits<T>::digits - 8));
    const math::dw<V> result = select(tiny, t, select(t.hi <= V(1), math::log1p_unit(t), large));
    return {keep_nan(t.hi, result.hi), result.lo};
}

/// The same in one word, to 1.5 ulp.
template <class V>
V rounded_log_of_total(const row_state<V, log_sum_state<V>>& state, typename V::scalar m,
                       typename V::scalar reference) {
    if constexpr (sizeof(typename V::scalar) == 8) {
        return log_of_total<V>(state, m, reference).hi;
    } else {
        const double t = total_beside_one<V>(state, m, reference);
        const float sum = static_cast<float>(1 + t);
        return rounded_log<V>(V(sum), V(static_cast<float>((1 - double(sum)) + t)));
    }
}

template <tier A> struct log_softmax_kind : tier_kind<A> {
    template <class V> using state = log_sum_state<V>;
    static constexpr bool keeps = false;

    template <class Z, class V>
    static XACT_INLINE V term(const Z& z, typename V::scalar m, state<V>& sums, V x) noexcept {
        return log_sum_term<V>(z, m, sums, x);
    }
    /// Neither term is above 0: their difference does not cancel.
    template <class V, class Z>
    static auto finish(const Z& z, typename V::scalar m, const row_state<V, state<V>>& sums) {
        return less(z, rounded_log_of_total<V>(sums, m, z.reference()));
    }

    /// The same of some rows of float.
    template <class V> class row_results {
        using W = double_lanes<V>;

    public:
        template <class Z>
        XACT_INLINE void add(std::size_t r, const row_state<V, state<V>>& sums, const Z& z, double m) noexcept {
            offset_[r % W::size] = double(z.reference()) - m;
            counts_.add(r, wide_total<V>(sums, &state<V>::largest));
            if (!lanes_.add(r, wide_total<V>(sums, &state<V>::sum))) return;
            const W t = total_beside_one<V>(lanes_.sums(), counts_.sums(), simd::load<W>(offset_));
            const auto narrowed = [](W w) XACT_INLINE_LAMBDA { return narrow(wide<typename V::arch>{w, w}); };
            const V sum = narrowed(W(1) + t), low = narrowed((W(1) - widen(sum).low) + t);
            simd::store(rounded_log(sum, low), log_sum_ + lanes_.first(r));
        }
        template <class Z> XACT_INLINE auto body(std::size_t r, const Z& z) const noexcept {
            return less(z, V(log_sum_[r]));
        }

    private:
        row_lanes<W> lanes_, counts_;
        double offset_[W::size];
        float log_sum_[rows_at_once<V> + W::size]; // whole registers of float are stored
    };

    template <class V> struct columns {
        V largest, reference, count{0}, log_sum{0};

        XACT_INLINE V term(V x, V e) noexcept {
            const auto is_largest = x == largest;
            count = count + select(is_largest, V(1), V(0));
            return select(is_largest, V(0), e);
        }
        XACT_INLINE void finish(double_lanes<V> low, double_lanes<V> high) noexcept {
            using W = double_lanes<V>;
            using both = wide<typename V::arch>;
            const both c = widen(count), r = widen(reference), m = widen(largest);
            const both t{total_beside_one<V>(low, c.low, r.low - m.low),
                         total_beside_one<V>(high, c.high, r.high - m.high)};
            const V sum = narrow(both{W(1) + t.low, W(1) + t.high});
            const both s = widen(sum);
            log_sum = rounded_log(sum, narrow(both{(W(1) - s.low) + t.low, (W(1) - s.high) + t.high}));
        }
        XACT_INLINE V value(V x, V) const noexcept { return (x - largest) - log_sum; }
    };

private:
    template <class V, class Z> static XACT_INLINE auto less(const Z& z, V log_sum) noexcept {
        return [z, log_sum](V x) XACT_INLINE_LAMBDA { return z.rounded(x) - log_sum; };
    }
};

/// The same of the fast tier, with the largest elements among the others: a ln Σ close to 0 has no digits of its own.
template <> struct log_softmax_kind<fast_t> : tier_kind<fast_t> {
    template <class V> using state = row_sum<V, sums<V>>;
    static constexpr bool keeps = false;

    template <class Z, class V> static XACT_INLINE V term(const Z& z, typename V::scalar, state<V>&, V x) noexcept {
        return z.exp(x);
    }
    template <class V, class Z> static auto finish(const Z& z, typename V::scalar, const row_state<V, state<V>>& sums) {
        return less(z, log_sum(V(total_in_double<V>(sums, &state<V>::sum) / unit), V(z.beyond_power())));
    }

    template <class V> class row_results {
        using W = double_lanes<V>;

    public:
        template <class Z>
        XACT_INLINE void add(std::size_t r, const row_state<V, state<V>>& sums, const Z& z, double) noexcept {
            offset_[r % W::size] = z.beyond_power();
            if (!lanes_.add(r, wide_total<V>(sums, &state<V>::sum))) return;
            float sum[V::size]{}, offset[V::size]{};
            simd::store(lanes_.sums() * W(1 / unit), sum), simd::store(simd::load<W>(offset_), offset);
            simd::store(log_sum(simd::load<V>(sum), simd::load<V>(offset)), log_sum_ + lanes_.first(r));
        }
        template <class Z> XACT_INLINE auto body(std::size_t r, const Z& z) const noexcept {
            return less(z, V(log_sum_[r]));
        }

    private:
        row_lanes<W> lanes_;
        double offset_[W::size];
        float log_sum_[rows_at_once<V> + W::size];
    };

private:
    static constexpr double unit = math::falling_unit<float>;

    /// ln Σ e^(x - m), which is not below 0.
    template <class V> static XACT_INLINE V log_sum(V sum, V offset) noexcept {
        return at_least(V(0), math::natural_log(sum) - offset);
    }
    template <class V, class Z> static XACT_INLINE auto less(const Z& z, V log_sum) noexcept {
        return [z, log_sum](V x) XACT_INLINE_LAMBDA { return z.rounded(x) - log_sum; };
    }
};

/// g, Skip: as far as it counts, which it does not where y is -inf.
template <bool Skip, class V> XACT_INLINE V counting_gradient(V y, V g) noexcept {
    using T = typename V::scalar;
    return Skip ? select(y == V(-std::numeric_limits<T>::infinity()), V(T(0)), g) : g;
}

/// Adds term(state, gradient) of those that count. Without Skip outputs are not read.
template <bool Skip, class V, class State, class Term, class Y, class DY>
XACT_INLINE void add_gradients(const Term& term, row_state<V, State>& state, std::size_t n, const Y* y, const DY* dy) {
    using T = typename V::scalar;
    if constexpr (Skip)
        row_pass_here<V>([&](State& s, V v, V g)
                             XACT_INLINE_LAMBDA { return term(s, counting_gradient<true, V>(v, g)); },
                         state, n, T(0), outputs<>(), inputs<Y, DY>(y, dy));
    else
        row_pass_here<V>(term, state, n, T(0), outputs<>(), inputs<DY>(dy));
}

/// The gradient of log_softmax of a row, g - e^y Σ g, where multiples of the unit neither lose Σ g nor let it overflow.
/// Skip: where y is -inf it is 0, and g there does not count.
template <bool Skip, class V, tier A = accurate_t> struct moderate_log_softmax_gradient {
    using T = typename V::scalar;

    /// False, and nothing is written, where they do.
    template <class Y, class DY, class DX>
    static XACT_INLINE bool compute(const Y* y, const DY* dy, DX* dx, std::size_t n, std::size_t whole) {
        if (fits_registers<V>(n)) return of_short_row(y, dy, dx, n);
        return of_row(y, dy, dx, n, whole);
    }

    /// The same of short rows of float, groups of them.
    template <class Y, class DY, class DX>
    static XACT_LOOP bool compute_rows(const Y* y, const DY* dy, DX* dx, std::size_t n, std::size_t rows) {
        return with_blocks<V>(n, [&](auto blocks) XACT_INLINE_LAMBDA {
            using row = register_row<V, blocks>;
            row_lanes<double_lanes<V>> lanes;
            float sum[rows_at_once<V>];
            const auto gradients_of = [&](std::size_t r)
                                          XACT_INLINE_LAMBDA { return counting<row>(y + r * n, dy + r * n, n); };
            for (std::size_t r = 0; r < rows; ++r)
                if (lanes.add(r, gradients_of(r).wide_sum())) simd::store(lanes.sums(), sum + lanes.first(r));
            for (std::size_t r = 0; r < rows; ++r)
                if (!is_moderate(sum[r])) return false;
            for (std::size_t r = 0; r < rows; ++r)
                each_of(difference(sum[r] + T(0)), row(y + r * n, n, 0), row(dy + r * n, n, 0)).store(dx + r * n, n);
            return true;
        });
    }

private:
    /// The gradients that count.
    template <class Row, class Y, class DY> static XACT_INLINE Row counting(const Y* y, const DY* dy, std::size_t n) {
        const Row g(dy, n, 0);
        if constexpr (Skip)
            return each_of([](V v, V u) XACT_INLINE_LAMBDA { return counting_gradient<true>(v, u); }, Row(y, n, 0), g);
        else
            return g;
    }

    template <class Y, class DY, class DX>
    static XACT_LOOP bool of_short_row(const Y* y, const DY* dy, DX* dx, std::size_t n) {
        return with_blocks<V>(n, [&](auto blocks) XACT_INLINE_LAMBDA {
            const auto g = counting<register_row<V, blocks>>(y, dy, n);
            const T sum = g.sum();
            if (!is_moderate(sum)) return false;
            each_of(difference(sum), register_row<V, blocks>(y, n, 0), g).store(dx, n);
            return true;
        });
    }

    template <class Y, class DY, class DX>
    static XACT_LOOP bool of_row(const Y* y, const DY* dy, DX* dx, std::size_t n, std::size_t whole) {
        using state_type = row_sum<V, typename tier_kind<A>::template sums<V>>;
        row_state<V, state_type> state{};
        const auto term = [](state_type&, V g) XACT_INLINE_LAMBDA { return g; };
        add_gradients<Skip, V>(term, state, n, y, dy);
        const T sum = finite_total<V>(state);
        if (!is_moderate(sum)) return false;
        last_pass<V>(difference(sum), n, outputs<DX>(dx), inputs<Y, DY>(y, dy), whole);
        return true;
    }

    static XACT_INLINE bool is_moderate(T sum) {
        return sum == 0 || (std::abs(sum) >= T(0x1p-60) && std::abs(sum) < T(0x1p40));
    }

    /// With e^y = 2^k (1 + rest) the first difference is exact where e^y goes to 1 and g is all of the sum: its digits
    /// are those of rest.
    static XACT_INLINE auto difference(T sum) {
        const V sum_in_units(sum * (1 / math::falling_unit<T>));
        if constexpr (fast_tier<A>)
            return [sum_in_units, e = math::fast_row_exp<V>(0)](V y, V g) XACT_INLINE_LAMBDA {
                return fnma(sum_in_units, e(at_most(V(1), y)), counting_gradient<Skip>(y, g));
            };
        else
            return [sum_in_units](V y, V g) XACT_INLINE_LAMBDA {
                const auto [binade, rest] =
                    math::split_exp<math::falling_bias<T>>(at_least(V(falling_row<V>::lowest), at_most(V(T(1)), y)));
                const V share = sum_in_units * binade;
                return fnma(share, rest, counting_gradient<Skip>(y, g) - share);
            };
    }
};

/// How many of the first rows it has computed at once.
template <bool Skip, class V, tier A, class Y, class DY, class DX>
std::size_t log_softmax_gradients_done(const Y* y, const DY* dy, DX* dx, std::size_t n, std::size_t rows, A) {
    if constexpr (math::is_fused<V> && std::same_as<typename V::scalar, float>)
        if (fits_registers<V>(n))
            return by_groups<V>(rows, [&](std::size_t first, std::size_t count) {
                const std::size_t at = first * n;
                return moderate_log_softmax_gradient<Skip, V, row_tier<V, A>>::compute_rows(y + at, dy + at, dx + at, n,
                                                                                            count);
            });
    return (void)y, (void)dy, (void)dx, (void)n, (void)rows, 0;
}

/// e^y·sum. The low word of e^y is e^y - 1 where y is small: g - e^y Σ g keeps its digits as e^y goes to 1.
template <class V> XACT_INLINE math::dw<V> share_of_sum(math::scaled<V> sum, V y) noexcept {
    using T = typename V::scalar;
    // e^-350 times any float is 0, e^-2800 times any double.
    const V lowest(T(sizeof(T) == 4 ? -350 : -2800)), highest(math::exp_coefficients<T>::highest);
    const math::scaled<V> e = math::exp(math::dw<V>{at_least(lowest, at_most(highest, y)), V(0)});
    const math::dw<V> p = sum.significand * e.significand;
    const V k = sum.exponent + e.exponent;
    return {scale(p.hi, k), scale(p.lo, k)};
}

/// The same of any size, divided by τ.
template <bool Skip, class V, class Y, class DY, class DX>
XACT_APART void any_log_softmax_gradient(double tau, const Y* y, const DY* dy, DX* dx, std::size_t n) {
    using T = typename V::scalar;
    const auto sum_of = [&](T unit) {
        row_state<V, gradient_state<V>> state{};
        const auto term = [unit = V(unit)](gradient_state<V>& s, V g) XACT_INLINE_LAMBDA {
            s.largest = at_least(s.largest, math::abs(g));
            return g * unit;
        };
        add_gradients<Skip, V>(term, state, n, y, dy);
        return gradient_total<V>(state);
    };
    // Where the sum of the row might overflow, it is that of g·2^-64.
    gradient_total<V> t = sum_of(1);
    const T limit = std::ldexp(T(1), std::numeric_limits<T>::max_exponent - 64);
    const bool huge = t.largest > limit;
    if (huge) t = sum_of(T(0x1p-64));
    // A difference that a large τ makes small again is taken of halves, which do not overflow.
    const T half = tau > 1 ? T(0.5) : T(1);
    const math::moderate<V> m(t.sum.hi);
    const math::scaled<V> sum{math::times_power(t.sum, m.power * V(half)), m.exponent + V(huge ? 64 : 0)};
    const row_factor<V> c = row_factor<V>::reciprocal(tau * half);

    const auto divide = [&](auto over_tau) {
        transform<V>([over_tau, sum, half = V(half)](
                         V v, V g) { return over_tau(counting_gradient<Skip>(v, g) * half - share_of_sum(sum, v)); },
                     n, outputs<DX>(dx), inputs<Y, DY>(y, dy));
    };
    if (tau == 1)
        divide([](math::dw<V> d) {
            const V r = math::round(d);
            return select(r == r, r, d.hi);
        });
    else
        divide([c](math::dw<V> d) {
            const math::moderate<V> size(d.hi);
            const math::dw<V> q = math::times_power(d, size.power) * c.words();
            const V r = math::round(q);
            return scale(select(r == r, r, q.hi), size.exponent + V(c.exponent));
        });
}

} // namespace detail

/// The logarithm of softmax over each row, without computing softmax: x_i/τ - ln Σ e^(x_j/τ), also where softmax is 0
/// or rounds to 1. Errors: 4 ulp at any row length. A row with one +inf gives 0 there and -inf
/// elsewhere; with several, with a NaN, or of -inf alone it gives NaN. backward is from the output: (g -
/// e^y Σ g)/τ, right from exact y to 3 ulp of the larger of |g|/τ and e^y Σ|g|/τ.
///
/// The fast tier, for rows of float: 2^-20 of the larger of 1 and |y|, and gradients, from exact y, to 2^-20
/// (|g| + e^y Σ|g|); limits and NaN as above.
template <class P> struct basic_log_softmax {
    P tau{1};

    static constexpr bool is_rowwise = true, has_fast = true;
    static constexpr facts about{.name = "log_softmax",
                                 .formula = "x_i/τ - ln Σ e^(x_j/τ)",
                                 .source = "Bridle 1990",
                                 .value = {.ulp = 4, .ulp_double = 4},
                                 .parameters = {"tau"}};

    /// Throws unless τ is above 0 and finite.
    void validate() const { detail::validate_temperature(about.name, static_cast<double>(tau)); }

    /// Without the first of the largest elements in the sum, so that ln Σ keeps its digits near 0.
    template <class R> void definition(std::span<const R> x, std::span<R> y) const {
        using std::exp;
        using std::log1p;
        std::size_t top = 0;
        for (std::size_t i = 1; i < x.size(); ++i) top = x[i] > x[top] ? i : top;
        const R m = x[top];
        R rest(0);
        for (std::size_t i = 0; i < x.size(); ++i)
            if (i != top) rest += exp((x[i] - m) / R(tau));
        const R l = log1p(rest);
        for (std::size_t i = 0; i < x.size(); ++i) y[i] = (x[i] - m) / R(tau) - l;
    }

    template <class R>
    static void fast_gradient_scales(std::span<const R> y, std::span<const R> dy, std::span<R> scales) {
        using std::abs;
        using std::exp;
        R sum(0);
        for (const R& g : dy) sum += abs(g);
        for (std::size_t i = 0; i < y.size(); ++i) scales[i] = abs(dy[i]) + exp(y[i]) * sum;
    }

    template <class V, class X, class Y, tier A>
    void forward_row(const X* x, Y* y, std::size_t n, A a, std::size_t whole = 0) const {
        if (!detail::is_near_row<V, detail::log_softmax_kind>(factor<V>(1), x, y, n, whole, a)) any_row<V>(x, y, n);
    }
    template <class V, class X, class Y, tier A>
    std::size_t forward_rows(const X* x, Y* y, std::size_t n, std::size_t rows, A a) const {
        return detail::near_rows_done<V, detail::log_softmax_kind>(factor<V>(1), x, y, n, rows, a);
    }

    template <class V, class X, class Y, tier A>
    std::size_t forward_columns(const X* x, Y* y, std::size_t n, std::size_t inner, std::size_t columns, A) const {
        return detail::near_columns_done<V, detail::log_softmax_kind<accurate_t>>(factor<V>(1), x, y, n, inner,
                                                                                  columns);
    }

    template <class V, class Y, class DY, class DX, tier A>
    std::size_t backward_rows(const Y* y, const DY* dy, DX* dx, std::size_t n, std::size_t rows, A a) const {
        return tau == 1 ? detail::log_softmax_gradients_done<false, V>(y, dy, dx, n, rows, a) : 0;
    }

    template <class V, class Y, class DY, class DX, tier A>
    void backward_row(const Y* y, const DY* dy, DX* dx, std::size_t n, A, std::size_t whole = 0) const {
        if constexpr (math::is_fused<V>)
            if (tau == 1 && moderate_gradient<V, A>::compute(y, dy, dx, n, whole)) return;
        detail::any_log_softmax_gradient<false, V>(static_cast<double>(tau), y, dy, dx, n);
    }

    /// dτ = -Σ g_i (x_i - Σ softmax(x/τ) x)/τ².
    template <class V, class X, class DY>
    std::array<double, 1> parameter_gradient_row(const X* x, const DY* dy, std::size_t n) const {
        using T = typename V::scalar;
        const double divisor = static_cast<double>(tau);
        const T m = detail::row_maximum<V>(x, n);
        double result = std::numeric_limits<double>::quiet_NaN();
        if (!std::isfinite(m)) return {result};
        detail::with_shifted<V>(m, factor<V>(1), [&](auto z) {
            detail::row_state<V, detail::row_sum<V>> state{};
            const double mean = detail::means_of<V>(z, false, math::dw<V>{V(0), V(0)}, {m}, n, x).of[0];
            const auto term = [m = V(m), mean = V(mean)](detail::row_sum<V>&, V g, V v) {
                return g * ((v - m) - mean);
            };
            detail::row_pass<V>(term, state, n, T(0), detail::outputs<>(), detail::inputs<DY, X>(dy, x));
            result = -detail::as_number(detail::total<V>(state)) / divisor / divisor;
        });
        return {result};
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.tau); }

private:
    template <class V, tier A>
    using moderate_gradient = detail::moderate_log_softmax_gradient<false, V, detail::row_tier<V, A>>;

    /// 1/(half·τ).
    template <class V> auto factor(double half) const {
        return detail::row_factor<V>::reciprocal(static_cast<double>(tau) * half);
    }

    template <class V, class X, class Y> XACT_APART void any_row(const X* x, Y* y, std::size_t n) const {
        using T = typename V::scalar;
        using detail::inputs, detail::outputs;
        using kind = detail::log_softmax_kind<accurate_t>;
        const T m = detail::row_maximum<V>(x, n), nothing = -std::numeric_limits<T>::infinity();
        if (!std::isfinite(m)) return detail::softmax_limit<false, V>(m, detail::own_score{}, T(0), nothing, n, y, x);
        detail::with_shifted<V>(m, factor<V>(1), [&](auto z) {
            detail::row_state<V, detail::log_sum_state<V>> state{};
            const auto term = [z, m](detail::log_sum_state<V>& s, V v) { return kind::term(z, m, s, v); };
            detail::row_pass<V>(term, state, n, nothing, outputs<>(), inputs<X>(x));
            detail::transform<V>(kind::finish<V>(z, m, state), n, outputs<Y>(y), inputs<X>(x));
        });
    }
};

using log_softmax = basic_log_softmax<double>;

} // namespace v0
} // namespace xact
