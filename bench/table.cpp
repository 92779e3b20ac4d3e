#include "table.hpp"

#include <algorithm>
#include <cmath>
#include <ostream>

#include "machine.hpp"
#include "text.hpp"

namespace bench {
namespace {

constexpr std::size_t page_width = 140;
constexpr std::size_t name_width = 13; // "relu_squared"
constexpr std::size_t way_width = 4;
constexpr std::size_t cell_width = 12;
constexpr std::size_t verdict_width = 22;

constexpr const char* bold = "\033[1m";
constexpr const char* faint = "\033[2m";
constexpr const char* green = "\033[32m";
constexpr const char* red = "\033[31m";

std::string padded_right(std::string text, std::size_t width) {
    text.resize(std::max(width, text.size()), ' ');
    return text;
}
std::string padded_left(const std::string& text, std::size_t width) {
    return std::string(width - std::min(width, text.size()), ' ') + text;
}

} // namespace

std::string ulp_text(double ulp) {
    if (!std::isfinite(ulp)) return std::isnan(ulp) ? "nan" : "inf";
    if (ulp < 9.995) return format("%.2f", ulp);
    if (ulp < 99.95) return format("%.1f", ulp);
    if (ulp < 9999.5) return format("%.0f", ulp);
    int exponent = static_cast<int>(std::floor(std::log10(ulp)));
    double digit = std::round(ulp / std::pow(10, exponent));
    if (digit == 10) digit = 1, ++exponent;
    return format("%.0fe%d", digit, exponent);
}

std::string ns_text(double ns) {
    if (ns < 9.9995) return format("%.3f", ns);
    if (ns < 99.995) return format("%.2f", ns);
    if (ns < 999.95) return format("%.1f", ns);
    return format("%.0f", ns);
}

std::string sample_text(const session& s) {
    const std::string size = std::to_string(s.error_sample_size()), all = std::to_string(s.input_size());
    if (s.error_sample_size() == 0) return "(left out)";
    if (s.input_size() == 0) return "over " + size + " " + s.chosen().type + "s of all exponents";
    if (s.input_size() == s.error_sample_size()) return "over the " + all + " numbers of " + s.chosen().input;
    return "over " + size + " of the " + all + " numbers of " + s.chosen().input;
}

table::table(std::ostream& out, bool colours, const session& s) : out_(out), colours_(colours), session_(s) {}

std::string table::coloured(const std::string& text, const char* code) const {
    return colours_ ? code + text + "\033[0m" : text;
}

std::size_t table::cells_per_line() const {
    const std::size_t fitting = (page_width - name_width - way_width - verdict_width) / cell_width;
    const std::size_t lines = (session_.contestants().size() + fitting - 1) / fitting;
    return (session_.contestants().size() + lines - 1) / std::max<std::size_t>(lines, 1);
}

void table::head(const timing& fma) const {
    const std::string caches = cache_sizes();
    out_ << cpu_name() << (caches.empty() ? "" : "; ") << caches << "; one thread\n"
         << "FMA peak " << format("%.4f", fma.minimum) << " ns per " << type() << " and operation ("
         << format("%.0f", 2 / fma.minimum) << " GFLOP/s)\n"
         << compiler() << "\n\n";
    for (const contestant* c : session_.contestants())
        out_ << "  " << padded_right(c->name(), 11) << c->description() << '\n';
    const std::string unit = type() == "double" ? "2^-52" : "2^-23";
    out_ << "\nns per " << type() << ", and the largest "
         << (session_.chosen().scaled_errors ? "error/max(1, |f|) in " + unit : "error in ulp") << ' '
         << sample_text(session_) << "; medians of rounds in turns\n";
}

void table::title(size_class size, const copy_limits& limits) const {
    const double bytes = 2.0 * (type() == "double" ? sizeof(double) : sizeof(float));
    const auto speed = [&](const timing& t) { return format(" (%.0f GB/s)", bytes / t.median); };
    out_ << '\n'
         << coloured(std::string(size.name) + ": " + std::to_string(size.n) + " " + type() + "s per array" +
                         (size.in_place ? " in memory" : ""),
                     bold)
         << ", memcpy " << ns_text(limits.copy.median) << " ns per " << type() << speed(limits.copy)
         << ", streaming copy " << ns_text(limits.stream.median) << speed(limits.stream) << '\n';

    std::string names, units;
    std::size_t in_line = 0;
    const std::string margin(name_width + way_width, ' ');
    for (const contestant* c : session_.contestants()) {
        if (in_line++ == cells_per_line()) {
            out_ << margin << names << '\n';
            names.clear();
            in_line = 1;
        }
        names += padded_left(c->name() + " ", cell_width);
    }
    const std::size_t columns = std::min(cells_per_line(), session_.contestants().size());
    for (std::size_t i = 0; i < columns; ++i)
        units += session_.chosen().scaled_errors ? "    ns  err " : "    ns  ulp ";
    out_ << margin << padded_right(names, columns * cell_width) << "  fastest / xact, beaten\n"
         << margin << units << '\n';
}

std::string table::cell(const row& r, const contestant& c) const {
    const result* found = r.find(c.name());
    if (!found) return coloured(padded_left("-   ", cell_width), faint);
    std::string ns = padded_left(ns_text(found->time.median), 6);
    const bool fastest =
        std::ranges::none_of(r.results, [&](const result& other) { return other.time.median < found->time.median; });
    if (fastest) ns = coloured(ns, bold);

    std::string error(cell_width - 6, ' ');
    if (found->error) {
        const double epsilon = type() == "double" ? 0x1p-52 : 0x1p-23;
        const double ulp =
            session_.chosen().scaled_errors ? found->error->max_scaled / epsilon : found->error->practical_ulp;
        const bool marked = !found->error->specials || !found->error->keeps_tails();
        error = padded_left(ulp_text(ulp) + (marked ? "!" : " "), cell_width - 6);
        if (marked || ulp > 1000) error = coloured(error, red);
    }
    return ns + error;
}

void table::print(const row& r) const {
    out_ << padded_right(r.function->name, name_width)
         << padded_right(r.way == direction::forward ? "fwd" : "bwd", way_width);

    const std::size_t per_line = cells_per_line();
    std::string verdict;
    const result* peer = r.fastest_peer();
    const auto lead = peer ? r.time_over_xact(*peer) : std::nullopt;
    if (lead) {
        verdict = "  " + format("%5.2f ", *lead) + padded_right(peer->who->name(), 10);
        const std::size_t peers = r.peers(), beaten = peers - r.undominated_peers().size();
        verdict += format("%zu of %zu", beaten, peers);
        verdict = coloured(verdict, beaten == peers ? green : "");
    }

    std::size_t in_line = 0;
    bool first = true;
    for (const contestant* c : session_.contestants()) {
        if (in_line++ == per_line) {
            if (first) out_ << verdict;
            first = false;
            out_ << '\n' << std::string(name_width + way_width, ' ');
            in_line = 1;
        }
        out_ << cell(r, *c);
    }
    if (first) out_ << verdict;
    out_ << std::endl; // a row appears as soon as it is measured
    if (r.function->name == "swiglu" && r.way == direction::forward) print_tokens(r);
}

/// The gate of LLaMA's feed-forward layer is this wide: 4096 to 11008 to 4096.
void table::print_tokens(const row& r) const {
    constexpr double width = 11008;
    out_ << std::string(name_width, ' ') << "LLaMA's gate (4096 × 11008), million tokens a second:";
    const char* separator = " ";
    for (const result& one : r.results) {
        out_ << separator << one.who->name() << ' ' << format("%.3f", 1e3 / (width * one.time.median));
        separator = ", ";
    }
    out_ << std::endl;
}

void table::legend() const {
    out_ << (session_.chosen().scaled_errors
                 ? "\nerr     over all floats; inf: infinity or NaN where the result is finite"
                 : "\nulp     within |x| <= 16; inf: infinity or NaN where the result is finite")
         << R"(
!       more than 1,000 ulp (and than 10 times as many) beyond, or no limit at -inf or +inf, or no NaN at NaN
-       the contestant has no such function; in place: or gives other results there
fastest / xact  time of the fastest peer over that of xact, the median of the rounds' own ratios; of a peer whose gradient
        starts from the output, over that of xact from y
beaten  peers that one tier of xact is both as fast as and, over all floats, as accurate as
)";
}

} // namespace bench
