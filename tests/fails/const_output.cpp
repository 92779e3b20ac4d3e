// must fail: forward
#include <vector>
#include <xact/xact.hpp>

void good(const std::vector<float>& x, std::vector<float>& y) { xact::forward(xact::gelu{}, x, y); }

#ifdef MUST_FAIL
void bad(const std::vector<float>& x, const std::vector<float>& y) { xact::forward(xact::gelu{}, x, y); }
#endif
