#include "npy.hpp"

#include <bit>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string_view>

namespace bench {
namespace {

static_assert(std::endian::native == std::endian::little, "numbers are copied from the file as they are");

constexpr std::string_view magic{"\x93NUMPY", 6};

class npy_reader {
public:
    npy_reader(const std::string& path, std::string_view bytes) : path_(path), bytes_(bytes) {}

    std::vector<float> read() const {
        const std::string_view header = this->header();
        const std::string type = quoted_value(header, "descr");
        if (value_of(header, "fortran_order").starts_with("True"))
            fail("is in Fortran order; save numpy.ascontiguousarray(a) instead");

        const std::string_view data = bytes_.substr(static_cast<std::size_t>(header.end() - bytes_.begin()));
        const std::size_t count = count_of(header);
        if (type == "<f4") return numbers<float>(data, count);
        if (type == "<f8") return numbers<double>(data, count);
        fail("holds elements of type '" + type + "'; only '<f4' (float32) and '<f8' (float64) are read");
    }

private:
    [[noreturn]] void fail(const std::string& what) const { throw std::runtime_error(path_ + ": " + what); }

    std::string_view header() const {
        constexpr std::size_t prefix = 8; // magic and version
        const unsigned char major = bytes_.size() > 6 ? static_cast<unsigned char>(bytes_[6]) : 0;
        if (major < 1 || major > 3) fail("is an .npy file of unknown version " + std::to_string(major));
        const std::size_t width = major == 1 ? 2 : 4;
        if (bytes_.size() < prefix + width) fail("ends within its .npy header");
        std::uint32_t length = 0;
        std::memcpy(&length, bytes_.data() + prefix, width);
        if (bytes_.size() - prefix - width < length) fail("ends within its .npy header");
        return bytes_.substr(prefix + width, length);
    }

    /// What follows 'key': in the header, which is a Python dictionary.
    std::string_view value_of(std::string_view header, const std::string& key) const {
        const auto at = header.find("'" + key + "'");
        const auto colon = header.find(':', at);
        if (at == header.npos || colon == header.npos) fail("has an .npy header without '" + key + "'");
        const auto value = header.find_first_not_of(' ', colon + 1);
        if (value == header.npos) fail("has an .npy header without a value for '" + key + "'");
        return header.substr(value);
    }

    std::string quoted_value(std::string_view header, const std::string& key) const {
        const std::string_view value = value_of(header, key);
        const auto end = value.find('\'', 1);
        if (value[0] != '\'' || end == value.npos)
            fail("holds a structured type; only plain arrays of floats are read");
        return std::string(value.substr(1, end - 1));
    }

    std::size_t count_of(std::string_view header) const {
        std::string_view shape = value_of(header, "shape");
        const auto end = shape.find(')');
        if (shape[0] != '(' || end == shape.npos) fail("has an .npy header without a shape");
        shape = shape.substr(1, end - 1);
        constexpr std::size_t limit = std::size_t{1} << 48;
        std::size_t count = 1, dimension = 0;
        bool digits = false;
        for (const char c : std::string(shape) + ",") {
            if (c >= '0' && c <= '9') {
                digits = true;
                dimension = dimension * 10 + static_cast<std::size_t>(c - '0');
                if (dimension > limit) fail("has an .npy header with a shape that no memory holds");
            } else if (c == ',') {
                if (digits) count *= dimension;
                if (count > limit) fail("has an .npy header with a shape that no memory holds");
                dimension = 0;
                digits = false;
            } else if (c != ' ') {
                fail("has an .npy header with the shape (" + std::string(shape) + ")");
            }
        }
        return count;
    }

    template <class T> std::vector<float> numbers(std::string_view data, std::size_t count) const {
        if (data.size() < count * sizeof(T))
            fail("ends after " + std::to_string(data.size() / sizeof(T)) + " of its " + std::to_string(count) +
                 " numbers");
        std::vector<T> read(count);
        if (count > 0) std::memcpy(read.data(), data.data(), count * sizeof(T));
        return std::vector<float>(read.begin(), read.end());
    }

    const std::string& path_;
    std::string_view bytes_;
};

std::vector<float> bare_floats(const std::string& path, const std::string& bytes) {
    if (bytes.size() % sizeof(float) != 0)
        throw std::runtime_error(path + ": is no .npy file, and its " + std::to_string(bytes.size()) +
                                 " bytes are no whole number of float32");
    std::vector<float> read(bytes.size() / sizeof(float));
    if (!read.empty()) std::memcpy(read.data(), bytes.data(), bytes.size());
    return read;
}

} // namespace

std::vector<float> read_floats(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error(path + ": cannot be opened");
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    if (file.bad()) throw std::runtime_error(path + ": cannot be read");

    std::vector<float> values = bytes.starts_with(magic) ? npy_reader(path, bytes).read() : bare_floats(path, bytes);
    if (values.empty()) throw std::runtime_error(path + ": holds no numbers");
    return values;
}

} // namespace bench
