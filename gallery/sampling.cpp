#include "sampling.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gallery {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity();

/// 1, 2 or 5 times a power of ten, not below x.
double round_up(double x) {
    const double power = std::pow(10, std::floor(std::log10(x)));
    for (const double step : {1.0, 2.0, 5.0})
        if (step * power >= x * (1 - 1e-9)) return step * power;
    return 10 * power;
}

std::vector<double> places(const range& x) {
    std::vector<double> all(steps + 1);
    for (std::size_t i = 0; i <= steps; ++i) {
        all[i] = x.at(static_cast<double>(i) / steps);
        if (std::fabs(all[i]) < 1e-9 * x.size()) all[i] = 0;
    }
    return all;
}

/// How often f' changes its sign.
std::size_t turns(const evaluator& f, const range& x) {
    constexpr int fine = 4000;
    std::size_t count = 0;
    double last = 0;
    for (int i = 0; i <= fine; ++i) {
        const double slope = f(x.at(static_cast<double>(i) / fine))[1];
        if (slope * last < 0) ++count;
        if (slope != 0 && !std::isnan(slope)) last = slope;
    }
    return count;
}

/// Beyond this |x|, f' is less than a hundredth of what it is elsewhere; 5 where that does not show what is of
/// interest.
double active_radius(const evaluator& f) {
    constexpr int fine = 2000;
    constexpr double most = 5, least = 0.05;
    std::vector<double> slopes;
    for (int i = 0; i <= fine; ++i) {
        const double x = most * i / fine, slope = std::max(std::fabs(f(x)[1]), std::fabs(f(-x)[1]));
        slopes.push_back(std::isfinite(slope) ? slope : 0);
    }
    const double enough = 0.01 * *std::ranges::max_element(slopes);
    const auto outermost = std::find_if(slopes.rbegin(), slopes.rend(), [&](double s) { return s > enough; });
    const double radius = most * static_cast<double>(slopes.rend() - outermost) / fine;
    return radius < least ? most : radius;
}

/// [-5, 5] unless the function's own points ask for more, a domain for a part of it, or waves or bells for less.
range x_range(const function& fn, const evaluator& f) {
    const xact::facts& about = *fn.about;
    double far = 0; // the farthest of its points
    for (const xact::points* points : {&about.kinks, &about.roots, &about.slope_roots})
        for (const double p : *points) far = std::max(far, std::fabs(p));
    double half = 5;
    if (far > 6.6)
        half = round_up(1.15 * std::min(far, 100.0));
    else if (far > 4.2)
        half = 8;
    else if (about.slope_at_minus_inf == 0 && about.slope_at_plus_inf == 0)
        half = std::min(half, round_up(1.8 * active_radius(f)));

    const auto [lo, hi] = about.domain;
    if (std::isfinite(lo) && std::isfinite(hi)) return {lo - 0.1 * (hi - lo), hi + 0.1 * (hi - lo)};
    if (std::isfinite(lo)) return {lo - 0.1 * half, lo + 1.5 * half};
    if (std::isfinite(hi)) return {hi - 1.5 * half, hi + 0.1 * half};
    while (half > 0.02 && turns(f, {-half, half}) > 14) half /= 2;
    return {-half, half};
}

/// The range of most of the values: the extremes of few of them do not count.
range bulk(std::vector<double> values, double left_out) {
    std::erase_if(values, [](double v) { return !std::isfinite(v); });
    if (values.empty()) return {0, 0};
    std::ranges::sort(values);
    const auto skip = static_cast<std::size_t>(left_out * static_cast<double>(values.size()));
    return {values[skip], values[values.size() - 1 - skip]};
}

void extend(range& r, const range& to) { r = {std::min(r.lo, to.lo), std::max(r.hi, to.hi)}; }

range clamped(const range& r, double lo, double hi) { return {std::clamp(r.lo, lo, hi), std::clamp(r.hi, lo, hi)}; }

/// Room for f, as far as one unit is not drawn smaller upwards than sideways by much, for most of f' and some of f''.
range y_range(const curves& c, const range& x) {
    const double far = 0.42 * x.size();
    range y{0, 0};
    extend(y, clamped(bulk(c.y[0], 0.005), -0.8 * far, far));
    extend(y, clamped(bulk(c.y[1], 0.02), std::min(-1.5, 2 * y.lo), std::max(1.5, 2 * y.hi)));
    extend(y, clamped(bulk(c.y[2], 0.03), std::min(1.5 * y.lo, -0.2 * y.size()), std::max(1.3 * y.hi, 0.2 * y.size())));
    if (y.size() < 1e-6) y = {-1, 1};
    // To round values, so that similar functions have the same window.
    const double margin = 0.035 * y.size(), step = round_up(y.size() / 7) / 2;
    return {step * std::floor((y.lo - margin) / step), step * std::ceil((y.hi + margin) / step)};
}

/// Where one of the curves jumps between a and b; none where it does not.
std::optional<double> jump_between(const evaluator& f, std::size_t order, double a, double b, double least) {
    double at_a = f(a)[order], at_b = f(b)[order];
    for (int i = 0; i < 46 && b - a > 1e-13; ++i) {
        const double middle = a + (b - a) / 2, at_middle = f(middle)[order];
        if (std::isnan(at_middle)) return std::nullopt;
        if (std::fabs(at_middle - at_a) > std::fabs(at_b - at_middle)) {
            b = middle;
            at_b = at_middle;
        } else {
            a = middle;
            at_a = at_middle;
        }
        if (std::fabs(at_b - at_a) < least) return std::nullopt;
    }
    return std::fabs(at_b - at_a) >= least ? std::optional((a + b) / 2) : std::nullopt;
}

/// Where one of the curves changes its sign between a and b.
double root_between(const evaluator& f, std::size_t order, double a, double b) {
    const double at_a = f(a)[order];
    for (int i = 0; i < 60; ++i) {
        const double middle = a + (b - a) / 2;
        (f(middle)[order] * at_a > 0 ? a : b) = middle;
    }
    return (a + b) / 2;
}

/// Unless one as near as the eye can tell is there already.
void add_point(std::vector<double>& points, double p, const range& x) {
    if (!x.contains(p)) return;
    if (std::fabs(p) < 1e-9 * x.size()) p = 0;
    for (const double q : points)
        if (std::fabs(p - q) < 1e-4 * x.size()) return;
    points.push_back(p);
}

void find_breaks(curves& c, const evaluator& f, const std::vector<double>& x, const window& w) {
    for (std::size_t order = 0; order < 3; ++order)
        for (std::size_t i = 0; i < steps; ++i) {
            const double step = std::fabs(c.y[order][i + 1] - c.y[order][i]);
            if (!(step > 0.02 * w.y.size())) continue;
            const auto jump = jump_between(f, order, x[i], x[i + 1], 0.01 * w.y.size());
            if (!jump) continue;
            c.breaks[order].push_back(i);
            add_point(c.kinks, std::fabs(*jump - std::round(*jump)) < 1e-9 ? std::round(*jump) : *jump, w.x);
        }
}

/// Changes of sign, and zeros beside which there is none.
void find_roots(std::vector<double>& found, const curves& c, std::size_t order, const evaluator& f,
                const std::vector<double>& x, const range& of) {
    const std::vector<double>& y = c.y[order];
    for (std::size_t i = 0; i < steps; ++i) {
        if (y[i] * y[i + 1] < 0 && std::ranges::find(c.breaks[order], i) == c.breaks[order].end())
            add_point(found, root_between(f, order, x[i], x[i + 1]), of);
        if (i > 0 && y[i] == 0 && std::fabs(y[i - 1]) > 0 && std::fabs(y[i + 1]) > 0) add_point(found, x[i], of);
    }
}

/// The line that f approaches at an infinity, where its slope does not decide otherwise.
std::optional<straight> asymptote(const evaluator& f, double end) {
    const jet limit = f(end);
    if (std::isfinite(limit[0])) return straight{0, limit[0]};
    if (!std::isfinite(limit[1]) || std::isnan(limit[0])) return std::nullopt;
    const auto offset = [&](double x) { return f(std::copysign(x, end))[0] - limit[1] * std::copysign(x, end); };
    const double near = offset(0x1p18), far = offset(0x1p20);
    if (!std::isfinite(far) || std::fabs(far - near) > 1e-4 * std::max(1.0, std::fabs(far))) return std::nullopt;
    return straight{limit[1], std::fabs(far) < 1e-4 ? 0 : far};
}

curves values_of(const evaluator& f, const std::vector<double>& x) {
    curves c;
    for (const double at : x) {
        const jet j = f(at);
        for (std::size_t order = 0; order < 3; ++order) c.y[order].push_back(j[order]);
    }
    return c;
}

curves curves_of(const evaluator& f, const window& w) {
    const std::vector<double> x = places(w.x);
    curves c = values_of(f, x);
    find_breaks(c, f, x, w);
    find_roots(c.roots, c, 0, f, x, w.x);
    find_roots(c.slope_roots, c, 1, f, x, w.x);
    c.asymptotes = {asymptote(f, -inf), asymptote(f, inf)};
    return c;
}

/// By how much of the window's height another parameter moves f or f', at most.
double change(const evaluator& f, const evaluator& g, const window& w) {
    double largest = 0;
    for (int i = 0; i <= 60; ++i) {
        const double x = w.x.at(i / 60.0);
        const jet a = f(x), b = g(x);
        for (std::size_t order = 0; order < 2; ++order) {
            const double moved = std::clamp(b[order], w.y.lo, w.y.hi) - std::clamp(a[order], w.y.lo, w.y.hi);
            if (!std::isnan(moved)) largest = std::max(largest, std::fabs(moved));
        }
    }
    return largest / w.y.size();
}

/// As many round values of a parameter as a slider needs: so far to both sides of the default that the curve has
/// clearly changed, but not through 0, and not beyond the parameter's domain.
std::vector<double> values_for(const function& fn, std::size_t parameter, const evaluator& f, const window& w) {
    const double usual = fn.parameters[parameter].value;
    if (!std::isfinite(usual)) return {};
    std::vector<double> all = fn.defaults();
    const auto with = [&](double value) {
        all[parameter] = value;
        return fn.with(all);
    };
    const auto far_enough = [&](double reach) {
        double most = 0;
        for (const double value : {usual - reach, usual + reach})
            if (const evaluator g = with(value)) most = std::max(most, change(f, g, w));
        return most > 0.35;
    };
    const double least = std::fabs(usual) < 1e-6 ? 0.5 : std::fabs(usual), most = std::max(4 * std::fabs(usual), 4.0);
    double reach = least;
    while (reach < most && !far_enough(reach)) reach = std::min(2 * reach, most);
    reach = round_up(reach);
    const double lo = usual > 1e-6 ? std::max(0.0, usual - reach) : usual - reach;
    const double hi = usual < -1e-6 ? std::min(0.0, usual + reach) : usual + reach;

    const double step = round_up((hi - lo) / 24);
    std::vector<double> values;
    for (double k = std::floor(lo / step); k * step <= hi + 0.001 * step; ++k) {
        const double value = k * step;
        if (value >= lo - 0.001 * step && std::fabs(value - usual) > 0.001 * step && with(value))
            values.push_back(value);
    }
    values.push_back(usual);
    std::ranges::sort(values);
    return values;
}

bool is_blank(const curves& c) {
    return std::ranges::all_of(c.y[0], [](double v) { return !std::isfinite(v); });
}

std::optional<track> track_of(const function& fn, std::size_t parameter, const evaluator& f, const window& w) {
    track t{parameter, {}, 0, {}};
    const double usual = fn.parameters[parameter].value;
    std::vector<double> all = fn.defaults();
    for (const double value : values_for(fn, parameter, f, w)) {
        all[parameter] = value;
        curves c;
        if (value == usual)
            t.start = t.values.size();
        else if (c = curves_of(fn.with(all), w); is_blank(c))
            continue;
        t.values.push_back(value);
        t.at.push_back(std::move(c));
    }
    if (t.values.size() < 3) return std::nullopt;
    return t;
}

} // namespace

plot sampled(const function& fn) {
    const evaluator f = fn.with(fn.defaults());
    plot p;
    p.window.x = x_range(fn, f);
    p.window.y = y_range(values_of(f, places(p.window.x)), p.window.x);
    p.usual = curves_of(f, p.window);
    p.has_curvature = std::ranges::any_of(p.usual.y[2], [](double v) { return !std::isnan(v); });
    // The facts know of points that samples cannot show; what they leave out (a root at 0, a seventh kink) samples do.
    for (const double k : fn.about->kinks) add_point(p.usual.kinks, k, p.window.x);
    for (const double r : fn.about->roots) add_point(p.usual.roots, r, p.window.x);
    for (const double r : fn.about->slope_roots) add_point(p.usual.slope_roots, r, p.window.x);
    for (std::size_t i = 0; i < fn.parameters.size(); ++i)
        if (auto t = track_of(fn, i, f, p.window)) p.tracks.push_back(std::move(*t));
    return p;
}

} // namespace gallery
