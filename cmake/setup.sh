#!/bin/sh
# Installs what is missing to build and run the tests, the bench, or everything that CI runs:
#     cmake/setup.sh test|bench|all
# With apt, as root or through sudo; on other systems it says what to install. Quick when nothing is missing.
set -eu

tools="g++ cmake ninja-build git pkg-config libxsimd-dev"
test="catch2 libboost-dev libmpfr-dev"
bench="libbenchmark-dev"
# What the bench compares with, each optional. libtorch comes with 160 packages, 450 MB of them.
peers="libeigen3-dev libsleef-dev libdnnl-dev libhwy-dev libxnnpack-dev libpthreadpool-dev libcpuinfo-dev libtorch-dev"
certificates="python3 python3-mpmath sollya" # what tests the coefficients of kernels, each optional
browsers="chromium" # in which a test looks at the report of xact_bench, optional
ci="clang clang-format libclang-rt-dev g++-aarch64-linux-gnu qemu-user"

case "${1-}" in
    test) packages="$tools $test" optional="" ;;
    bench) packages="$tools $bench" optional="$peers" ;;
    all) packages="$tools $test $bench $ci" optional="$peers $certificates $browsers" ;;
    *) echo "usage: $0 test|bench|all" >&2; exit 2 ;;
esac

if ! command -v apt-get >/dev/null; then
    missing=""
    for tool in c++ cmake ninja git; do command -v $tool >/dev/null || missing="$missing $tool"; done
    echo "No apt-get here. xact needs a C++20 compiler, CMake 3.25, Ninja and git, and for the tests the headers of Boost."
    echo "xsimd, Catch2 and Google Benchmark are downloaded when CMake does not find them."
    [ -z "$missing" ] || { echo "Please install:$missing" >&2; exit 1; }
    exit 0
fi

missing_of() {
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q '^install ok installed' || echo "$package"
    done
}
missing=$(missing_of $packages)
wanted=$(missing_of $optional)
[ -n "$missing$wanted" ] || exit 0

sudo=""
if [ "$(id -u)" -ne 0 ]; then
    sudo=sudo
    if ! command -v sudo >/dev/null; then
        echo "Please install, as root: apt-get install" $missing $wanted >&2
        [ -z "$missing" ]; exit
    fi
fi
install="$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends"

$sudo apt-get update -qq || echo "apt-get update failed; going on with the package lists that are here" >&2
[ -z "$missing" ] || $install $missing
for package in $wanted; do
    $install "$package" || echo "Without $package: the bench leaves that peer out, the tests what needs it" >&2
done
