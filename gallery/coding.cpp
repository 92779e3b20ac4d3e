#include "coding.hpp"

#include <algorithm>
#include <cmath>

namespace gallery {
namespace {

void append_digits(std::string& text, long long n) {
    constexpr char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    unsigned long long rest =
        n < 0 ? static_cast<unsigned long long>(-n) << 1 | 1 : static_cast<unsigned long long>(n) << 1;
    do {
        const unsigned long long low = rest & 31;
        rest >>= 5;
        text += digits[low | (rest ? 32 : 0)];
    } while (rest);
}

long long step_of(double y, double fineness) {
    constexpr double largest = 1e30, unit = 1e-4;
    return std::llround(std::asinh(std::clamp(y, -largest, largest) / unit) * fineness);
}

} // namespace

std::string coded(std::span<const double> values, double fineness) {
    std::string text;
    long long last = 0, slope = 0;
    for (const double y : values) {
        if (std::isnan(y)) {
            text += '!';
            last = slope = 0;
            continue;
        }
        const long long step = step_of(y, fineness), difference = step - last;
        append_digits(text, difference - slope);
        last = step;
        slope = difference;
    }
    return text;
}

} // namespace gallery
