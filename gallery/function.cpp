#include "function.hpp"

#include <algorithm>

namespace gallery {

std::vector<double> function::defaults() const {
    std::vector<double> values;
    for (const parameter& p : parameters) values.push_back(p.value);
    return values;
}

std::vector<function>& detail::registry() {
    static std::vector<function> all;
    return all;
}

std::vector<function> functions() {
    std::vector<function> all = detail::registry();
    std::ranges::sort(all, {}, &function::position);
    return all;
}

} // namespace gallery
