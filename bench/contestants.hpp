#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

/// Who is measured, and at what. Each peer is one file in peers/, which registers what it can do; a peer that is not on
/// this machine is not compiled, and a function that it does not have is simply absent.

namespace bench {

enum class direction { forward, backward };

constexpr std::string_view name_of(direction d) { return d == direction::forward ? "forward" : "backward"; }

/// What one call reads and writes: n floats each, of which a function uses those that its kind has.
struct arrays {
    std::size_t n = 0;
    const float* x = nullptr;    ///< the input; of a gated function the activated half; of a row-wise backward, y
    const float* gate = nullptr; ///< the other input of a gated function
    const float* dy = nullptr;   ///< backward only
    float* out = nullptr;        ///< y, or dx
    float* gate_out = nullptr;   ///< the gradient of `gate`
    std::size_t row_length = 0;  ///< of the row-wise functions; n is a multiple of it
};

/// One call on arrays that are already known to it.
using routine = std::function<void()>;

struct kernel {
    std::string function; ///< a name of xact's catalogue
    direction way;
    /// Everything that a user would do once (plans, primitives, memory objects) happens here, outside of the timing.
    std::function<routine(const arrays&)> prepare;
};

class contestant {
public:
    using elementwise_forward = void(const float* x, float* y, std::size_t n);
    using elementwise_backward = void(const float* x, const float* dy, float* dx, std::size_t n);
    using gated_forward = void(const float* a, const float* b, float* y, std::size_t n);
    using gated_backward = void(const float* a, const float* b, const float* dy, float* da, float* db, std::size_t n);
    using rowwise_forward = void(const float* x, float* y, std::size_t n, std::size_t row_length);
    using rowwise_backward = void(const float* y, const float* dy, float* dx, std::size_t n, std::size_t row_length);

    contestant(std::string name, bool is_xact) : name_(std::move(name)), is_xact_(is_xact) {}

    void elementwise(std::string_view function, elementwise_forward*, elementwise_backward*);
    void gated(std::string_view function, gated_forward*, gated_backward*);
    void rowwise(std::string_view function, rowwise_forward*, rowwise_backward*);
    void add(kernel k) { kernels_.push_back(std::move(k)); }

    /// What the peer is: its version, or how its kernels were made.
    void describe(std::string text) { description_ = std::move(text); }

    const std::string& name() const { return name_; }
    const std::string& description() const { return description_; }
    bool is_xact() const { return is_xact_; }
    /// Null where the contestant has no such function.
    const kernel* find(std::string_view function, direction way) const;

private:
    std::string name_;
    std::string description_;
    bool is_xact_;
    std::vector<kernel> kernels_;
};

/// The columns of the table, left to right.
namespace column {
inline constexpr int xact = 0, fast = 1, plain = 10, fast_math = 11, xsimd = 20, eigen = 30, onednn = 40, sleef = 50,
                     highway = 60, xnnpack = 70, libtorch = 80;
}

/// A peer's file holds one of these at namespace scope. Several of one name fill the same contestant.
struct entry {
    entry(int column, std::string_view name, void (*fill)(contestant&));
};

/// All of them, in the order of their columns.
const std::vector<contestant>& contestants();

} // namespace bench
