#include "plot.hpp"

#include <algorithm>
#include <cmath>

#include "coding.hpp"
#include "svg.hpp"

namespace gallery {
namespace {

using bench::format;
using bench::number;

// In units of the viewBox, which are about pixels.
constexpr double width = 360, height = 236, left = 35, right = 351, top = 8, bottom = 214;

struct point {
    double x, y;
};

class scale {
public:
    explicit scale(const window& w) : w_(w) {}
    double x(double value) const { return left + (right - left) * (value - w_.x.lo) / w_.x.size(); }
    /// As far beyond the frame as matters for the slope of a line that leaves it.
    double y(double value) const {
        return top + (bottom - top) * std::clamp((w_.y.hi - value) / w_.y.size(), -4.0, 5.0);
    }
    /// At a sample.
    double x_of(std::size_t i) const { return left + (right - left) * static_cast<double>(i) / steps; }

private:
    const window& w_;
};

/// To a hundredth of a unit.
std::string fine(double x) {
    std::string text = format("%.2f", x);
    while (text.ends_with("0")) text.pop_back();
    if (text.ends_with(".")) text.pop_back();
    return text == "-0" ? "0" : text;
}

/// Drops the points without which the line stays within `tolerance`.
void simplify(const std::vector<point>& line, std::size_t first, std::size_t last, std::vector<bool>& kept) {
    constexpr double tolerance = 0.03;
    const double dx = line[last].x - line[first].x, dy = line[last].y - line[first].y, length = std::hypot(dx, dy);
    double most = tolerance;
    std::size_t at = first;
    for (std::size_t i = first + 1; i < last; ++i) {
        const double off =
            std::fabs(dy * (line[i].x - line[first].x) - dx * (line[i].y - line[first].y)) / std::max(length, 1e-9);
        if (off > most) most = off, at = i;
    }
    if (at == first) return;
    kept[at] = true;
    simplify(line, first, at, kept);
    simplify(line, at, last, kept);
}

std::string path_of(const std::vector<point>& line) {
    if (line.empty()) return "";
    std::vector<bool> kept(line.size());
    kept.front() = kept.back() = true;
    simplify(line, 0, line.size() - 1, kept);
    std::string d;
    for (std::size_t i = 0; i < line.size(); ++i)
        if (kept[i]) d += (d.empty() ? "M" : "L") + fine(line[i].x) + " " + fine(line[i].y);
    return line.size() == 1 ? d + "h0" : d;
}

std::string curve(const curves& c, std::size_t order, const scale& s) {
    std::string d;
    std::vector<point> piece;
    const auto end_piece = [&] {
        d += path_of(piece);
        piece.clear();
    };
    for (std::size_t i = 0; i <= steps; ++i) {
        if (std::isnan(c.y[order][i])) {
            end_piece();
            continue;
        }
        piece.push_back({s.x_of(i), s.y(c.y[order][i])});
        if (std::ranges::find(c.breaks[order], i) != c.breaks[order].end()) end_piece();
    }
    end_piece();
    return d;
}

/// f at x, between two samples; where it jumps, before.
double value_at(const curves& c, double share) {
    const double at = share * steps;
    const auto i = std::min(static_cast<std::size_t>(at), steps - 1);
    const double a = c.y[0][i], b = c.y[0][i + 1];
    if (std::ranges::find(c.breaks[0], i) != c.breaks[0].end()) return a;
    return a + (at - static_cast<double>(i)) * (b - a);
}

enum class shape { disc, ring, diamond };

std::string mark(shape s, point at) {
    if (s == shape::diamond) {
        constexpr double r = 5.6;
        return "M" + fine(at.x - r) + " " + fine(at.y) + "l" + fine(r) + " " + fine(-r) + " " + fine(r) + " " +
               fine(r) + " " + fine(-r) + " " + fine(r) + "z";
    }
    const double r = s == shape::disc ? 3.1 : 3.8;
    const std::string half = "a" + fine(r) + " " + fine(r) + " 0 1 0 ";
    return "M" + fine(at.x - r) + " " + fine(at.y) + half + fine(2 * r) + " 0" + half + fine(-2 * r) + " 0z";
}

std::string asymptotes(const curves& c, const window& w, const scale& s) {
    std::string d;
    for (std::size_t side = 0; side < 2; ++side) {
        if (!c.asymptotes[side]) continue;
        const auto [slope, offset] = *c.asymptotes[side];
        const double from = side == 0 ? w.x.lo : w.x.hi, to = w.x.at(0.5);
        d += "M" + fine(s.x(from)) + " " + fine(s.y(slope * from + offset)) + "L" + fine(s.x(to)) + " " +
             fine(s.y(slope * to + offset));
    }
    return d;
}

double nice_step(double size, double most) {
    const double power = std::pow(10, std::floor(std::log10(size / most)));
    for (const double step : {1.0, 2.0, 5.0})
        if (step * power * most >= size) return step * power;
    return 10 * power;
}

std::vector<double> ticks(const range& r, double most) {
    const double step = nice_step(r.size(), most);
    std::vector<double> all;
    for (double k = std::ceil(r.lo / step); k * step <= r.hi; ++k) all.push_back(k * step + 0.0);
    return all;
}

/// The number at a tick, beside or below the frame.
class tick_label {
public:
    explicit tick_label(double value) : text_(format("%.6g", value)) {}

    std::string below(double x) const {
        return bench::text_at(std::min(x, width - 1 - bench::text_width(text_) / 2), bottom + 14, "middle", shown());
    }
    /// Without the 0 before the point where there is no room for it, and small where that is not enough.
    std::string beside(double y) {
        constexpr double room = left - 8;
        const std::size_t zero = text_.find("0.");
        if (bench::text_width(text_) > room && zero <= 1) text_.erase(zero, 1);
        return bench::text_at(left - 6, y + 3.5, bench::text_width(text_) > room ? "end small" : "end", shown());
    }

private:
    /// With a proper minus sign.
    std::string shown() const { return text_.starts_with("-") ? "\u2212" + text_.substr(1) : text_; }

    std::string text_;
};

std::string grid(const window& w, const scale& s) {
    std::string lines, axes, labels;
    for (const double x : ticks(w.x, 6)) {
        (x == 0 ? axes : lines) += "M" + fine(s.x(x)) + " " + fine(top) + "V" + fine(bottom);
        labels += tick_label(x).below(s.x(x));
    }
    for (const double y : ticks(w.y, 7)) {
        (y == 0 ? axes : lines) += "M" + fine(left) + " " + fine(s.y(y)) + "H" + fine(right);
        if (s.y(y) > top + 3 && s.y(y) < bottom - 1) labels += tick_label(y).beside(s.y(y));
    }
    return "<path class=\"grid\" d=\"" + lines + "\"/><path class=\"axes\" d=\"" + axes + "\"/>" + labels;
}

std::string path(const char* css_class, const std::string& d) {
    return std::string("<path class=\"") + css_class + "\" d=\"" + d + "\"/>";
}

std::string marks(const std::vector<double>& at, shape form, const curves& c, const window& w, const scale& s) {
    std::string d;
    for (const double x : at) {
        const double y = form == shape::disc ? 0 : value_at(c, (x - w.x.lo) / w.x.size());
        if (w.y.contains(y)) d += mark(form, {s.x(x), s.y(y)});
    }
    return d;
}

/// JSON.
template <class T, class Text> std::string list(const T& all, Text text) {
    std::string joined;
    for (const auto& one : all) joined += (joined.empty() ? "" : ",") + text(one);
    return "[" + joined + "]";
}

std::string rounded(double x) { return format("%.6g", x); }
std::string whole(std::size_t n) { return std::to_string(n); }
std::string side(const std::optional<straight>& a) {
    return a ? "[" + rounded(a->slope) + "," + rounded(a->offset) + "]" : "null";
}
std::string quoted(const std::string& text) { return "\"" + text + "\""; }

std::string data(const curves& c, bool has_curvature, double fineness) {
    std::vector<std::string> y;
    for (std::size_t order = 0; order < (has_curvature ? 3u : 2u); ++order) y.push_back(coded(c.y[order], fineness));
    return format("{\"q\":%g,\"y\":", fineness) + list(y, quoted) +
           ",\"b\":" + list(c.breaks, [](const auto& b) { return list(b, whole); }) +
           ",\"k\":" + list(c.kinks, rounded) + ",\"r\":" + list(c.roots, rounded) +
           ",\"s\":" + list(c.slope_roots, rounded) + ",\"a\":" + list(c.asymptotes, side) + "}";
}

} // namespace

std::string drawing(const plot& p, const std::string& label) {
    const window& w = p.window;
    const scale s(w);
    const curves& c = p.usual;
    std::string content = bench::rectangle(left, top, right - left, bottom - top, "field") + grid(w, s);
    content += "<g clip-path=\"url(#frame)\">" + path("limit", asymptotes(c, w, s)) + path("ghost", "") +
               (p.has_curvature ? path("f2", curve(c, 2, s)) : "") + path("f1", curve(c, 1, s)) +
               path("f0", curve(c, 0, s)) + path("kinks", marks(c.kinks, shape::diamond, c, w, s)) +
               path("flats", marks(c.slope_roots, shape::ring, c, w, s)) +
               path("roots", marks(c.roots, shape::disc, c, w, s)) + "</g>";
    return format("<svg class=\"chart\" role=\"img\" viewBox=\"0 0 %g %g\" aria-label=\"", width, height) +
           bench::escaped(label) + "\">" + content + "</svg>";
}

std::string shared_parts() {
    return "<svg class=\"shared\" aria-hidden=\"true\"><clipPath id=\"frame\">" +
           bench::rectangle(left, top, right - left, bottom - top, "") + "</clipPath></svg>\n";
}

std::string legend() {
    const auto item = [](double wide, const char* css_class, const std::string& d, const char* html) {
        return format("<li><svg viewBox=\"0 0 %g 12\" aria-hidden=\"true\">", wide) + path(css_class, d) +
               "</svg><span>" + html + "</span></li>\n";
    };
    const std::string line = "M1 6H27";
    constexpr point middle{6, 6};
    return "<ul class=\"legend\" aria-label=\"what the plots show\">\n" + item(28, "f0", line, "<i>f</i>") +
           item(28, "f1", line, "<i>f</i>&hairsp;′") + item(28, "f2", line, "<i>f</i>&hairsp;″") +
           item(12, "roots", mark(shape::disc, middle), "root") +
           item(12, "flats", mark(shape::ring, middle), "<i>f</i>&hairsp;′ = 0") +
           item(12, "kinks", mark(shape::diamond, middle), "kink") + item(28, "limit", line, "asymptote") + "</ul>\n";
}

std::string data(const plot& p) {
    const auto one_track = [&](const track& t) {
        std::vector<std::string> all;
        for (const curves& c : t.at) all.push_back(c.y[0].empty() ? "null" : data(c, p.has_curvature, 0x1p13));
        return "{\"v\":" + list(t.values, rounded) + ",\"at\":" + std::to_string(t.start) +
               ",\"c\":" + list(all, [](const std::string& text) { return text; }) + "}";
    };
    const window& w = p.window;
    return "{\"w\":" + list(std::array{w.x.lo, w.x.hi, w.y.lo, w.y.hi}, rounded) +
           ",\"u\":" + data(p.usual, p.has_curvature, 0x1p16) + ",\"t\":" + list(p.tracks, one_track) + "}";
}

} // namespace gallery
