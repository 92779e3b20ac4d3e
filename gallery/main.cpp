#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "page.hpp"

namespace {

constexpr const char* help_text = R"(xact_gallery DIR [--speed FILE]

Writes DIR/index.html: a card for every function of xact's catalogue, with its formula, a plot of its value and
derivatives, sliders for its parameters, and what is known of it. The page needs nothing else, and no network.

  --speed FILE   shows what xact_bench measured: the file that its option --json wrote
  --help         this text
)";

struct options {
    bool help = false;
    std::filesystem::path folder;
    std::string speed;
};

options parse(const std::vector<std::string>& arguments) {
    options o;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& one = arguments[i];
        if (one == "--help" || one == "-h") {
            o.help = true;
        } else if (one == "--speed") {
            if (++i == arguments.size()) throw std::invalid_argument("--speed has no value");
            o.speed = arguments[i];
        } else if (one.starts_with("--speed=")) {
            o.speed = one.substr(8);
        } else if (one.starts_with("-")) {
            throw std::invalid_argument("there is no option " + one);
        } else if (!o.folder.empty()) {
            throw std::invalid_argument("there are two folders, " + o.folder.string() + " and " + one);
        } else {
            o.folder = one;
        }
    }
    if (!o.help && o.folder.empty()) throw std::invalid_argument("there is no folder to write to");
    return o;
}

} // namespace

int main(int argc, char** argv) {
    try {
        const options o = parse({argv + 1, argv + argc});
        if (o.help) {
            std::cout << help_text;
            return 0;
        }
        std::optional<gallery::speeds> speeds;
        if (!o.speed.empty()) speeds = gallery::read_speeds(o.speed);
        const std::string text = gallery::page(gallery::functions(), speeds);
        std::filesystem::create_directories(o.folder);
        const std::filesystem::path path = o.folder / "index.html";
        std::ofstream file(path, std::ios::binary);
        file << text;
        file.close();
        if (!file) throw std::runtime_error(path.string() + ": cannot be written");
        return 0;
    } catch (const std::exception& e) {
        std::cerr << "xact_gallery: " << e.what() << "\nTry xact_gallery --help.\n";
        return 2;
    }
}
