// must fail: forward
#include <xact/xact.hpp>
#include <vector>

void good(const std::vector<double>& x, std::vector<float>& y) { xact::forward(xact::gelu{}, x, y); }

#ifdef MUST_FAIL
void bad(const std::vector<int>& x, std::vector<float>& y) { xact::forward(xact::gelu{}, x, y); }
#endif
