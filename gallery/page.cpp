#include "page.hpp"

#include <algorithm>
#include <cmath>
#include <vector>
#include <xact/aliases.hpp>
#include <xact/version.hpp>

#include "formula.hpp"
#include "gallery_assets.hpp"
#include "plot.hpp"
#include "text.hpp"

namespace gallery {
namespace {

using bench::escaped;
using bench::format;

/// With a proper minus sign, and ∞.
std::string value_text(double x, int digits = 4) {
    std::string text = std::isinf(x) ? "∞" : format("%.*g", digits, std::fabs(x));
    if (const std::size_t e = text.find('e'); e != text.npos) {
        const int power = std::stoi(text.substr(e + 1));
        text = text.substr(0, e) + "·10<sup>" + (power < 0 ? "−" : "") + std::to_string(std::abs(power)) + "</sup>";
    }
    return (std::signbit(x) && x != 0 ? "−" : "") + text;
}

template <class T> std::string listed(const T& all) {
    std::string joined;
    for (const double x : all) joined += (joined.empty() ? "" : ", ") + value_text(x);
    return joined;
}

std::string fact(std::string_view name, const std::string& html) {
    return html.empty() ? "" : "<div><dt>" + std::string(name) + "</dt><dd>" + html + "</dd></div>";
}

/// At -inf and at +inf; a limit that does not exist is a NaN.
std::string both(double at_minus_inf, double at_plus_inf) {
    const auto text = [](double x) { return std::isnan(x) ? "none" : value_text(x); };
    if (std::isnan(at_minus_inf) && std::isnan(at_plus_inf)) return "none";
    return text(at_minus_inf) + " and " + text(at_plus_inf);
}

std::string limits(const xact::facts& about) {
    return "<i>f</i>: " + both(about.limit_at_minus_inf, about.limit_at_plus_inf) +
           "; <i>f</i>&hairsp;′: " + both(about.slope_at_minus_inf, about.slope_at_plus_inf);
}

std::string line_text(const straight& a) {
    const std::string offset = value_text(std::fabs(a.offset));
    const std::string slope = std::fabs(a.slope) == 1 ? "" : value_text(std::fabs(a.slope)) + "\u202f";
    const std::string sign = a.slope < 0 ? "−" : "";
    return sign + slope + "<i>x</i>" + (a.offset == 0 ? "" : (a.offset < 0 ? " − " : " + ") + offset);
}

/// Only those that are not mere limits.
std::string slanted(const curves& c) {
    std::string text;
    for (std::size_t side = 0; side < 2; ++side) {
        if (!c.asymptotes[side] || c.asymptotes[side]->slope == 0) continue;
        const std::string line = "<i>y</i> = " + line_text(*c.asymptotes[side]);
        if (text == line) continue;
        text += (text.empty() ? "" : ", ") + line;
    }
    return text;
}

std::string extrema(const function& fn) {
    const evaluator f = fn.with(fn.defaults());
    std::string text;
    for (const double x : fn.about->slope_roots) {
        const jet at = f(x);
        const double h = 1e-3 * std::max(1.0, std::fabs(x)), before = f(x - h)[1], after = f(x + h)[1];
        if (!(before * after < 0)) continue;
        text += (text.empty() ? "" : ", ") + std::string(before < 0 ? "minimum " : "maximum ") + value_text(at[0]) +
                "&nbsp;at&nbsp;" + value_text(x);
    }
    return text;
}

std::string errors(const xact::facts& about) {
    return value_text(about.value.ulp) + ", " + value_text(about.slope.ulp) + " ulp in float; " +
           value_text(about.value.ulp_double) + ", " + value_text(about.slope.ulp_double) + " in double";
}

std::string speed_text(const xact::facts& about, const speeds& measured) {
    const auto found = measured.of.find(about.name);
    if (found == measured.of.end()) return "not measured";
    const auto [forward, backward] = found->second;
    std::string text;
    if (!std::isnan(forward)) text = value_text(forward, 3) + " forward";
    if (!std::isnan(backward)) text += (text.empty() ? "" : ", ") + value_text(backward, 3) + " backward";
    return text.empty() ? "not measured" : text;
}

/// " (lo = 0, hi = 6)" for "clamp(lo=0, hi=6)".
std::string settings_text(std::string_view call) {
    std::string text;
    for (std::size_t at = call.find('('); at != call.npos && at + 1 < call.size();) {
        const std::size_t begin = call.find_first_not_of("(, ", at), equals = call.find('=', begin);
        const std::size_t end = call.find_first_of(",)", equals);
        const double value = std::stod(std::string(call.substr(equals + 1, end - equals - 1)));
        text +=
            (text.empty() ? " (" : ", ") + typeset_name(call.substr(begin, equals - begin)) + " = " + value_text(value);
        at = end;
    }
    return text.empty() ? text : text + ")";
}

/// What xact::aliases has for a function, and all its names as lines for the search.
struct more_names {
    std::string presets, elsewhere, sought;
};

more_names more_names_of(std::string_view function) {
    more_names all;
    for (const xact::alias& a : xact::aliases) {
        if (a.call.substr(0, a.call.find('(')) != function) continue;
        std::string& list = a.system().empty() ? all.presets : all.elsewhere;
        list += (list.empty() ? "" : ", ") + escaped(a.name) + settings_text(a.call);
        all.sought += std::string(a.name) + "\n";
    }
    return all;
}

std::string facts_of(const function& fn, const plot* p, const std::optional<speeds>& measured) {
    const xact::facts& about = *fn.about;
    std::string rows;
    if (p) {
        rows += fact("limits", limits(about)) + fact("asymptotes", slanted(p->usual)) + fact("extrema", extrema(fn));
        rows += fact("roots", listed(about.roots)) + fact("kinks", listed(about.kinks));
        if (std::isfinite(about.domain.lo) || std::isfinite(about.domain.hi))
            rows += fact("domain", value_text(about.domain.lo) + " to " + value_text(about.domain.hi));
        rows += fact("error ≤", errors(about));
    }
    if (measured) rows += fact("speed, ns", speed_text(about, *measured));
    const auto [presets, elsewhere, sought] = more_names_of(about.name);
    rows += fact("source", escaped(about.source)) + fact("presets", presets) + fact("elsewhere", elsewhere);
    return "<dl class=\"facts\">" + rows + "</dl>\n";
}

std::string lowered(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return text;
}

std::string heading(const xact::facts& about) {
    const std::string name = escaped(about.name);
    std::string aliases;
    for (const std::string_view alias : about.aliases)
        aliases += (aliases.empty() ? "also " : ", ") + ("<span>" + escaped(alias) + "</span>");
    return "<header><h3><a href=\"#" + name + "\">" + name + "</a></h3><p class=\"aliases\">" + aliases +
           "</p></header>\n";
}

/// As gallery.js shows it.
std::string parameter_text(double value) {
    std::string text = format("%.4g", value);
    if (text.find('e') != text.npos) text = format("%.2g", value);
    for (std::size_t at = 0; (at = text.find('-', at)) != text.npos;) text.replace(at, 1, "−");
    return text;
}

/// One parameter's slider, over the places of its values.
std::string slider(const function& fn, const track& t, std::size_t index) {
    const parameter& p = fn.parameters[t.parameter];
    const std::string name = typeset_name(p.name), value = parameter_text(p.value);
    const std::string spoken = escaped(p.name), usual = format("%.4g", p.value);
    return format("<div class=\"slider\" data-track=\"%zu\"><label><span>", index) + name +
           format("</span><input type=\"range\" min=\"0\" max=\"%zu\" step=\"1\" value=\"%zu\" aria-label=\"",
                  t.values.size() - 1, t.start) +
           spoken + "\" aria-valuetext=\"" + usual + "\"></label><output>" + value +
           "</output><button type=\"button\" disabled aria-label=\"" + spoken + " back to " + usual +
           "\" title=\"back to " + usual +
           "\"><svg viewBox=\"0 0 16 16\" aria-hidden=\"true\">"
           "<path d=\"M3.2 6.2A5.2 5.2 0 1 1 2.8 9.2M3 2.8V6.4H6.6\"/></svg></button></div>\n";
}

std::string sliders(const function& fn, const plot& p) {
    std::string rows;
    for (std::size_t i = 0; i < p.tracks.size(); ++i) rows += slider(fn, p.tracks[i], i);
    if (p.tracks.size() > 4)
        rows = format("<details><summary>%zu parameters</summary>\n", p.tracks.size()) + rows + "</details>\n";
    return "<div class=\"sliders\">\n" + rows + "</div>\n";
}

std::string readout(bool has_curvature) {
    const auto cell = [](const char* css_class, const char* name) {
        return std::string("<span class=\"") + css_class + "\"><b>" + name + "</b><output></output></span>";
    };
    return "<p class=\"readout\" aria-hidden=\"true\">" + cell("of-x", "<i>x</i>") + cell("of-f0", "<i>f</i>") +
           cell("of-f1", "<i>f</i>&hairsp;′") + (has_curvature ? cell("of-f2", "<i>f</i>&hairsp;″") : "") + "</p>\n";
}

std::string card(const function& fn, const std::optional<speeds>& measured) {
    const xact::facts& about = *fn.about;
    std::string sought = std::string(about.name) + "\n";
    for (const std::string_view alias : about.aliases) sought += std::string(alias) + "\n";
    sought += more_names_of(about.name).sought + std::string(about.formula);
    std::string text = "<article class=\"card" + std::string(fn.is_elementwise() ? "" : " plain") + "\" id=\"" +
                       escaped(about.name) + "\" data-find=\"" + escaped(lowered(sought)) + "\">\n" + heading(about);
    text += "<p class=\"formula\">" + typeset(about.formula) + "</p>\n";
    if (fn.is_elementwise()) {
        const plot p = sampled(fn);
        const std::string label = std::string(about.name) + ": f, f' and f'' for x from " +
                                  format("%.4g to %.4g", p.window.x.lo, p.window.x.hi);
        text += "<div class=\"plot\">" + drawing(p, label) + "</div>\n" + readout(p.has_curvature) + sliders(fn, p) +
                facts_of(fn, &p, measured) + "<script type=\"application/json\">" + data(p) + "</script>\n";
    } else {
        text += facts_of(fn, nullptr, measured);
    }
    return text + "</article>\n";
}

struct group {
    std::string_view name;
    std::vector<const function*> members;
};

std::vector<group> groups_of(std::span<const function> all) {
    std::vector<group> groups;
    for (const function& fn : all) {
        auto g = std::ranges::find(groups, fn.family, &group::name);
        if (g == groups.end()) g = groups.insert(groups.end(), {fn.family, {}});
        g->members.push_back(&fn);
    }
    return groups;
}

std::string section(const group& g, const std::optional<speeds>& measured) {
    std::string cards;
    for (const function* fn : g.members) cards += card(*fn, measured);
    const bool is_plain = std::ranges::none_of(g.members, &function::is_elementwise);
    return "<section>\n<h2>" + escaped(g.name) +
           format(" <span>%zu</span></h2>\n<div class=\"cards%s\">\n", g.members.size(), is_plain ? " plain" : "") +
           cards + "</div>\n</section>\n";
}

std::string index(std::span<const group> groups) {
    std::string rows;
    for (const group& g : groups) {
        std::string links;
        for (const function* fn : g.members)
            links += "<li><a href=\"#" + escaped(fn->about->name) + "\">" + escaped(fn->about->name) + "</a></li>\n";
        rows += "<div><dt>" + escaped(g.name) + "</dt><dd><ul>\n" + links + "</ul></dd></div>\n";
    }
    return "<nav aria-label=\"all functions\"><dl class=\"index wide\">\n" + rows + "</dl></nav>\n";
}

std::string notes(const std::optional<speeds>& measured) {
    std::string text = R"(<footer class="wide">
<h2>How to read this</h2>
<ul>
<li>Every curve is sampled from the library itself, <i>f</i>, <i>f</i>&hairsp;′ and <i>f</i>&hairsp;″ in double; the page
knows no formula.</li>
<li>A slider shows one parameter beside the others' defaults; the default stays in the plot as a thin line. Scales do
not change.</li>
<li>A kink is where <i>f</i>&hairsp;′ or <i>f</i>&hairsp;″ jumps. Limits are those at −∞ and +∞; they and roots, kinks,
extrema and errors are given for the default parameters.</li>
<li>Presets are names of a function with other parameters; elsewhere it goes, before a colon the system, by those names.
All of them look it up.</li>
<li>Errors, of <i>f</i> and of <i>f</i>&hairsp;′, count in ulp, units in the last place, and are the largest over all finite inputs whose result is a normal
number. Near a root they count in ulps of |<i>x</i> <i>f</i>&hairsp;′(<i>x</i>)|/4 where that is larger.</li>
)";
    if (measured)
        text += "<li>Speeds are in ns per " + escaped(measured->type) +
                ", of arrays in the first cache, on one thread: " + escaped(measured->cpu) + ", " +
                escaped(measured->compiler) + ".</li>\n";
    return text +
           "<li>Keys: <kbd>/</kbd> searches, <kbd>Esc</kbd> clears; in a plot <kbd>←</kbd> and <kbd>→</kbd> read "
           "values.</li>\n"
           "</ul>\n</footer>\n";
}

std::string version() { return format("%d.%d.%d", XACT_VERSION_MAJOR, XACT_VERSION_MINOR, XACT_VERSION_PATCH); }

} // namespace

std::string page(std::span<const function> all, const std::optional<speeds>& measured) {
    const std::vector<group> groups = groups_of(all);
    std::string text =
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"color-scheme\" content=\"light dark\">\n"
        "<meta name=\"description\" content=\"Activation functions, their derivatives, parameters and limits\">\n"
        // The page asks for nothing, and cannot.
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        "'unsafe-inline'; script-src 'unsafe-inline'; img-src data:\">\n"
        "<link rel=\"icon\" href=\"data:,\">\n<title>xact: the gallery of activation functions</title>\n<style>\n";
    text += gallery_css;
    text += "</style>\n</head>\n<body>\n" + shared_parts();
    text +=
        "<header class=\"wide\" id=\"top\">\n<h1>Activation functions</h1>\n<p class=\"lead\">" +
        format(
            "%zu of them with their derivatives, parameters, limits, roots and kinks, drawn by xact %s itself.</p>\n",
            all.size(), version().c_str());
    text += legend();
    text += "</header>\n" + index(groups);
    text +=
        "<div class=\"bar\"><div class=\"wide\"><a href=\"#top\">xact</a>"
        "<input id=\"filter\" type=\"search\" placeholder=\"Name, alias or formula\" aria-label=\"Search by name, "
        "alias or formula\" hidden><output id=\"count\" for=\"filter\"></output>";
    text += legend();
    text += "</div></div>\n<main class=\"wide\">\n";
    for (const group& g : groups) text += section(g, measured);
    text += "<p id=\"none\" hidden>No function has that in its name, aliases or formula.</p>\n</main>\n";
    text += notes(measured) + "<script>\n";
    text += gallery_js;
    return text + "</script>\n</body>\n</html>\n";
}

} // namespace gallery
