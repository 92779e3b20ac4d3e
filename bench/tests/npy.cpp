#include "npy.hpp"

#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>

#include "support/catch.hpp"

namespace {

/// A file that lives as long as the test.
class temporary_file {
public:
    explicit temporary_file(const std::string& bytes) {
        static int count = 0;
        path_ = (std::filesystem::temp_directory_path() / ("xact_bench_test_" + std::to_string(++count))).string();
        std::ofstream(path_, std::ios::binary) << bytes;
    }
    ~temporary_file() { std::filesystem::remove(path_); }
    const std::string& path() const { return path_; }

private:
    std::string path_;
};

template <class T> std::string bytes_of(std::initializer_list<T> values) {
    std::string bytes(values.size() * sizeof(T), '\0');
    std::memcpy(bytes.data(), values.begin(), bytes.size());
    return bytes;
}

std::string npy(const std::string& header, const std::string& data) {
    std::string length(2, '\0');
    length[0] = static_cast<char>(header.size());
    return std::string("\x93NUMPY\x01\0", 8) + length + header + data;
}

std::string header_of(const std::string& type, const std::string& shape, const std::string& order = "False") {
    return "{'descr': " + type + ", 'fortran_order': " + order + ", 'shape': " + shape + ", }\n";
}

std::string message_for(const std::string& bytes) {
    const temporary_file file(bytes);
    try {
        bench::read_floats(file.path());
    } catch (const std::runtime_error& e) {
        const std::string message = e.what();
        CHECK(message.find(file.path()) == 0);
        return message.substr(file.path().size());
    }
    return "";
}

using floats = std::vector<float>;

} // namespace

TEST_CASE("arrays of any shape are read in order") {
    const temporary_file f4(npy(header_of("'<f4'", "(2, 3)"), bytes_of({1.f, 2.f, 3.f, 4.f, 5.f, -6.5f})));
    CHECK(bench::read_floats(f4.path()) == floats{1, 2, 3, 4, 5, -6.5f});
    const temporary_file f8(npy(header_of("'<f8'", "(2,)"), bytes_of({0.5, -3.25})));
    CHECK(bench::read_floats(f8.path()) == floats{0.5f, -3.25f});
    const temporary_file scalar(npy(header_of("'<f4'", "()"), bytes_of({7.f})));
    CHECK(bench::read_floats(scalar.path()) == floats{7});
}

TEST_CASE("a file without a header is bare floats") {
    const temporary_file file(bytes_of({1.5f, -2.f}));
    CHECK(bench::read_floats(file.path()) == floats{1.5f, -2});
}

TEST_CASE("a bad file is named, with what is wrong") {
    CHECK_THROWS_WITH(bench::read_floats("no/such/file"), "no/such/file: cannot be opened");
    CHECK(message_for("") == ": holds no numbers");
    CHECK(message_for("12345") == ": is no .npy file, and its 5 bytes are no whole number of float32");
    CHECK(message_for(npy(header_of("'<i8'", "(1,)"), "12345678")) ==
          ": holds elements of type '<i8'; only '<f4' (float32) and '<f8' (float64) are read");
    CHECK(message_for(npy(header_of("'>f4'", "(1,)"), "1234")).find("'>f4'") != std::string::npos);
    CHECK(message_for(npy(header_of("[('x', '<f4')]", "(1,)"), "1234")).find("structured") != std::string::npos);
    CHECK(message_for(npy(header_of("'<f4'", "(2, 2)", "True"), "")).find("Fortran") != std::string::npos);
    CHECK(message_for(npy(header_of("'<f4'", "(2, 2)"), "12345678")) == ": ends after 2 of its 4 numbers");
    CHECK(message_for(npy(header_of("'<f4'", "(99999999999999999999,)"), "")).find("shape") != std::string::npos);
    CHECK(message_for(npy("{}", "")).find("'descr'") != std::string::npos);
    CHECK(message_for(std::string("\x93NUMPY\x01\0\xff", 9)) == ": ends within its .npy header");
    CHECK(message_for(std::string("\x93NUMPY\x09\0", 8)) == ": is an .npy file of unknown version 9");
}
