#include "charts.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <optional>

#include "svg.hpp"
#include "table.hpp"
#include "text.hpp"

namespace bench {
namespace {

// In the units of viewBox, which are about pixels: a chart is about as wide as a phone.
constexpr double width = 360, height = 300;

std::string svg(double tall, const std::string& label, const std::string& content) {
    return format("<svg class=\"chart\" role=\"img\" viewBox=\"0 0 %s %s\" aria-label=\"", number(width).c_str(),
                  number(tall).c_str()) +
           escaped(label) + "\">" + content + "</svg>\n";
}

/// The positions of xact's own figures in a sentence, for those who do not see the chart.
std::string summary_of_xact(const row& r) {
    const result* self = r.find("xact");
    if (!self) return "";
    std::string text = "; xact takes " + ns_text(self->time.median) + " ns per float";
    if (self->error) text += " with an error of " + ulp_text(self->error->max_ulp) + " ulp";
    return text;
}

class log_scale {
public:
    /// From value a at position `at_a` to value b at `at_b`.
    log_scale(double a, double b, double at_a, double at_b) : a_(a), b_(b), at_a_(at_a), at_b_(at_b) {}
    double operator()(double value) const {
        return at_a_ + (at_b_ - at_a_) * std::log(std::clamp(value, a_, b_) / a_) / std::log(b_ / a_);
    }
    bool covers(double value) const { return value >= a_ && value <= b_; }

private:
    double a_, b_, at_a_, at_b_;
};

/// Round values, as many as there can be up to seven; every other decade where even those are more.
std::vector<double> ticks(const log_scale& scale) {
    std::vector<double> found;
    for (const std::vector<double>& steps : {std::vector<double>{1, 1.5, 2, 3, 4, 5, 6, 8}, {1, 2, 5}, {1, 3}, {1}}) {
        found.clear();
        for (int decade = -6; decade <= 9; ++decade)
            for (const double step : steps) {
                const double value = step * std::pow(10, decade);
                if (scale.covers(value)) found.push_back(value);
            }
        if (found.size() <= 7) return found;
    }
    std::vector<double> every_other;
    for (std::size_t i = 0; i < found.size(); i += 2) every_other.push_back(found[i]);
    return every_other;
}

/// Errors upwards: a lane for those that are exact, a logarithmic scale, and a lane for those that are wrong.
class error_axis {
public:
    static constexpr double top = 12, wrong_lane = 26, exact_lane = 22, bottom = height - 36;

    /// Has at least the range of good errors, and at most what is neither exact nor wrong.
    explicit error_axis(const row& r) : scale_(1, 2, 0, 1) {
        double from = 0.3, to = 80;
        const auto show = [&](double ulp) {
            if (!(ulp > 0 && ulp < no_digit_right)) return;
            from = std::min(from, ulp);
            to = std::max(to, ulp);
        };
        for (const result& one : r.results) {
            if (!one.error) continue;
            show(one.error->max_ulp);
            show(one.error->practical_ulp);
        }
        scale_ = {std::max(from / 1.3, 1e-3), std::min(1.3 * to, no_digit_right), bottom - exact_lane,
                  top + wrong_lane};
    }

    double operator()(double ulp) const {
        if (ulp == 0) return bottom - exact_lane / 2;
        if (!(ulp < no_digit_right)) return top + wrong_lane / 2;
        return scale_(ulp);
    }
    const log_scale& scale() const { return scale_; }

private:
    log_scale scale_;
};

struct box {
    double left, top, right, bottom;
    bool overlaps(const box& other) const {
        return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }
    bool is_within(const box& other) const {
        return left >= other.left && right <= other.right && top >= other.top && bottom <= other.bottom;
    }
};

box around(double x, double y, double half) { return {x - half, y - half, x + half, y + half}; }

struct label {
    double x, y; ///< the anchor of the text, on its baseline
    const char* anchor;
    box covered;
    bool is_far; ///< so that a line has to lead to it
};

/// Where a text can stand beside the point (x, y): the nearest place that nothing covers. None: no such place.
std::optional<label> place_beside(double x, double y, double radius, double w, const box& frame,
                                  std::span<const box> taken) {
    constexpr double ascent = 9, tall = 12;
    struct place {
        double left, top;
        const char* anchor;
        double anchored; ///< the anchor's part of the width
    };
    for (const double gap : {radius + 4, radius + 10, radius + 18, radius + 28}) {
        const double diagonal = 0.7 * gap, over = y - tall, middle = y - tall / 2;
        for (const place& p :
             {place{x + gap, middle, "name", 0}, place{x - gap - w, middle, "name end", 1},
              place{x - w / 2, over - gap + 2, "name middle", 0.5}, place{x - w / 2, y + gap - 2, "name middle", 0.5},
              place{x + diagonal, over - diagonal, "name", 0}, place{x + diagonal, y + diagonal, "name", 0},
              place{x - diagonal - w, over - diagonal, "name end", 1},
              place{x - diagonal - w, y + diagonal, "name end", 1}}) {
            const box covered{p.left, p.top, p.left + w, p.top + tall};
            const auto hits = [&](const box& other) { return covered.overlaps(other); };
            if (covered.is_within(frame) && std::ranges::none_of(taken, hits))
                return label{p.left + p.anchored * w, p.top + ascent, p.anchor, covered, gap > radius + 5};
        }
    }
    return std::nullopt;
}

/// A line from a point towards its label, up to the nearest edge.
std::string leader(double x, double y, const box& to) {
    return line(x, y, std::clamp(x, to.left, to.right), std::clamp(y, to.top + 1, to.bottom - 1), "leader");
}

struct point {
    const result* of;
    double x, y;      ///< time, and the error over all floats
    double practical; ///< the error where pre-activations are in practice
    bool has_whisker() const { return std::fabs(practical - y) > 6; }
    double radius() const { return of->who->is_xact() ? 9 : 5; }
};

std::vector<point> points_of(const row& r, const log_scale& time, const error_axis& error) {
    std::vector<point> all;
    for (const result& one : r.results)
        if (one.error)
            all.push_back({&one, time(one.time.median), error(one.error->max_ulp), error(one.error->practical_ulp)});
    // xact comes last, above the others, its first tier uppermost.
    const auto tiers =
        std::stable_partition(all.begin(), all.end(), [](const point& p) { return !p.of->who->is_xact(); });
    std::reverse(tiers, all.end());
    return all;
}

/// The scale of times: at least a factor of four, so that small differences look small.
log_scale time_axis(const row& r, double left, double right) {
    double from = INFINITY, to = 0;
    for (const result& one : r.results)
        if (one.error) {
            from = std::min(from, one.time.median);
            to = std::max(to, one.time.median);
        }
    from = std::max(from, 1e-5); // a clock that stands still
    to = std::max(to, from);
    const double margin = std::max(1.2, std::sqrt(4 * from / to));
    return {from / margin, to * margin, left, right};
}

/// The part of the chart where everyone is slower and less accurate than a tier of xact.
std::string beaten_region(std::span<const point> points, const box& frame) {
    std::string rectangles;
    for (const point& p : points)
        if (p.of->who->is_xact()) rectangles += rectangle(p.x, frame.top, frame.right - p.x, p.y - frame.top, "beaten");
    return "<g class=\"region\">" + rectangles + "</g>";
}

std::string grid(const box& frame, const log_scale& time, const error_axis& error) {
    std::string drawn;
    for (const double ns : ticks(time)) {
        drawn += line(time(ns), frame.top, time(ns), frame.bottom, "grid");
        drawn += text_at(time(ns), frame.bottom + 14, "tick middle", format("%g", ns));
    }
    for (const double ulp : ticks(error.scale())) {
        drawn += line(frame.left, error(ulp), frame.right, error(ulp), "grid");
        drawn += text_at(frame.left - 6, error(ulp) + 4, "tick end", ulp < 9999 ? format("%g", ulp) : ulp_text(ulp));
    }
    const double wrong = frame.top + error_axis::wrong_lane, exact = frame.bottom - error_axis::exact_lane;
    drawn += line(frame.left, wrong, frame.right, wrong, "edge") + line(frame.left, exact, frame.right, exact, "edge");
    drawn += text_at(frame.left - 6, error(INFINITY) + 4, "tick end", "wrong");
    drawn += text_at(frame.left - 6, error(0) + 4, "tick end", "exact");
    return drawn;
}

/// Labels that fit, of xact first; colour and shape name the others, and the tooltips all.
std::vector<std::optional<label>> labels_of(std::span<const point> points, const box& frame) {
    std::vector<box> marks, whiskers;
    for (const point& p : points) {
        marks.push_back(around(p.x, p.y, p.radius()));
        if (!p.has_whisker()) continue;
        marks.push_back(around(p.x, p.practical, 3));
        whiskers.push_back({p.x - 1, std::min(p.y, p.practical), p.x + 1, std::max(p.y, p.practical)});
    }
    std::vector<std::optional<label>> labels(points.size());
    std::vector<box> texts;
    for (std::size_t i = points.size(); i-- > 0;) {
        const point& p = points[i];
        std::vector<box> taken = texts;
        taken.insert(taken.end(), marks.begin(), marks.end());
        std::vector<box> preferably = taken;
        preferably.insert(preferably.end(), whiskers.begin(), whiskers.end());
        const double w = text_width(p.of->who->name(), p.of->who->is_xact());
        labels[i] = place_beside(p.x, p.y, p.radius(), w, frame, preferably);
        if (!labels[i]) labels[i] = place_beside(p.x, p.y, p.radius(), w, frame, taken);
        if (!labels[i]) continue;
        const box& text = labels[i]->covered;
        texts.push_back({text.left - 3, text.top, text.right + 3, text.bottom});
    }
    return labels;
}

std::string drawn(const row& r, const point& p, const std::optional<label>& name, const palette& colours) {
    const contestant& who = *p.of->who;
    std::string marks =
        "<g class=\"point " + colours.css_class(who) +
        format("\" data-ns=\"%.6g\" data-ulp=\"%.9g\"><title>", p.of->time.median, p.of->error->max_ulp) +
        escaped(tooltip(r, *p.of)) + "</title>";
    if (p.has_whisker())
        marks += line(p.x, p.y, p.x, p.practical, "whisker") +
                 format("<circle class=\"practical\" cx=\"%s\" cy=\"%s\" r=\"2.5\"/>", number(p.x).c_str(),
                        number(p.practical).c_str());
    if (name && name->is_far) marks += leader(p.x, p.y, name->covered);
    marks += colours.marker(who, p.x, p.y, 10);
    if (name) marks += text_at(name->x, name->y, name->anchor, who.name());
    return marks + "</g>";
}

/// One panel of bars: a size.
struct panel {
    const row* of;
    const copy_limits* limits; ///< null where they are not known
    double left, right;
};

constexpr double head_height = 34, foot_height = 22, value_width = 42;

double limit_of(const panel& p) { return std::min(p.limits->copy.median, p.limits->stream.median); }

/// What a whole bar stands for. One that takes far longer than all the others would leave nothing of theirs: it is cut.
double longest(const panel& p) {
    std::vector<double> times;
    for (const result& one : p.of->results) times.push_back(one.time.median);
    if (times.empty()) return 1;
    std::ranges::sort(times);
    const result* self = p.of->find("xact");
    const double usual = std::max(times[times.size() / 2], self ? self->time.median : 0.0);
    const auto first_cut = std::ranges::upper_bound(times, 2.5 * usual);
    const double shown = first_cut == times.end() ? times.back() : 1.25 * *(first_cut - 1);
    return std::max(p.limits ? 1.1 * limit_of(p) : 0.0, shown);
}

std::string bar(const panel& p, const result& one, double y, double tall, const palette& colours) {
    const double full = p.right - value_width - p.left, all = longest(p), time = one.time.median;
    const bool is_cut = time > all;
    const double end = p.left + full * std::min(time / all, 1.0);
    const auto is_faster = [&](const result& other) { return other.time.median < time; };
    const bool is_fastest = std::ranges::none_of(p.of->results, is_faster);
    std::string text = "<g class=\"bar " + colours.css_class(*one.who) + format("\" data-ns=\"%.6g\"><title>", time) +
                       escaped(tooltip(*p.of, one)) + "</title>" +
                       rectangle(p.left, y - tall / 2, end - p.left, tall, "length");
    if (is_cut) text += line(end - 12, y + tall / 2 + 1, end - 7, y - tall / 2 - 1, "cut");
    return text + text_at(end + 4, y + 4, is_fastest ? "value best" : "value", ns_text(time)) + "</g>";
}

std::string limit_line(const panel& p, double top, double bottom) {
    if (!p.limits) return "";
    const double full = p.right - value_width - p.left;
    const double x = p.left + full * limit_of(p) / longest(p);
    const std::string name = "copy " + ns_text(limit_of(p));
    const double half = text_width(name) / 2;
    return "<g class=\"limit\"><title>" +
           escaped(format("the machine's own limit at this size: memcpy %s, streaming copy %s ns per float",
                          ns_text(p.limits->copy.median).c_str(), ns_text(p.limits->stream.median).c_str())) +
           "</title>" + line(x, top, x, bottom, "rule") +
           text_at(std::clamp(x, p.left + half, p.right - half), bottom + 13, "tick middle", name) + "</g>";
}

} // namespace

palette::palette(std::span<const contestant* const> all) {
    std::ranges::copy_if(all, std::back_inserter(peers_), [](const contestant* c) { return !c->is_xact(); });
}

std::size_t palette::peer_index(const contestant& c) const {
    return static_cast<std::size_t>(std::ranges::find(peers_, &c) - peers_.begin());
}

std::string palette::css_class(const contestant& c) const {
    constexpr std::size_t colours = 9; // in report.css
    if (c.is_xact()) return c.name() == "xact fast" ? "fast" : "xact";
    return "peer" + std::to_string(peer_index(c) % colours);
}

std::string palette::marker(const contestant& c, double x, double y, double size) const {
    const double r = size / 2;
    const auto circle = [&](const char* css_class, double radius) {
        return format("<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"%s\"/>", css_class, number(x).c_str(),
                      number(y).c_str(), number(radius).c_str());
    };
    const auto polygon = [&](std::initializer_list<std::pair<double, double>> corners) {
        std::string points;
        for (const auto& [dx, dy] : corners)
            points += (points.empty() ? "" : " ") + number(x + r * dx) + "," + number(y + r * dy);
        return "<polygon class=\"mark\" points=\"" + points + "\"/>";
    };
    if (c.is_xact()) return css_class(c) == "xact" ? circle("mark", 1.1 * r) : circle("ring", 1.6 * r);
    switch (peer_index(c) % 5) {
        case 0:
            return circle("mark", 0.9 * r);
        case 1:
            return polygon({{-.8, -.8}, {.8, -.8}, {.8, .8}, {-.8, .8}});
        case 2:
            return polygon({{0, -1.1}, {1.1, 0}, {0, 1.1}, {-1.1, 0}});
        case 3:
            return polygon({{0, -1.1}, {1.05, .8}, {-1.05, .8}});
        default:
            return polygon({{0, 1.1}, {1.05, -.8}, {-1.05, -.8}});
    }
}

std::string size_text(std::size_t n) {
    if (n >= (1u << 20) && n % (1u << 20) == 0) return std::to_string(n >> 20) + " M floats";
    std::string digits = std::to_string(n);
    for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
    return digits + " floats";
}

std::string tooltip(const row& r, const result& one) {
    std::string text = one.who->name() + ", " + r.function->name + " " + std::string(name_of(r.way)) + "\n" +
                       ns_text(one.time.median) + " ns per float, " + std::string(r.size.name) + " (fastest round " +
                       ns_text(one.time.minimum) + ")";
    if (!one.error) return text;
    text += "\n" + ulp_text(one.error->max_ulp) + " ulp at most";
    if (one.error->max_ulp > 0) text += format(", at %.6g", static_cast<double>(one.error->worst));
    text += "; " + ulp_text(one.error->practical_ulp) + format(" within |x| \u2264 %g", double{practical_range});
    if (!one.error->keeps_tails()) text += format("\n! loses its tail beyond |x| = %g", double{practical_range});
    if (!one.error->specials) text += "\n! no limit at -inf or +inf, or no NaN at NaN";
    return text;
}

std::string scatter_chart(const row& r, const palette& colours) {
    const auto has_error = [](const result& one) { return one.error.has_value(); };
    if (std::ranges::none_of(r.results, has_error)) return "";

    const box frame{46, error_axis::top, width - 18, error_axis::bottom}; // half of a number fits beside it
    const log_scale time = time_axis(r, frame.left, frame.right);
    const error_axis error(r);
    const std::vector<point> points = points_of(r, time, error);
    const std::vector<std::optional<label>> labels = labels_of(points, frame);

    std::string content = rectangle(frame.left, frame.top, frame.right - frame.left, frame.bottom - frame.top, "plot");
    content += beaten_region(points, frame) + grid(frame, time, error);
    content += text_at(frame.right, height - 5, "axis end", "ns per float, " + std::string(r.size.name));
    content += text_at(frame.left, height - 5, "axis", "\u2190 faster");
    for (std::size_t i = 0; i < points.size(); ++i) content += drawn(r, points[i], labels[i], colours);
    return svg(height,
               r.function->name + " " + std::string(name_of(r.way)) + ": speed against largest error of " +
                   std::to_string(points.size()) + " contestants" + summary_of_xact(r),
               content);
}

std::string bar_chart(std::span<const row* const> sizes, const figures& all, const palette& colours) {
    const row& first = *sizes.front();
    double name_width = 0;
    for (const result& one : first.results)
        name_width = std::max(name_width, text_width(one.who->name(), one.who->is_xact()));
    name_width += 12;

    constexpr double gap = 8;
    const double count = static_cast<double>(sizes.size());
    const double panel_width = (width - name_width + gap) / count - gap;
    std::vector<panel> panels;
    for (const row* r : sizes) {
        const auto known = std::ranges::find_if(all.copies, [&](const auto& c) { return c.first.n == r->size.n; });
        const double left = name_width + static_cast<double>(panels.size()) * (panel_width + gap);
        panels.push_back({r, known == all.copies.end() ? nullptr : &known->second, left, left + panel_width});
    }

    const double bars = static_cast<double>(first.results.size());
    const double tall = std::max(height, head_height + foot_height + 15 * bars);
    const double bottom = tall - foot_height, pitch = std::min((bottom - head_height) / std::max(bars, 1.0), 28.0);
    const auto middle = [&](std::size_t i) { return head_height + pitch * (static_cast<double>(i) + 0.5); };

    std::string content, measured;
    for (std::size_t i = 0; i < first.results.size(); ++i) {
        const contestant& who = *first.results[i].who;
        content += "<g class=\"" + colours.css_class(who) + "\">" +
                   text_at(name_width - 8, middle(i) + 4, "name end", who.name()) + "</g>";
    }
    const double end_of_bars = head_height + pitch * bars;
    for (const panel& p : panels) {
        content += text_at(p.left, 12, "head", p.of->size.name);
        content += text_at(p.left, 26, "tick", size_text(p.of->size.n));
        content += line(p.left, head_height, p.left, end_of_bars, "edge");
        content += limit_line(p, head_height, end_of_bars);
        for (std::size_t i = 0; i < first.results.size(); ++i)
            if (const result* one = p.of->find(first.results[i].who->name()))
                content += bar(p, *one, middle(i), std::min(0.55 * pitch, 12.0), colours);
        measured += (measured.empty() ? "" : ", ") + std::string(p.of->size.name);
    }
    return svg(tall,
               first.function->name + " " + std::string(name_of(first.way)) + ": nanoseconds per float of " +
                   std::to_string(first.results.size()) + " contestants in " + measured + summary_of_xact(first),
               content);
}

} // namespace bench
