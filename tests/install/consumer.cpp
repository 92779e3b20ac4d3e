// A program of somebody else's: it returns 0 when gelu(2) = 2 Φ(2).
#include <xact/xact.hpp>

#include <cmath>
#include <vector>

int main() {
    const std::vector<float> x{-1, 0, 2};
    std::vector<float> y(x.size());
    xact::forward(xact::gelu{}, x, y);
    return std::abs(y[2] - 1.9544997F) < 1e-6F ? 0 : 1;
}
