// must fail: forward
#include <vector>
#include <xact/xact.hpp>

void good(const std::vector<double>& x, std::vector<float>& y) { xact::forward(xact::gelu{}, x, y); }

#ifdef MUST_FAIL
void bad(const std::vector<int>& x, std::vector<float>& y) { xact::forward(xact::gelu{}, x, y); }
#endif
