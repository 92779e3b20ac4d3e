#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "session.hpp"

/// The figures for people.

namespace bench {

/// Four significant places at most, in at most five characters: 1.8, 165, 3800, 6e5, inf.
std::string ulp_text(double ulp);
/// Nanoseconds in five characters, for anything from 0.001 to 99999.
std::string ns_text(double ns);
/// What the errors are the largest over: "over 200406 floats of all exponents".
std::string sample_text(const session&);

class table {
public:
    table(std::ostream& out, bool colours, const session&);

    void head(const timing& fma) const;
    /// The title of the rows of one size, with the machine's limits there.
    void title(size_class, const copy_limits&) const;
    void print(const row&) const;
    void legend() const;

private:
    const std::string& type() const { return session_.chosen().type; }
    std::string coloured(const std::string& text, const char* code) const;
    std::string cell(const row&, const contestant&) const;
    std::size_t cells_per_line() const;
    void print_tokens(const row&) const;

    std::ostream& out_;
    bool colours_;
    const session& session_;
};

} // namespace bench
