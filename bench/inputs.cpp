#include "inputs.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "input_kinds.hpp"
#include "table.hpp"
#include "text.hpp"

namespace bench {
namespace {

/// What is allowed, over the time for normal deviates.
constexpr double limit = 1.5;

template <class T> bool is_subnormal(T x) { return std::fpclassify(x) == FP_SUBNORMAL; }

/// The arrays of a call, the same for all inputs: where they are decides how many of their lines a first-level cache
/// keeps, up to twice the time of functions that do little else than to load and to store.
template <class T> class call_arrays {
public:
    call_arrays(const function& f, direction way, std::size_t n)
        : f_(f), way_(way), x_(n), gate_(n), dy_(outputs_of(n)), out_(outputs_of(n)), gate_out_(n) {
        std::ranges::copy(inputs_of<T>(input_kind::normal, outputs_of(n)), dy_.data());
        const std::size_t row_length = f.kind == kind::rowwise ? std::min<std::size_t>(n, 1024) : 0;
        arrays_ = {n, x_.data(), gate_.data(), dy_.data(), out_.data(), gate_out_.data(), row_length};
    }
    call_arrays(const call_arrays&) = delete;

    void set(const std::vector<T>& x, const std::vector<T>& gate) {
        std::ranges::copy(x, x_.data()), std::ranges::copy(gate, gate_.data());
        std::fill_n(gate_out_.data(), arrays_.n, T(1)); // which not every function writes
        if (f_.kind == kind::rowwise && way_ == direction::backward)
            f_.in<T>().fill_backward(x.data(), x_.data(), arrays_.n, arrays_.row_length);
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

    const function& f_;
    direction way_;
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
    using input = std::pair<std::vector<T>, std::vector<T>>; // and the gate
    std::vector<input> inputs;
    const auto add = [&](input_kind kind) { inputs.emplace_back(inputs_of<T>(kind, n), inputs_of<T>(kind, n)); };
    add(input_kind::normal);
    for (const input_kind kind : slow_kinds) add(kind);
    if (std::vector<T> x = inputs_to_subnormal(f, k, n); !x.empty())
        inputs.emplace_back(std::move(x), std::vector<T>(n, T(1)));

    call_arrays<T> call(f, k.way, n);
    call.set(inputs[0].first, inputs[0].second);
    const routine run = k.prepare(call.all());
    // What an input costs, it costs in the fastest round too, and that is free of what else the machine does.
    std::vector<double> fastest(inputs.size(), std::numeric_limits<double>::infinity());
    std::vector<bool> to_subnormal(inputs.size());
    race_options some = options;
    some.rounds = (options.rounds + 2) / 3;
    for (int pass = 0; pass < 3; ++pass)
        for (std::size_t i = 0; i < inputs.size(); ++i) {
            call.set(inputs[i].first, inputs[i].second);
            fastest[i] = std::min(fastest[i], race({run}, n, some).front().minimum);
            to_subnormal[i] = call.results_are_subnormal();
        }
    input_row row{fastest[0], {}};
    for (std::size_t i = 1; i < inputs.size(); ++i) row.cells.push_back(cell{fastest[i] / fastest[0], to_subnormal[i]});
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
