#!/usr/bin/env python3
"""Writes the tables of docs/speed.md, the foundation beside its peers, from what xact_bench measured; what stands above
them stays:

    build/bench/xact_bench --functions $(cmake/speed.py --functions) --json avx512.json
    cmake/speed.py avx512.json …
"""
import json
import pathlib
import sys

PAGE = pathlib.Path(__file__).resolve().parent.parent / "docs/speed.md"
MARK = "<!-- tables written by cmake/speed.py -->"
FOUNDATION = (
    "relu leaky_relu hard_sigmoid hard_swish smelu elu selu sigmoid tanh softplus silu swish quick_gelu gelu gelu_tanh mish "
    "golu exp sine xatlu pau_a swiglu geglu softmax log_softmax"
).split()
SIZES = {"L1": "in the L1 cache", "L2": "in the L2 cache", "memory": "in memory", "in place": "in memory, in place"}
TIERS = ("xact", "xact fast", "xact from y")


def cell(result):
    """Nanoseconds and, in brackets, the largest error: in ulp, or over max(1, |f|) where it is more than 1000 ulp."""
    if result is None:
        return ""
    time = f"{result['ns_per_element']['median']:.3f}"
    if "max_ulp" not in result:
        return time
    ulp, scaled = result["max_ulp"], result.get("max_scaled_error")
    if ulp is not None and ulp <= 1000:
        return f"{time} ({ulp:.2g})"
    if ulp is None or scaled is None:
        return f"{time} (wrong)"
    return f"{time} ({scaled:.0e} of 1)"


def row(function, direction, results, peers):
    own = [results.get(name) for name in TIERS]
    # Times over xact's are medians of each round's; gradients from outputs stand beside xact's from outputs.
    fastest = min((r for name, r in results.items() if name not in TIERS), key=lambda r: r["time_over_xact"], default=None)
    ratios = [fastest and fastest["time_over_xact"] / r["time_over_xact"] if r else None for r in own[:2]]
    cells = [f"`{function}`", direction, *map(cell, own), *(f"{r:.2f}" if r else "" for r in ratios)]
    for result in map(results.get, peers):
        cells.append(f"**{cell(result)}**" if result and result is fastest else cell(result))
    return "| " + " | ".join(cells) + " |"


def tables(measured):
    peers = [name for name in measured["contestants"] if name not in TIERS]
    by_size = {}
    for r in measured["results"]:
        rows = by_size.setdefault(r["size"], {})
        rows.setdefault((r["function"], r["direction"]), {})[r["contestant"]] = r
    for size, meaning in SIZES.items():
        rows = by_size.get(size)
        if not rows:
            continue
        n = next(iter(next(iter(rows.values())).values()))["n"]
        yield f"\n## {measured['type']}, {measured['compiler']}: {n:,} {meaning}"
        for copy in measured["copies"]:
            if copy["size"] == size:
                yield (
                    f"memcpy {copy['memcpy_ns_per_element']['median']:.3f} ns, "
                    f"streaming copy {copy['streaming_copy_ns_per_element']['median']:.3f} ns a number.\n"
                )
        yield "| function | | accurate | fast | from y | fastest peer / accurate | / fast | " + " | ".join(peers) + " |"
        yield "|---" * (7 + len(peers)) + "|"
        for function in FOUNDATION:
            for direction in ("forward", "backward"):
                if (function, direction) in rows:
                    yield row(function, direction, rows[function, direction], peers)


def main(files):
    lines = []
    for file in files:
        measured = json.loads(pathlib.Path(file).read_text())
        if not lines:
            lines.append(f"Measured on {measured['cpu']} ({measured['caches']}).")
        lines += tables(measured)
    text = PAGE.read_text().split(MARK)[0] + MARK + "\n" + "\n".join(lines) + "\n"
    PAGE.write_text(text)


if __name__ == "__main__":
    if sys.argv[1:] == ["--functions"]:
        print(",".join(FOUNDATION))
    elif len(sys.argv) < 2 or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    else:
        main(sys.argv[1:])
