#include <cstdio>
#include <xact/catalogue.hpp>

/// Prints what the gallery has to show, for gallery.py: every name, and before it a '+' where there is a plot.

int main() {
    xact::for_each([]<class F>(const F&) {
        std::printf("%s%.*s\n", xact::elementwise<F> ? "+" : "", static_cast<int>(F::about.name.size()),
                    F::about.name.data());
    });
}
