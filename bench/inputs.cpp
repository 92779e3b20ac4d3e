#include "inputs.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <ostream>
#include <string>

#include "input_kinds.hpp"
#include "table.hpp"
#include "text.hpp"

namespace bench {
namespace {

/// What is allowed, over the time for normal deviates.
constexpr double limit = 1.5;

template <class T> bool is_subnormal(T x) { return std::fpclassify(x) == FP_SUBNORMAL; }

/// The arrays of one call.
template <class T> class call_inputs {
public:
    call_inputs(const function& f, direction way, const std::vector<T>& x, const std::vector<T>& gate)
        : x_(aligned(x)),
          gate_(aligned(gate)),
          dy_(aligned(inputs_of<T>(input_kind::normal, outputs_of(x.size())))),
          out_(outputs_of(x.size())),
          gate_out_(x.size()) {
        const std::size_t n = x.size();
        arrays_ = {n, x_.data(), gate_.data(), dy_.data(), out_.data(), gate_out_.data(), 0};
        std::fill_n(gate_out_.data(), n, T(1)); // which not every function writes
        if (f.kind != kind::rowwise) return;
        arrays_.row_length = std::min<std::size_t>(n, 1024);
        if (way == direction::backward) f.in<T>().fill_backward(x.data(), x_.data(), n, arrays_.row_length);
    }
    const arrays<T>& all() const { return arrays_; }
    bool results_are_subnormal() const {
        const bool is_rowwise = arrays_.row_length > 0;
        const auto any = [&](const T* p) {
            for (std::size_t i = 0; i < arrays_.n; ++i)
                if (is_subnormal(p[i]) || (!is_rowwise && vanishes(arrays_.x[i], p[i]))) return true;
            return false;
        };
        return any(arrays_.out) || any(arrays_.gate_out);
    }

private:
    /// Whether a power of a positive x, x² at least, is no number.
    static bool vanishes(T x, T result) { return x > 0 && x * x < std::numeric_limits<T>::min() && result == 0; }

    static aligned_array<T> aligned(const std::vector<T>& all) {
        aligned_array<T> copy(all.size());
        std::ranges::copy(all, copy.data());
        return copy;
    }

    aligned_array<T> x_, gate_, dy_, out_, gate_out_;
    arrays<T> arrays_;
};

/// n normal numbers of the sweep whose results are subnormal, or none; with dy and the other half of a gated unit 1.
template <class T> std::vector<T> inputs_to_subnormal(const function& f, const kernel<T>& k, std::size_t n) {
    if (f.kind == kind::rowwise) return {};
    const std::vector<T> x = sweep<T>(), ones(x.size(), T(1));
    std::vector<T> out(x.size()), gate_out(x.size());
    k.prepare({x.size(), x.data(), ones.data(), ones.data(), out.data(), gate_out.data(), 0})();
    std::vector<T> found;
    for (std::size_t i = 0; i < x.size(); ++i)
        if (std::isnormal(x[i]) && is_subnormal(out[i])) found.push_back(x[i]);
    if (found.empty()) return {};
    std::vector<T> all(n);
    for (std::size_t i = 0; i < n; ++i) all[i] = found[i * 7919 % found.size()];
    return all;
}

struct cell {
    double ratio; ///< to the time for normal deviates
    bool to_subnormal;
};

struct input_row {
    double normal_ns;
    std::vector<std::optional<cell>> cells; ///< of slow_kinds, then of the inputs whose results are subnormal
};

template <class T>
input_row measure(const function& f, const kernel<T>& k, std::size_t n, const race_options& options) {
    std::vector<call_inputs<T>> calls;
    const auto add = [&](input_kind kind) {
        calls.emplace_back(f, k.way, inputs_of<T>(kind, n), inputs_of<T>(kind, n));
    };
    add(input_kind::normal);
    for (const input_kind kind : slow_kinds) add(kind);
    if (const std::vector<T> x = inputs_to_subnormal(f, k, n); !x.empty())
        calls.emplace_back(f, k.way, x, std::vector<T>(n, T(1)));

    std::vector<routine> runs;
    for (const call_inputs<T>& c : calls) runs.push_back(k.prepare(c.all()));
    const std::vector<timing> times = race(runs, n, options);
    // What an input costs, it costs in the fastest round too, and that is free of what else the machine does.
    input_row row{times[0].minimum, {}};
    for (std::size_t i = 1; i < calls.size(); ++i)
        row.cells.push_back(cell{times[i].minimum / times[0].minimum, calls[i].results_are_subnormal()});
    row.cells.resize(slow_kinds.size() + 1);
    return row;
}

/// Of the cells whose results are no subnormal numbers; their number where there is none.
std::size_t slowest_of(const input_row& row) {
    std::size_t slowest = row.cells.size();
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const auto& c = row.cells[i];
        if (!c || c->to_subnormal) continue;
        if (slowest == row.cells.size() || c->ratio > row.cells[slowest]->ratio) slowest = i;
    }
    return slowest;
}

bool is_slow(const input_row& row) {
    const std::size_t slowest = slowest_of(row);
    return slowest < row.cells.size() && row.cells[slowest]->ratio > limit;
}

constexpr int name_width = 17, cell_width = 10;

std::string heading(std::size_t column) {
    return column < slow_kinds.size() ? std::string(name_of(slow_kinds[column])) : "to subn.";
}

std::string text_of(const input_row& row) {
    std::string text = format("%*s ", cell_width - 1, ns_text(row.normal_ns).c_str());
    for (const auto& c : row.cells) {
        if (!c) {
            text += format("%*s", cell_width, "-  ");
            continue;
        }
        const char* mark = c->to_subnormal ? "s" : c->ratio > limit ? "!" : " ";
        text += format("%*.2f%s ", cell_width - 2, c->ratio, mark);
    }
    const std::size_t slowest = slowest_of(row);
    return slowest < row.cells.size() ? text + "  " + heading(slowest) : text;
}

} // namespace

template <class T> void measure_inputs(std::ostream& out, typed_session<T>& s) {
    const size_class size = s.chosen().sizes.front();
    for (const contestant* c : s.contestants()) {
        if (s.chosen().contestants.empty() && !c->is_xact()) continue;
        out << '\n'
            << c->name() << ": time of the fastest round over that for normal deviates, arrays of " << size.n << ' '
            << s.chosen().type << "s\n"
            << std::string(name_width, ' ') << format("%*s", cell_width, "normal, ns");
        for (std::size_t i = 0; i <= slow_kinds.size(); ++i) out << format("%*s", cell_width, heading(i).c_str());
        out << "   slowest\n";

        std::size_t measured = 0, slow = 0;
        for (const function* f : s.functions())
            for (const direction way : s.chosen().directions) {
                const kernel<T>* k = c->template find<T>(f->name, way);
                if (!k) continue;
                const input_row row = measure(*f, *k, size.n, s.race_at(size));
                ++measured, slow += is_slow(row);
                out << format("%-13s%-4s", f->name.c_str(), way == direction::forward ? "fwd" : "bwd") << text_of(row)
                    << std::endl; // as soon as it is measured
            }
        out << format("%zu of %zu rows take more than %.1f times the time of normal deviates\n", slow, measured, limit);
    }
    out << format(R"(
!         more than %.1f
s         some results are subnormal, or 0 for a small x > 0, which does not count
to subn.  normal numbers whose results are subnormal; -: none in the sweep, or a row-wise function
)",
                  limit);
}

template void measure_inputs(std::ostream&, typed_session<float>&);
template void measure_inputs(std::ostream&, typed_session<double>&);

} // namespace bench
