#include "options.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <stdexcept>

namespace bench {

const char* const help_text = R"(usage: xact_bench [options]

Measures xact's activation functions, forward and backward, against every peer that was found when it was built. Each
row is measured in turns, all contestants in every round, on one thread; printed are the medians in nanoseconds per float
and the largest errors in ulp (units in the last place of the exact result). Without options: every function on arrays of
4,096 floats, and a few on 64 M floats, out of place and in place. It takes a minute or two.

What is measured
  --functions A,B     only these functions (--list names them)
  --contestants A,B   only these contestants, such as xact,Eigen
  --direction D       only forward, or only backward
  --l2                arrays of 262,144 floats instead of 4,096
  --memory            arrays of 64 M floats instead of 4,096, 256 MiB each: 512 MiB forward, 768 backward, 1280 gated;
                      --l2 --memory measures both
  --in-place          arrays of 64 M floats whose results take the place of the inputs (element-wise functions, by the
                      contestants that can)
  --rows              the functions of a row alone, at rows of 64, 512, 4096, 32768 and 151936 floats
  --full              every function at all sizes (twenty minutes or more)
  --type T            float, or double: arrays of half as many, and the contestants that have it
  --rounds N          rounds per row (15); more of them make medians steadier
  --no-errors         speed alone
  --scaled-errors     in the table, the largest |error|/max(1, |f|) in units of 2^-23 (2^-52) instead of the error in ulp:
                      what the fast tier keeps at 8 or less
  --input FILE        time and check on your own pre-activations instead of normal deviates: a NumPy .npy file
                      (little-endian float32 or float64, C order, any shape) or bare float32. Arrays take its values at
                      even distances, or repeat them. Rows (softmax) are 1,024 of them.

What else it measures
  --inputs            how much longer xact takes for inputs that are negative, tiny, huge, infinite, NaN …, or
                      whose results are subnormal, than for normal deviates
  --parallel          xact::parallel beside one thread, for relu, silu and gelu, in L2 and in memory unless sizes
                      are chosen; and whether the bits are the same

What comes out
  --report FILE.html  a page with charts and tables of all figures, for any browser; it needs no network. Measures L2 as
                      well, unless sizes are chosen: twice the time. Add --full to see every function in memory
  --json FILE         all figures: nanoseconds (median, fastest round), largest error and where, machine, compiler
  --list              the functions and contestants of this build
  --help              this text

Google Benchmark
  As soon as any --benchmark_ option is given, such as --benchmark_filter=gelu/forward, --benchmark_list_tests,
  --benchmark_repetitions=9 or --benchmark_format=json, Google Benchmark runs the rows instead, one after the other, under
  names like gelu/forward/xact/4096. Sizes and selections above still apply.

The errors
  The largest over 200,000 floats (20,000 doubles): half at a constant stride through all finite ones, half from 2^-6 to
  2^7 (with --input, over the file's numbers). Results below the smallest normal float count in units of that number.
  Within a factor of two of a root of f or f' other than 0, the unit is |x f'(x)|/4 (|x f''(x)|/4) in ulps, where that
  is more.
  The table shows the error within |x| <= 16, and a ! where it is far larger beyond or wrong at infinity or NaN; a peer
  counts as beaten where one tier of xact is as fast and, over all floats, as accurate.

The build
  Everything is compiled for the machine it is built on. -DXACT_BENCH_ARCH=avx2 (or sse2, avx512, neon) at configuration
  compiles xact, the plain loops, xsimd, Eigen, Highway and the choice of SLEEF's functions for that instead, and has
  oneDNN, libtorch and XNNPACK (where the headers of cpuinfo were found) use no more. Each one's line says what it uses.
  -DXACT_HWY_ROOT=PREFIX (XACT_XNNPACK_ROOT, XACT_TORCH_ROOT) takes another Highway (XNNPACK, libtorch) than the system's.
)";

namespace {

std::vector<std::string> split(const std::string& list) {
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin <= list.size();) {
        const std::size_t end = std::min(list.find(',', begin), list.size());
        if (end > begin) parts.push_back(list.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

/// The arguments, of which an option takes its value as --option VALUE or --option=VALUE.
class argument_list {
public:
    explicit argument_list(const std::vector<std::string>& all) : all_(all) {}

    bool next() {
        if (at_ == all_.size()) return false;
        const std::string& argument = all_[at_++];
        const std::size_t equals = argument.find('=');
        name_ = argument.substr(0, equals);
        has_value_ = equals != argument.npos;
        value_ = has_value_ ? argument.substr(equals + 1) : "";
        return true;
    }
    const std::string& name() const { return name_; }

    std::string value() {
        if (!has_value_ && at_ < all_.size()) {
            value_ = all_[at_++];
            has_value_ = true;
        }
        if (!has_value_ || value_.empty()) throw std::invalid_argument(name_ + " needs a value");
        return value_;
    }
    void no_value() const {
        if (has_value_) throw std::invalid_argument(name_ + " takes no value");
    }

private:
    const std::vector<std::string>& all_;
    std::size_t at_ = 0;
    std::string name_, value_;
    bool has_value_ = false;
};

int positive_integer(const std::string& option, const std::string& text) {
    int n = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (error != std::errc{} || end != text.data() + text.size() || n < 1)
        throw std::invalid_argument(option + " needs a positive integer, not '" + text + "'");
    return n;
}

} // namespace

options parse(const std::vector<std::string>& arguments) {
    options o;
    std::vector<size_class> sizes;
    argument_list list(arguments);
    while (list.next()) {
        const std::string& name = list.name();
        const auto flag = [&](auto set) {
            list.no_value();
            set();
        };
        if (name.starts_with("--benchmark_"))
            o.google = true;
        else if (name == "--functions")
            o.functions = split(list.value());
        else if (name == "--contestants")
            o.contestants = split(list.value());
        else if (name == "--direction") {
            const std::string way = list.value();
            if (way != "forward" && way != "backward")
                throw std::invalid_argument("--direction is forward or backward, not '" + way + "'");
            o.directions = {way == "forward" ? direction::forward : direction::backward};
        } else if (name == "--type") {
            o.type = list.value();
            if (o.type != "float" && o.type != "double")
                throw std::invalid_argument("--type is float or double, not '" + o.type + "'");
        } else if (name == "--l2")
            flag([&] { sizes.push_back(l2); });
        else if (name == "--memory")
            flag([&] { sizes.push_back(memory); });
        else if (name == "--in-place")
            flag([&] { sizes.push_back(in_place); });
        else if (name == "--rows")
            flag([&] { sizes.insert(sizes.end(), std::begin(rows), std::end(rows)); });
        else if (name == "--full")
            flag([&] { sizes = {l1, l2, memory, in_place}; });
        else if (name == "--rounds")
            o.rounds = positive_integer(name, list.value());
        else if (name == "--no-errors")
            flag([&] { o.errors = false; });
        else if (name == "--inputs")
            flag([&] { o.inputs = true; });
        else if (name == "--parallel")
            flag([&] { o.parallel = true; });
        else if (name == "--scaled-errors")
            flag([&] { o.scaled_errors = true; });
        else if (name == "--input")
            o.input = list.value();
        else if (name == "--json")
            o.json = list.value();
        else if (name == "--report")
            o.report = list.value();
        else if (name == "--list")
            flag([&] { o.list = true; });
        else if (name == "--help" || name == "-h")
            flag([&] { o.help = true; });
        else
            throw std::invalid_argument("there is no option " + name);
    }
    if (!sizes.empty()) {
        o.sizes = sizes;
        o.sample_sizes.clear();
    } else if (o.parallel) {
        o.sizes = {l2, memory};
    } else if (!o.report.empty()) {
        o.sizes = {l1, l2}; // which takes seconds a function; memory takes a minute
    }
    if (o.inputs && (o.parallel || o.google || !o.input.empty() || !o.json.empty() || !o.report.empty()))
        throw std::invalid_argument("--inputs prints one table of its own inputs");
    if (o.parallel && (o.google || !o.json.empty() || !o.report.empty()))
        throw std::invalid_argument("--parallel prints one table");
    if (o.type == "double") {
        if (!o.report.empty()) throw std::invalid_argument("--report draws floats, not doubles");
        for (auto* all : {&o.sizes, &o.sample_sizes})
            for (size_class& size : *all) size.n /= 2;
    }
    return o;
}

} // namespace bench
