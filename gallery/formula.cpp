#include "formula.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "text.hpp"

namespace gallery {
namespace {

using bench::escaped;

constexpr std::array<std::pair<std::string_view, std::string_view>, 23> greek{
    {{"alpha", "α"}, {"beta", "β"}, {"gamma", "γ"}, {"delta", "δ"}, {"epsilon", "ε"}, {"eps", "ε"},
     {"zeta", "ζ"},  {"eta", "η"},  {"theta", "θ"}, {"kappa", "κ"}, {"lambda", "λ"},  {"lam", "λ"},
     {"mu", "μ"},    {"nu", "ν"},   {"xi", "ξ"},    {"pi", "π"},    {"rho", "ρ"},     {"sigma", "σ"},
     {"tau", "τ"},   {"phi", "φ"},  {"chi", "χ"},   {"psi", "ψ"},   {"omega", "ω"}}};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The bytes of the UTF-8 character at the front.
std::size_t character_size(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text.front());
    return std::min<std::size_t>(lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4, text.size());
}

bool is_greek(std::string_view character) {
    const auto lead = static_cast<unsigned char>(character.front());
    return character.size() == 2 && (lead == 0xce || lead == 0xcf);
}

/// Where the parenthesis or brace at the front closes; npos where it does not.
std::size_t closing(std::string_view text) {
    int depth = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '(' || text[i] == '{') ++depth;
        if ((text[i] == ')' || text[i] == '}') && --depth == 0) return i;
    }
    return text.npos;
}

/// Where `wanted` stands outside of parentheses; npos where it does not.
std::size_t find_outside(std::string_view text, std::string_view wanted) {
    int depth = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (depth == 0 && text.substr(i).starts_with(wanted)) return i;
        if (text[i] == '(' || text[i] == '{') ++depth;
        if (text[i] == ')' || text[i] == '}') --depth;
    }
    return text.npos;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

/// The identifier at the front: letters, then letters and digits.
std::size_t word_size(std::string_view text) {
    std::size_t n = 0;
    while (n < text.size() && (is_letter(text[n]) || (n > 0 && is_digit(text[n])))) ++n;
    return n;
}

std::string italic(std::string_view text) { return "<i>" + escaped(text) + "</i>"; }

/// A letter, or the name of a Greek one: the letter, else nothing.
std::string_view letter(std::string_view name) {
    const auto found = std::ranges::find(greek, name, [](const auto& g) { return g.first; });
    if (found != greek.end()) return found->second;
    return name.size() == 1 ? name : std::string_view();
}

std::string index(std::string_view digits) { return digits.empty() ? "" : "<sub>" + std::string(digits) + "</sub>"; }

std::string word(std::string_view name, bool is_called) {
    if (name == "sqrt" && is_called) return "√";
    if (name == "inf") return "∞";
    std::string_view base = name;
    while (!base.empty() && is_digit(base.back())) base.remove_suffix(1);
    if (const std::string_view one = letter(base); !one.empty()) {
        return italic(one) + index(name.substr(base.size()));
    }
    return is_called ? escaped(name) : italic(name);
}

std::string line(std::string_view text);

/// What is raised or lowered at the front of text, which loses it: a group without its parentheses, or a sign, and one
/// number or word.
std::string script(std::string_view& text) {
    std::string_view inner;
    if (!text.empty() && (text.front() == '(' || text.front() == '{') && closing(text) != text.npos) {
        const std::size_t end = closing(text);
        inner = text.substr(1, end - 1);
        text.remove_prefix(end + 1);
    } else {
        std::size_t n = text.starts_with("-") ? 1 : 0;
        if (n < text.size() && (is_digit(text[n]) || text[n] == '.'))
            while (n < text.size() && (is_digit(text[n]) || text[n] == '.')) ++n;
        else if (n < text.size() && is_letter(text[n]))
            n += word_size(text.substr(n));
        else if (n < text.size())
            n += character_size(text.substr(n));
        // x^(2) and e^-x²: squares and indices belong to it
        for (const std::string_view square : {"²", "³"})
            if (text.substr(n).starts_with(square)) n += square.size();
        if (n > 0 && is_letter(text[n - 1]) && text.substr(n).starts_with("_")) n += 1 + word_size(text.substr(n + 1));
        inner = text.substr(0, std::min(n, text.size()));
        text.remove_prefix(inner.size());
    }
    return line(inner);
}

/// A formula without cases.
std::string line(std::string_view text) {
    std::string html;
    while (!text.empty()) {
        const auto take = [&](std::string_view token, std::string_view shown) {
            if (!text.starts_with(token)) return false;
            text.remove_prefix(token.size());
            html += shown;
            return true;
        };
        if (take("<=", "≤") || take(">=", "≥") || take("!=", "≠") || take("==", "=") || take("&&", "and") ||
            take("||", "or") || take("<", "&lt;") || take(">", "&gt;") || take("*", "·") || take("'", "′"))
            continue;
        if (text.front() == '-') {
            html += "−";
            text.remove_prefix(1);
        } else if (text.front() == '^' || text.front() == '_') {
            const std::string tag = text.front() == '^' ? "sup" : "sub";
            text.remove_prefix(1);
            html += "<" + tag + ">" + script(text) + "</" + tag + ">";
        } else if (is_letter(text.front())) {
            const std::string_view name = text.substr(0, word_size(text));
            text.remove_prefix(name.size());
            html += word(name, text.starts_with("(") || text.starts_with("^") || text.starts_with("_") ||
                                   text.starts_with(" Σ") || name.size() > 2);
        } else {
            const std::string_view character = text.substr(0, character_size(text));
            text.remove_prefix(character.size());
            if (!is_greek(character) || character == "Σ" || character == "Π") {
                html += escaped(character);
                continue;
            }
            std::size_t digits = 0;
            while (digits < text.size() && is_digit(text[digits])) ++digits;
            html += italic(character) + index(text.substr(0, digits));
            text.remove_prefix(digits);
        }
    }
    return html;
}

/// c ? a : d ? b : e, as lines "a, if c", "b, if d", "e, otherwise".
std::string cases(std::string_view text) {
    std::string rows;
    while (true) {
        const std::size_t question = find_outside(text, "?");
        if (question == text.npos) break;
        const std::string_view condition = trimmed(text.substr(0, question)), rest = text.substr(question + 1);
        const std::size_t colon = find_outside(rest, ":");
        if (colon == rest.npos) break;
        rows += "<span>" + line(trimmed(rest.substr(0, colon))) + "</span><span>if " + line(condition) + "</span>";
        text = trimmed(rest.substr(colon + 1));
    }
    rows += "<span>" + line(trimmed(text)) + "</span><span>otherwise</span>";
    return "<span class=\"cases\"><svg class=\"brace\" viewBox=\"0 0 8 100\" preserveAspectRatio=\"none\" "
           "aria-hidden=\"true\"><path d=\"M7.5 .5C2 .5 6.5 47 .8 50C6.5 53 2 99.5 7.5 99.5\"/></svg>"
           "<span class=\"rows\">" +
           rows + "</span></span>";
}

} // namespace

std::string typeset(std::string_view formula) {
    // "f, G = …": a definition of its own line.
    const std::size_t comma = find_outside(formula, ", ");
    if (comma != formula.npos && formula.find('=', comma) != formula.npos)
        return typeset(formula.substr(0, comma)) + "<span class=\"where\">" +
               typeset(trimmed(formula.substr(comma + 1))) + "</span>";
    if (find_outside(formula, "?") != formula.npos) return cases(formula);
    for (std::size_t i = 0; i < formula.size(); ++i) {
        if (formula[i] != '(') continue;
        const std::size_t end = closing(formula.substr(i));
        if (end == formula.npos) break;
        const std::string_view inner = formula.substr(i + 1, end - 1);
        if (find_outside(inner, "?") != inner.npos)
            return line(formula.substr(0, i)) + cases(inner) + line(formula.substr(i + end + 1));
        i += end;
    }
    return line(formula);
}

std::string typeset_name(std::string_view name) { return line(name); }

} // namespace gallery
