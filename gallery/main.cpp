#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "page.hpp"

namespace {

constexpr const char* help_text = R"(xact_gallery DIR [--functions A,B] [--speed FILE]

Writes DIR/index.html: a card for every function of xact's catalogue, with its formula, a plot of its value and
derivatives, sliders for its parameters, and what is known of it. The page needs nothing else, and no network.

  --functions A,B     only these, in this order within their families
  --speed FILE        shows what xact_bench measured: the file that its option --json wrote
  --help              this text
)";

struct options {
    bool help = false;
    std::filesystem::path folder;
    std::string functions, speed;
};

options parse(std::vector<std::string> arguments) {
    options o;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (const std::size_t sign = arguments[i].find('=');
            arguments[i].starts_with("--") && sign != std::string::npos) {
            std::string value = arguments[i].substr(sign + 1);
            arguments[i].resize(sign);
            arguments.insert(arguments.begin() + static_cast<std::ptrdiff_t>(i) + 1, std::move(value));
        }
        const std::string name = arguments[i];
        const auto value = [&] {
            if (++i == arguments.size()) throw std::invalid_argument(name + " has no value");
            return arguments[i];
        };
        if (name == "--help" || name == "-h")
            o.help = true;
        else if (name == "--speed")
            o.speed = value();
        else if (name == "--functions")
            o.functions = value();
        else if (name.starts_with("-"))
            throw std::invalid_argument("there is no option " + name);
        else if (!o.folder.empty())
            throw std::invalid_argument("there are two folders, " + o.folder.string() + " and " + name);
        else
            o.folder = name;
    }
    if (!o.help && o.folder.empty()) throw std::invalid_argument("there is no folder to write to");
    return o;
}

/// In the order of the names; all of them where no names are given.
std::vector<gallery::function> chosen(const std::string& names) {
    std::vector<gallery::function> all = gallery::functions(), some;
    if (names.empty()) return all;
    std::istringstream text(names);
    for (std::string name; std::getline(text, name, ',');) {
        const auto has_name = [&](const gallery::function& fn) { return fn.about->name == name; };
        if (std::ranges::none_of(all, has_name)) throw std::invalid_argument("there is no function '" + name + "'");
        std::ranges::copy_if(all, std::back_inserter(some), has_name);
    }
    return some;
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
        const std::string text = gallery::page(chosen(o.functions), speeds);
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
