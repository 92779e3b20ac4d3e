#include "support/function.hpp"

namespace test {

std::vector<subject_entry>& subjects() {
    static std::vector<subject_entry> all;
    return all;
}

const function& subject() { return *subjects().at(0).of; }

} // namespace test
