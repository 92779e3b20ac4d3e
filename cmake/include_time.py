#!/usr/bin/env python3
"""Prints how long a compiler takes for <xact/xact.hpp>, and for <xsimd/xsimd.hpp> alone: processor time, the least of
three runs. The rest of the command line is that of the compiler:

    cmake/include_time.py g++ -std=c++20 -O2 -march=native -I include
"""
import os
import subprocess
import sys


def seconds(command, header):
    source = f"#include <{header}>\nint main() {{}}\n"
    times = []
    for _ in range(3):
        before = os.times()
        subprocess.run([*command, "-x", "c++", "-"], input=source, text=True, check=True)
        after = os.times()
        times.append(sum(after[2:4]) - sum(before[2:4]))
    return min(times)


def main(command):
    if not command:
        sys.exit(__doc__)
    command = [word for word in command if word != "-fsyntax-only"] + ["-c", "-o", os.devnull]
    xsimd, xact = (seconds(command, header) for header in ("xsimd/xsimd.hpp", "xact/xact.hpp"))
    print(f"xsimd/xsimd.hpp {xsimd:.2f} s, xact/xact.hpp {xact:.2f} s: {xact - xsimd:.2f} s more")


if __name__ == "__main__":
    main(sys.argv[1:])
