#include "support/row_function.hpp"

namespace test {

row_subject_entry& row_entry() {
    static row_subject_entry entry;
    return entry;
}

} // namespace test
