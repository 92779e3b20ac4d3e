#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

/// Who is measured, and at what. Each peer is one file in peers/, which registers what it can do; a peer that is not on
/// this machine is not compiled, and a function that it does not have is simply absent.

namespace bench {

enum class direction { forward, backward };

constexpr std::string_view name_of(direction d) { return d == direction::forward ? "forward" : "backward"; }

/// What one call reads and writes: n floats or doubles each, of which a function uses those that its kind has.
template <class T> struct arrays {
    std::size_t n = 0;
    const T* x = nullptr;       ///< the input; of a gated function the activated half; of a row-wise backward, y
    const T* gate = nullptr;    ///< the other input of a gated function
    const T* dy = nullptr;      ///< backward only
    T* out = nullptr;           ///< y, or dx
    T* gate_out = nullptr;      ///< the gradient of `gate`
    std::size_t row_length = 0; ///< of the row-wise functions; n is a multiple of it
};

/// How long dy and out of n inputs may be: a row may have one more output.
constexpr std::size_t outputs_of(std::size_t n) { return n + n / 1024 + 1; }

/// One call on arrays that are already known to it.
using routine = std::function<void()>;

template <class T> struct kernel {
    std::string function; ///< a name of xact's catalogue
    direction way;
    /// Everything that a user would do once (plans, primitives, memory objects) happens here, outside of the timing.
    std::function<routine(const arrays<T>&)> prepare;
    bool from_output = false; ///< a gradient that starts from the output, which `prepare` makes
};

template <class T> using elementwise_forward = void(const T* x, T* y, std::size_t n);
template <class T> using elementwise_backward = void(const T* x, const T* dy, T* dx, std::size_t n);
template <class T> using gated_forward = void(const T* a, const T* b, T* y, std::size_t n);
template <class T> using gated_backward = void(const T* a, const T* b, const T* dy, T* da, T* db, std::size_t n);
template <class T> using rowwise_forward = void(const T* x, T* y, std::size_t n, std::size_t row_length);
template <class T> using rowwise_backward = void(const T* y, const T* dy, T* dx, std::size_t n, std::size_t row_length);

class contestant {
public:
    contestant(std::string name, bool is_xact) : name_(std::move(name)), is_xact_(is_xact) {}

    template <class T>
    void elementwise(std::string_view function, elementwise_forward<T>* f, elementwise_backward<T>* b) {
        add(function, direction::forward,
            [f](const arrays<T>& a) -> routine { return [f, a] { f(a.x, a.out, a.n); }; });
        add(function, direction::backward,
            [b](const arrays<T>& a) -> routine { return [b, a] { b(a.x, a.dy, a.out, a.n); }; });
    }
    template <class T> void gated(std::string_view function, gated_forward<T>* f, gated_backward<T>* b) {
        add(function, direction::forward,
            [f](const arrays<T>& a) -> routine { return [f, a] { f(a.x, a.gate, a.out, a.n); }; });
        add(function, direction::backward,
            [b](const arrays<T>& a) -> routine { return [b, a] { b(a.x, a.gate, a.dy, a.out, a.gate_out, a.n); }; });
    }
    template <class T> void rowwise(std::string_view function, rowwise_forward<T>* f, rowwise_backward<T>* b) {
        add(function, direction::forward,
            [f](const arrays<T>& a) -> routine { return [f, a] { f(a.x, a.out, a.n, a.row_length); }; });
        add(function, direction::backward,
            [b](const arrays<T>& a) -> routine { return [b, a] { b(a.x, a.dy, a.out, a.n, a.row_length); }; });
    }
    /// A kernel of each type of which `prepare` takes the arrays.
    template <class Prepare> void add(std::string_view function, direction way, Prepare prepare) {
        add_for<float>(function, way, prepare);
        add_for<double>(function, way, prepare);
    }
    /// The same of a gradient that starts from the output.
    template <class Prepare> void add_from_output(std::string_view function, Prepare prepare) {
        add_for<float>(function, direction::backward, prepare, true);
        add_for<double>(function, direction::backward, prepare, true);
    }

    /// What the peer is: its version, or how its kernels were made.
    void describe(std::string text) { description_ = std::move(text); }

    const std::string& name() const { return name_; }
    const std::string& description() const { return description_; }
    bool is_xact() const { return is_xact_; }

    template <class T> const std::vector<kernel<T>>& kernels() const {
        return std::get<std::vector<kernel<T>>>(kernels_);
    }
    /// Null where the contestant has no such function.
    template <class T> const kernel<T>* find(std::string_view function, direction way) const {
        for (const kernel<T>& k : kernels<T>())
            if (k.function == function && k.way == way) return &k;
        return nullptr;
    }

private:
    template <class T, class Prepare>
    void add_for(std::string_view function, direction way, Prepare prepare, bool from_output = false) {
        if constexpr (std::is_invocable_v<Prepare, const arrays<T>&>)
            std::get<std::vector<kernel<T>>>(kernels_).push_back({std::string(function), way, prepare, from_output});
    }

    std::string name_;
    std::string description_;
    bool is_xact_;
    std::tuple<std::vector<kernel<float>>, std::vector<kernel<double>>> kernels_;
};

/// The columns of the table, left to right.
namespace column {
inline constexpr int xact = 0, fast = 1, outputs = 2, plain = 10, fast_math = 11, xsimd = 20, eigen = 30, onednn = 40,
                     sleef = 50, highway = 60, xnnpack = 70, libtorch = 80;
}

/// A peer's file holds one of these at namespace scope. Several of one name fill the same contestant.
struct entry {
    entry(int column, std::string_view name, void (*fill)(contestant&));
};

/// All of them, in the order of their columns.
const std::vector<contestant>& contestants();

} // namespace bench
