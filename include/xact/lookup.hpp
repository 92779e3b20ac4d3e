#pragma once

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdlib>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <tuple>
#include <utility>
#include <vector>

#include <xact/aliases.hpp>
#include <xact/core/error.hpp>
#include <xact/core/facts.hpp>
#include <xact/core/forward.hpp>
#include <xact/core/parameters.hpp>

/// Lookup by name, as far as it does not depend on which functions there are: reading "elu(alpha=0.5)", resolving
/// aliases, setting parameters by their names, and saying what was wrong. catalogue.hpp has the entry points.

namespace xact {
inline namespace v0 {

/// A parameter's value. The elements of an array a are a0, a1 …
struct setting {
    std::string_view parameter;
    double value = 0;
};

namespace detail {

using function_facts = std::span<const facts* const>;

/// Which function, by its place in the catalogue, with what for its parameters; of several settings the last one holds.
struct request {
    std::size_t function;
    std::vector<setting> settings;
};

[[noreturn]] inline void fail_lookup(const std::string& message) { fail("xact::visit: " + message); }

inline std::string quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

inline char lower_case(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// How many characters have to be inserted, deleted, replaced or swapped with the next to make b of a; capitals count
/// as small letters.
inline std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
    const auto equal = [&](std::size_t i, std::size_t j) { return lower_case(a[i]) == lower_case(b[j]); };
    for (std::size_t i = 0; i < a.size(); ++i) {
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            row[j + 1] = std::min({last[j] + (equal(i, j) ? 0 : 1), last[j + 1] + 1, row[j] + 1});
            if (i > 0 && j > 0 && equal(i, j - 1) && equal(i - 1, j))
                row[j + 1] = std::min(row[j + 1], before[j - 1] + 1);
        }
        before.swap(last);
        last.swap(row);
    }
    return last[b.size()];
}

/// The candidate that is most like a word which is none of them.
class nearest_word {
public:
    explicit nearest_word(std::string_view word) : word_(word), distance_(word.size() / 3 + 2) {}

    void try_one(std::string_view candidate) { try_one(candidate, candidate); }
    /// `shown` is suggested for being like `candidate`.
    void try_one(std::string_view candidate, std::string_view shown) {
        const std::size_t d = edit_distance(word_, candidate);
        if (d < distance_) distance_ = d, nearest_ = shown;
    }

    /// "; did you mean 'silu'?", or nothing where nothing is like it.
    std::string suggestion() const {
        return nearest_.empty() ? std::string() : "; did you mean " + quoted(nearest_) + "?";
    }

private:
    std::string_view word_, nearest_;
    std::size_t distance_;
};

/// "name" or "name(parameter=value, …)", with spaces between its parts where one likes.
struct call_text {
    std::string_view name;
    std::vector<setting> settings;
};

class call_reader {
public:
    explicit call_reader(std::string_view text) : text_(text) {}

    call_text read() {
        call_text call{word("the name of a function"), {}};
        if (accept('(') && !accept(')')) {
            do {
                const std::string_view parameter = word("the name of a parameter");
                if (!accept('=')) fail_here("'='");
                call.settings.push_back({parameter, number()});
            } while (accept(','));
            if (!accept(')')) fail_here("',' or ')'");
        }
        if (at_ < text_.size()) fail_here(call.settings.empty() ? "'(' or the end" : "the end");
        return call;
    }

private:
    void skip_spaces() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n')) ++at_;
    }

    bool accept(char c) {
        skip_spaces();
        if (at_ == text_.size() || text_[at_] != c) return false;
        ++at_;
        skip_spaces();
        return true;
    }

    /// Everything up to a space or a character that means something.
    std::string_view word(const char* what) {
        skip_spaces();
        const std::size_t begin = at_;
        while (at_ < text_.size() && std::string_view("()=, \t\n").find(text_[at_]) == std::string_view::npos) ++at_;
        if (at_ == begin) fail_here(what);
        const std::string_view w = text_.substr(begin, at_ - begin);
        skip_spaces();
        return w;
    }

    double number() {
        skip_spaces();
        const char* const end = text_.data() + text_.size();
        const char* begin = text_.data() + at_;
        if (begin != end && *begin == '+') ++begin;
        double value = 0;
#if defined(__cpp_lib_to_chars)
        const auto [stop, error] = std::from_chars(begin, end, value);
        if (error == std::errc::result_out_of_range) fail_here("a number that a double holds");
        if (error != std::errc()) fail_here("a number");
#else
        const std::string copy(begin, end);
        char* copy_stop = nullptr;
        value = std::strtod(copy.c_str(), &copy_stop);
        const char* const stop = begin + (copy_stop - copy.c_str());
        if (stop == begin) fail_here("a number");
#endif
        at_ = static_cast<std::size_t>(stop - text_.data());
        return value;
    }

    [[noreturn]] void fail_here(const char* expected) const {
        const std::string found = at_ < text_.size() ? "there is " + quoted(text_.substr(at_, 1)) : "it ends";
        fail_lookup(quoted(text_) + ": at column " + std::to_string(at_ + 1) + " " + found + ", expected " + expected);
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

inline constexpr std::size_t not_found = static_cast<std::size_t>(-1);

/// The place of the function that has that name, or that alias in its facts.
inline std::size_t find_function(function_facts all, std::string_view name) {
    for (std::size_t i = 0; i < all.size(); ++i)
        if (all[i]->name == name) return i;
    for (std::size_t i = 0; i < all.size(); ++i)
        if (std::find(all[i]->aliases.begin(), all[i]->aliases.end(), name) != all[i]->aliases.end()) return i;
    return not_found;
}

/// The alias of that name. Without its system it is found as well, if it is the same function wherever it is known.
inline const alias* find_alias(std::string_view name) {
    const alias* found = nullptr;
    for (const alias& a : aliases) {
        if (a.name == name) return &a;
        if (a.local() != name) continue;
        if (found == nullptr)
            found = &a;
        else if (found->call != a.call)
            fail_lookup(quoted(name) + " is " + std::string(found->call) + " as " + quoted(found->name) + ", but " +
                        std::string(a.call) + " as " + quoted(a.name));
    }
    return found;
}

/// Templates over functions, of which a name makes no function: how they are written.
struct template_form {
    std::string_view name, form;
};
inline constexpr std::array template_forms{
    template_form{"act_gate", "act_gate<F, G>"},
    template_form{"gated", "gated<F>"},
    template_form{"xglu", "xglu<Gate>, of which xatglu, xgeglu and xswiglu have names"},
    template_form{"compose", "compose<F, G>"},
    template_form{"scaled", "scaled<F>"},
    template_form{"sum", "sum<F, G>"},
    template_form{"product", "product<F, G>"},
    template_form{"max_of", "max_of<F, G>"},
    template_form{"min_of", "min_of<F, G>"},
    template_form{"lerp", "lerp<F, G>"},
    template_form{"mixture", "mixture<F...>"},
    template_form{"residual", "residual<F>"},
    template_form{"concave", "concave<F>"},
    template_form{"saturated", "saturated<F>"},
    template_form{"split_complex", "split_complex<F>"},
    template_form{"thresholded", "thresholded<F>"},
    template_form{"clamped", "clamped<F>"},
    template_form{"rescu", "rescu<F>"},
    template_form{"nan_to_zero", "nan_to_zero<F>"},
    template_form{"channel_dispatch", "channel_dispatch<F...>"},
    template_form{"monotone_triple", "monotone_triple<F>"},
    template_form{"concat_signed", "concat_signed<F>"},
    template_form{"bias_act", "bias_act<F>"},
    template_form{"act_mul", "act_mul<F>"},
    template_form{"act_add", "act_add<F>"},
};

[[noreturn]] inline void fail_name(function_facts all, std::string_view name) {
    for (const template_form& t : template_forms)
        if (t.name == name) fail_lookup(quoted(name) + " is a template: xact::" + std::string(t.form));
    nearest_word nearest(name);
    for (const facts* f : all) {
        nearest.try_one(f->name);
        for (const std::string_view w : f->aliases) nearest.try_one(w);
    }
    for (const alias& a : aliases) {
        nearest.try_one(a.name);
        if (name.find(':') == name.npos) nearest.try_one(a.local(), a.name);
    }
    fail_lookup("there is no function named " + quoted(name) + nearest.suggestion());
}

/// Our name of a parameter that an alias's system may spell otherwise.
inline std::string_view our_parameter(const alias* a, std::string_view parameter) {
    for (std::string_view rest = a == nullptr ? std::string_view() : a->spelt; !rest.empty();) {
        const std::string_view pair = rest.substr(0, rest.find(' '));
        rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
        const std::size_t middle = pair.find('=');
        if (pair.substr(0, middle) == parameter) return pair.substr(middle + 1);
    }
    return parameter;
}

/// What `text` asks for, with the values in it and those in `more`.
inline request resolve(function_facts all, std::string_view text, std::span<const setting> more) {
    call_text call = call_reader(text).read();
    request r{find_function(all, call.name), {}};
    const alias* a = nullptr;
    if (r.function == not_found) {
        a = find_alias(call.name);
        if (a == nullptr) fail_name(all, call.name);
        call_text preset = call_reader(a->call).read();
        r = {find_function(all, preset.name), std::move(preset.settings)};
        if (r.function == not_found) fail_name(all, preset.name);
    }
    call.settings.insert(call.settings.end(), more.begin(), more.end());
    for (auto s = call.settings.begin(); s != call.settings.end(); ++s) {
        if (std::any_of(call.settings.begin(), s, [&](const setting& t) { return t.parameter == s->parameter; }))
            fail_lookup(quoted(text) + ": " + quoted(s->parameter) + " is given twice");
        r.settings.push_back({our_parameter(a, s->parameter), s->value});
    }
    return r;
}

/// A member that `parameters` ties: one number, or an array.
struct member {
    std::string_view name;
    double* first;
    std::size_t size;
    bool is_array;

    /// What a name says of this member; nullptr where it is not of this one.
    double* find(std::string_view parameter) const {
        if (!is_array) return parameter == name ? first : nullptr;
        for (std::size_t i = 0; i < size; ++i)
            if (parameter == std::string(name) + std::to_string(i)) return first + i;
        return nullptr;
    }
};

[[noreturn]] inline void fail_parameter_name(const facts& about, std::span<const member> members,
                                             std::string_view parameter) {
    if (members.empty())
        fail_lookup(std::string(about.name) + " has no parameters, and so none named " + quoted(parameter));
    nearest_word nearest(parameter);
    std::string all;
    for (const member& m : members) {
        if (!m.is_array) nearest.try_one(m.name);
        all += (all.empty() ? "" : ", ") + std::string(m.name);
        if (m.is_array) all += "0 … " + std::string(m.name) + std::to_string(m.size - 1);
    }
    fail_lookup(std::string(about.name) + " has no parameter " + quoted(parameter) + ", it has " + all +
                nearest.suggestion());
}

inline void assign(const facts& about, std::span<const member> members, std::span<const setting> settings) {
    for (const setting& s : settings) {
        double* p = nullptr;
        for (const member& m : members)
            if (p == nullptr) p = m.find(s.parameter);
        if (p == nullptr) fail_parameter_name(about, members, s.parameter);
        *p = s.value;
    }
}

inline member make_member(std::string_view name, double& p) { return {name, &p, 1, false}; }
template <std::size_t N> member make_member(std::string_view name, std::array<double, N>& p) {
    return {name, p.data(), N, true};
}

/// Sets parameters of f by their names. Throws where it has none of that name, or where a value is out of its domain.
template <class F> void assign(F& f, std::span<const setting> settings) {
    if (settings.empty()) return;
    if constexpr (has_parameters<F>) {
        std::size_t i = 0;
        const auto members = std::apply(
            [&](auto&... p) { return std::array{make_member(F::about.parameters.at[i++], p)...}; }, parameters(f));
        assign(F::about, members, settings);
        validate(f);
    } else {
        assign(F::about, {}, settings);
    }
}

/// Calls visitor(f) for the function of a list that is asked for.
template <class F, class Visitor> void visit_one(const request& r, Visitor& visitor) {
    F f{};
    assign(f, r.settings);
    visitor(std::as_const(f));
}
template <template <class...> class List, class... F, class Visitor>
void visit_in(List<F...>, const request& r, Visitor& visitor) {
    using visit_function = void (*)(const request&, Visitor&);
    static constexpr visit_function visits[] = {&visit_one<F, Visitor>...};
    visits[r.function](r, visitor);
}

} // namespace detail
} // namespace v0
} // namespace xact
