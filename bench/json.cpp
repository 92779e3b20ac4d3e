#include "json.hpp"

#include <cmath>
#include <cstdio>
#include <fstream>
#include <stdexcept>

#include "machine.hpp"

namespace bench {
namespace {

std::string quoted(std::string_view text) {
    std::string q = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') q += '\\';
        if (static_cast<unsigned char>(c) < 0x20) {
            char escape[8];
            std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(c));
            q += escape;
        } else {
            q += c;
        }
    }
    return q + '"';
}

/// JSON has no infinity: null stands for it.
std::string number(double x) {
    if (!std::isfinite(x)) return "null";
    char text[40];
    std::snprintf(text, sizeof text, "%.9g", x);
    return text;
}

std::string object(const timing& t) {
    return "{\"median\": " + number(t.median) + ", \"min\": " + number(t.minimum) + "}";
}

std::string object(const row& r, const result& one) {
    std::string text = "    {\"function\": " + quoted(r.function->name) + ", \"direction\": " + quoted(name_of(r.way)) +
                       ", \"contestant\": " + quoted(one.who->name()) + ", \"size\": " + quoted(r.size.name) +
                       ", \"n\": " + std::to_string(r.size.n) + ", \"ns_per_element\": " + object(one.time);
    if (const auto times = r.time_over_xact(one)) text += ", \"time_over_xact\": " + number(*times);
    if (one.from_output) text += ", \"from_output\": true";
    if (one.error)
        text += ", \"max_ulp\": " + number(one.error->max_ulp) +
                ", \"max_ulp_within_16\": " + number(one.error->practical_ulp) +
                ", \"max_scaled_error\": " + number(one.error->max_scaled) +
                ", \"worst_input\": " + number(one.error->worst) +
                ", \"specials_right\": " + (one.error->specials ? "true" : "false");
    return text + "}";
}

} // namespace

void write_json(const std::string& path, const session& s, const figures& all) {
    std::ofstream file(path);
    file << "{\n  \"cpu\": " << quoted(cpu_name()) << ",\n  \"caches\": " << quoted(cache_sizes())
         << ",\n  \"compiler\": " << quoted(compiler()) << ",\n  \"type\": " << quoted(s.chosen().type)
         << ",\n  \"input\": " << (s.chosen().input.empty() ? "null" : quoted(s.chosen().input))
         << ",\n  \"rounds\": " << s.chosen().rounds << ",\n  \"error_sample\": " << s.error_sample_size()
         << ",\n  \"contestants\": {";
    const char* separator = "";
    for (const contestant* c : s.contestants()) {
        file << separator << quoted(c->name()) << ": " << quoted(c->description());
        separator = ", ";
    }
    file << "},\n  \"fma_ns_per_element\": " << object(all.fma) << ",\n  \"copies\": [";
    separator = "\n";
    for (const auto& [size, limits] : all.copies) {
        file << separator << "    {\"size\": " << quoted(size.name) << ", \"n\": " << size.n
             << ", \"memcpy_ns_per_element\": " << object(limits.copy)
             << ", \"streaming_copy_ns_per_element\": " << object(limits.stream) << "}";
        separator = ",\n";
    }
    file << "\n  ],\n  \"results\": [";
    separator = "\n";
    for (const row& r : all.rows)
        for (const result& one : r.results) {
            file << separator << object(r, one);
            separator = ",\n";
        }
    file << "\n  ]\n}\n";
    file.close();
    if (!file) throw std::runtime_error(path + ": cannot be written");
}

} // namespace bench
