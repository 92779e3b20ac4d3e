#include "session.hpp"

#include <algorithm>
#include <concepts>
#include <cstring>
#include <stdexcept>

#include "npy.hpp"

namespace bench {
namespace {

/// The elements of `all` with the names in `wanted`, or all of them.
template <class Item, class Name>
std::vector<const Item*> chosen_of(const std::vector<Item>& all, const std::vector<std::string>& wanted,
                                   const char* what, Name name_of) {
    std::vector<const Item*> chosen;
    const auto is_wanted = [&](const Item& item) {
        return wanted.empty() || std::ranges::find(wanted, name_of(item)) != wanted.end();
    };
    for (const Item& item : all)
        if (is_wanted(item)) chosen.push_back(&item);
    for (const std::string& w : wanted) {
        if (std::ranges::any_of(all, [&](const Item& item) { return name_of(item) == w; })) continue;
        std::string names;
        for (const Item& item : all) names += (names.empty() ? "" : ", ") + name_of(item);
        throw std::invalid_argument("there is no " + std::string(what) + " '" + w + "'; there are: " + names);
    }
    return chosen;
}

/// --input may hold millions of numbers, and right answers take a microsecond each.
template <class T> std::vector<T> at_even_distances(const std::vector<T>& all, std::size_t most) {
    const std::size_t step = (all.size() + most - 1) / most;
    std::vector<T> some;
    for (std::size_t i = 0; i < all.size(); i += step) some.push_back(all[i]);
    return some;
}

} // namespace

session::session(const options& o)
    : options_(o),
      functions_(chosen_of(bench::functions(), o.functions, "function", [](const function& f) { return f.name; })),
      contestants_(
          chosen_of(bench::contestants(), o.contestants, "contestant", [](const contestant& c) { return c.name(); })) {}

template <class T> typed_session<T>::typed_session(const options& o) : session(o) {
    constexpr std::size_t most = std::same_as<T, float> ? 200'000 : 20'000;
    std::erase_if(contestants_, [](const contestant* c) { return c->kernels<T>().empty(); });
    if (!o.input.empty()) {
        const std::vector<float> numbers = read_floats(o.input);
        input_.assign(numbers.begin(), numbers.end());
        input_size_ = input_.size();
    }
    if (o.errors) {
        check_.emplace(at_even_distances(input_, most));
        error_sample_size_ = check_->size();
    }
}

template <class T> race_options typed_session<T>::race_at(size_class size) const {
    // A call on memory is a sample by itself, and a long one.
    if (size.n > l2.n) return {std::max(3, options_.rounds / 3), 0};
    return {options_.rounds, 200e-6};
}

template <class T> buffers<T>& typed_session<T>::arrays_of(std::size_t n) {
    return buffers_.try_emplace(n, n, input_).first->second;
}

template <class T>
std::optional<accuracy> typed_session<T>::error_of(const function& f, const contestant& c, const kernel<T>& k) {
    if (!check_) return std::nullopt;
    const std::tuple key(f.name, k.way, c.name());
    const auto known = errors_.find(key);
    if (known != errors_.end()) return known->second;
    return errors_.emplace(key, check_->measure(f, k)).first->second;
}

/// A call whose results take the place of an input: of x, or of dy.
template <class T> struct in_place_call {
    arrays<T> a;
    routine restore; ///< the input

    in_place_call(const arrays<T>& out_of_place, direction way) : a(out_of_place) {
        const T*& replaced = way == direction::forward ? a.x : a.dy;
        restore = [from = replaced, to = a.out, bytes = a.n * sizeof(T)] { streaming_copy(from, to, bytes); };
        replaced = a.out;
    }
};

/// Whether the results are those of a call out of place, twice: some make a new array at the first call only.
template <class T> bool typed_session<T>::can_in_place(const function& f, const kernel<T>& k) {
    const arrays<T> a = arrays_of(l1.n).of(f, k.way);
    k.prepare(a)();
    const std::vector<T> expected(a.out, a.out + a.n);
    const in_place_call<T> call(a, k.way);
    const routine run = k.prepare(call.a);
    bool can = true;
    for (int i = 0; i < 2; ++i) {
        call.restore();
        run();
        can &= std::memcmp(a.out, expected.data(), a.n * sizeof(T)) == 0;
    }
    return can;
}

template <class T> row typed_session<T>::measure(const function& f, direction way, size_class size) {
    row measured{&f, way, size, {}};
    arrays<T> a = arrays_of(size.n).of(f, way, size.row == 0 ? 1024 : size.row);
    routine restore;
    if (size.in_place) {
        const in_place_call<T> call(a, way);
        a = call.a;
        restore = call.restore;
    }
    std::vector<routine> runs;
    for (const contestant* c : contestants_) {
        const kernel<T>* k = c->find<T>(f.name, way);
        if (!k || (size.in_place && !can_in_place(f, *k))) continue;
        measured.results.push_back({c, {}, error_of(f, *c, *k), k->from_output});
        runs.push_back(k->prepare(a));
    }
    std::vector<timing> times = race(runs, size.n, race_at(size), restore);
    for (std::size_t i = 0; i < times.size(); ++i) measured.results[i].time = std::move(times[i]);
    return measured;
}

template <class T> copy_limits typed_session<T>::measure_copy(size_class size) {
    return bench::measure_copy(arrays_of(size.n), race_at(size));
}
template <class T> timing typed_session<T>::measure_fma() { return bench::measure_fma<T>(race_at(l1)); }

template class typed_session<float>;
template class typed_session<double>;

} // namespace bench
