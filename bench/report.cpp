#include "report.hpp"

#include <algorithm>
#include <ctime>
#include <fstream>
#include <stdexcept>
#include <vector>

#include "charts.hpp"
#include "machine.hpp"
#include "report_assets.hpp"
#include "session.hpp"
#include "table.hpp"
#include "text.hpp"

namespace bench {
namespace {

/// One function's rows in one direction, at each size.
using rows_of_way = std::vector<const row*>;

struct section {
    const bench::function* function;
    std::vector<rows_of_way> ways;
};

/// The rows, which come size by size, function by function.
std::vector<section> sections_of(const figures& all) {
    std::vector<section> sections;
    for (const row& r : all.rows) {
        if (r.results.empty() || r.size.in_place) continue; // which the charts have no room for
        auto s = std::ranges::find(sections, r.function, &section::function);
        if (s == sections.end()) s = sections.insert(sections.end(), {r.function, {}});
        auto w = std::ranges::find(s->ways, r.way, [](const rows_of_way& rows) { return rows.front()->way; });
        if (w == s->ways.end()) w = s->ways.insert(s->ways.end(), rows_of_way{});
        w->push_back(&r);
    }
    return sections;
}

std::string element(const char* tag, std::string_view text) {
    return std::string("<") + tag + ">" + escaped(text) + "</" + tag + ">";
}

std::string fact(std::string_view name, std::string_view value) {
    return value.empty() ? "" : "<div>" + element("dt", name) + element("dd", value) + "</div>\n";
}

std::string head(const provenance& from, const figures& all) {
    std::string facts = fact("machine", from.cpu + (from.caches.empty() ? "" : "; " + from.caches) + "; one thread");
    facts += fact("limits", "fused multiply-add " + format("%.4f", all.fma.minimum) + " ns per float");
    facts += fact("compiler", from.compiler) + fact("errors", from.errors);
    facts += fact("date", from.date) + fact("command", from.command);
    return "<header class=\"wide\">\n<h1>xact_bench</h1>\n<p class=\"lead\">Speed and largest error of xact's "
           "activation functions, beside every peer on this machine.</p>\n<dl class=\"facts\">\n" +
           facts + "</dl>\n</header>\n";
}

std::string legend(std::span<const contestant* const> contestants, const palette& colours) {
    std::string items;
    for (const contestant* c : contestants)
        items += "<li><svg class=\"key " + colours.css_class(*c) +
                 "\" viewBox=\"0 0 20 20\" width=\"20\" height=\"20\" aria-hidden=\"true\">" +
                 colours.marker(*c, 10, 10, 10) + "</svg>" + element("b", c->name()) + " " +
                 element("span", c->description()) + "</li>\n";
    return "<ul class=\"legend\">\n" + items + "</ul>\n";
}

/// How much longer the fastest peer takes than xact; empty without either.
std::optional<double> lead_of(const row& r) {
    const result* peer = r.fastest_peer();
    return peer ? r.time_over_xact(*peer) : std::nullopt;
}

std::string overview(std::span<const section> sections) {
    std::string links;
    for (const section& s : sections) {
        links += "<li data-name=\"" + escaped(s.function->name) + "\"><a href=\"#" + escaped(s.function->name) + "\">" +
                 element("b", s.function->name);
        for (const rows_of_way& rows : s.ways)
            if (const auto lead = lead_of(*rows.front()))
                links += format(" <span class=\"%s\">%.2f</span>", *lead >= 1 ? "ahead" : "behind", *lead);
        links += "</a></li>\n";
    }
    std::string ways;
    if (!sections.empty())
        for (const rows_of_way& rows : sections.front().ways)
            ways += (ways.empty() ? "" : ", ") + std::string(name_of(rows.front()->way));
    return "<p class=\"note\">Beside each name: the time of the fastest peer over that of xact (from the output where "
           "the peer is), " +
           ways + ". More than 1 is faster than everyone.</p>\n<ul class=\"chips\">\n" + links + "</ul>\n";
}

std::string verdict(const row& r) {
    const auto lead = lead_of(r);
    if (!lead) return "<p class=\"verdict\"></p>\n";
    const std::size_t peers = r.peers(), beaten = peers - r.undominated_peers().size();
    const std::string peer = escaped(r.fastest_peer()->who->name());
    std::string text =
        *lead >= 1 ? format("xact is <b class=\"ahead\">%.2f times as fast</b> as the fastest peer, ", *lead) + peer
                   : "The fastest peer, " + peer + format(", takes <b class=\"behind\">%.2f of xact's time</b>", *lead);
    text += format(" (%s); xact beats %zu of %zu", std::string(r.size.name).c_str(), beaten, peers);
    return "<p class=\"verdict\">" + text + ".</p>\n";
}

std::string charts(const rows_of_way& rows, const figures& all, const palette& colours) {
    const std::string points = scatter_chart(*rows.front(), colours);
    std::string text = "<div class=\"way\">\n<h3>" + std::string(name_of(rows.front()->way)) + "</h3>\n" +
                       verdict(*rows.front()) + "<div class=\"pair\">\n";
    if (!points.empty())
        text += "<figure><figcaption>Largest error in ulp, against time</figcaption>\n" + points + "</figure>\n";
    return text + "<figure><figcaption>Nanoseconds per float</figcaption>\n" + bar_chart(rows, all, colours) +
           "</figure>\n</div>\n</div>\n";
}

bool has_errors(const rows_of_way& rows) {
    return std::ranges::any_of(rows.front()->results, [](const result& r) { return r.error.has_value(); });
}

std::string table_head(std::span<const rows_of_way> ways) {
    std::string groups = "<tr><th rowspan=\"2\" scope=\"col\">contestant</th>", columns;
    for (const rows_of_way& rows : ways) {
        const std::size_t span = rows.size() + 1 + (has_errors(rows) ? 2 : 0);
        groups += format("<th class=\"group\" colspan=\"%zu\" scope=\"colgroup\">%s</th>", span,
                         std::string(name_of(rows.front()->way)).c_str());
        for (const row* r : rows)
            columns += format("<th class=\"%s\" scope=\"col\">%s, ns</th>", r == rows.front() ? "group" : "",
                              std::string(r->size.name).c_str());
        columns += "<th scope=\"col\">/ xact</th>";
        if (has_errors(rows))
            columns +=
                format("<th scope=\"col\">ulp</th><th scope=\"col\">|x| \u2264 %g</th>", double{practical_range});
    }
    return "<thead>" + groups + "</tr><tr>" + columns + "</tr></thead>\n";
}

std::string time_cell(const row& r, const contestant& who, bool first) {
    const result* found = r.find(who.name());
    if (!found) return format("<td class=\"none%s\">\u2013</td>", first ? " group" : "");
    const auto is_faster = [&](const result& other) { return other.time.median < found->time.median; };
    const bool is_fastest = std::ranges::none_of(r.results, is_faster);
    return format("<td class=\"%s%s\">%s</td>", is_fastest ? "best" : "", first ? " group" : "",
                  ns_text(found->time.median).c_str());
}

std::string error_cells(const accuracy& error) {
    std::string marks;
    if (!error.keeps_tails()) marks += format("loses its tail beyond |x| = %g; ", double{practical_range});
    if (!error.specials) marks += "no limit at -inf or +inf, or no NaN at NaN; ";
    if (!marks.empty()) marks.resize(marks.size() - 2);
    const std::string mark = marks.empty() ? "" : "<abbr title=\"" + marks + "\">!</abbr>";
    const auto cell = [](double ulp) {
        return std::string("<td") + (ulp <= 1000 ? "" : " class=\"far\"") + ">" + ulp_text(ulp);
    };
    return cell(error.max_ulp) + mark + "</td>" + cell(error.practical_ulp) + "</td>";
}

std::string cells_of_way(const rows_of_way& rows, const contestant& who) {
    std::string cells;
    for (const row* r : rows) cells += time_cell(*r, who, r == rows.front());
    const result *one = rows.front()->find(who.name()), *self = rows.front()->find("xact");
    cells += one && self ? format("<td>%.2f</td>", ratio(one->time, self->time)) : "<td class=\"none\">\u2013</td>";
    if (!has_errors(rows)) return cells;
    if (one && one->error) return cells + error_cells(*one->error);
    return cells + "<td class=\"none\">\u2013</td><td class=\"none\">\u2013</td>";
}

std::string table_of(const section& s, std::span<const contestant* const> contestants, const palette& colours) {
    std::string body;
    for (const contestant* c : contestants) {
        const auto is_in = [&](const rows_of_way& rows) { return rows.front()->find(c->name()) != nullptr; };
        if (std::ranges::none_of(s.ways, is_in)) continue;
        body += "<tr class=\"" + colours.css_class(*c) + "\"><th scope=\"row\"><i class=\"dot\"></i>" +
                escaped(c->name()) + "</th>";
        for (const rows_of_way& rows : s.ways) body += cells_of_way(rows, *c);
        body += "</tr>\n";
    }
    const std::string name = escaped(s.function->name);
    return "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"figures of " + name + "\">\n<table>\n" +
           table_head(s.ways) + "<tbody>\n" + body + "</tbody>\n</table>\n</div>\n";
}

std::string section_text(const section& s, std::span<const contestant* const> contestants, const figures& all,
                         const palette& colours) {
    const std::string name = escaped(s.function->name);
    std::string text = "<section id=\"" + name + "\" data-name=\"" + name + "\">\n<h2>" + name + "</h2>\n";
    text += "<p class=\"formula\">" + escaped(s.function->formula) + "</p>\n<div class=\"ways\">\n";
    for (const rows_of_way& rows : s.ways) text += charts(rows, all, colours);
    return text + "</div>\n" + table_of(s, contestants, colours) + "</section>\n";
}

/// What the charts and tables mean, which the table of the console says in its legend.
const char* const notes = R"(<footer class="wide">
<h2>How to read this</h2>
<ul>
<li>Times are medians of rounds in turns, all contestants in every round, on one thread.</li>
<li>Errors count in ulp, units in the last place of the exact result, and are the largest over all floats; a thin line
leads to the largest within |x| &le; 16 where that differs.</li>
<li><b>exact</b>: an error of 0. <b>wrong</b>: 2<sup>23</sup> ulp and more, where no digit is right, or infinity or NaN
where the result is finite.</li>
<li>Shaded: slower and less accurate than a tier of xact. A peer counts as <b>beaten</b> where one tier of xact is as
fast and, over all floats, as accurate.</li>
<li><b>!</b>: more than 1,000 ulp (and than 10 times as many) beyond |x| = 16, or no limit at an infinity, or no NaN at
NaN.</li>
<li>The dashed line is the machine's own limit, measured in the same run: the time of a copy, by memcpy or by streaming
stores, whichever is faster. A copy moves two arrays; backward and gated functions move more.</li>
<li>A bar with a notch is longer than it is drawn; its number is right.</li>
</ul>
</footer>
)";

std::string now() {
    const std::time_t time = std::time(nullptr);
    char text[40];
    std::strftime(text, sizeof text, "%Y-%m-%d %H:%M UTC", std::gmtime(&time));
    return text;
}

} // namespace

std::string report_page(const provenance& from, std::span<const contestant* const> contestants, const figures& all) {
    const palette colours(contestants);
    const std::vector<section> sections = sections_of(all);
    std::string page =
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"color-scheme\" content=\"light dark\">\n"
        // The page asks for nothing, and cannot.
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        "'unsafe-inline'; script-src 'unsafe-inline'; img-src data:\">\n"
        "<link rel=\"icon\" href=\"data:,\">\n<title>xact_bench: " +
        escaped(from.cpu) + "</title>\n<style>\n";
    page += report_css;
    page += "</style>\n</head>\n<body>\n" + head(from, all);
    page +=
        "<nav class=\"bar-top\" aria-label=\"functions\"><div class=\"wide\">"
        "<a href=\"#top\">xact_bench</a>"
        "<input id=\"filter\" type=\"search\" placeholder=\"Filter functions\" aria-label=\"Filter functions\" hidden>"
        "<output id=\"count\" for=\"filter\"></output></div></nav>\n";
    page += "<main class=\"wide\">\n" + legend(contestants, colours) + overview(sections);
    for (const section& s : sections) page += section_text(s, contestants, all, colours);
    page += std::string("</main>\n") + notes + "<script>\n";
    page += report_js;
    return page + "</script>\n</body>\n</html>\n";
}

void write_report(const std::string& path, const session& s, const figures& all, const std::string& command) {
    std::ofstream file(path);
    const std::string errors = s.error_sample_size() == 0 ? "left out" : "the largest " + sample_text(s);
    file << report_page({cpu_name(), cache_sizes(), compiler(), now(), command, errors}, s.contestants(), all);
    file.close();
    if (!file) throw std::runtime_error(path + ": cannot be written");
}

} // namespace bench
