#!/usr/bin/env python3
"""Writes docs/functions.md, the errors and the speed of every function, from what was measured:

    build/test/tests/xact_accuracy > accuracy.md
    build/bench/xact_bench --json speed.json
    cmake/functions.py accuracy.md speed.json
"""
import json
import pathlib
import sys

PAGE = pathlib.Path(__file__).resolve().parent.parent / "docs/functions.md"


def accuracy_rows(path):
    """Name and the cells of each line of xact_accuracy's Markdown table."""
    for line in pathlib.Path(path).read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if cells[0].startswith("`"):
            yield cells[0].strip("`"), cells[1:]


def speeds(results, size):
    """{(function, direction): {contestant: (ns, ulp)}} for one size of array."""
    table = {}
    for r in results:
        if r["size"] == size and not r.get("from_output"):
            times = table.setdefault((r["function"], r["direction"]), {})
            times[r["contestant"]] = (r["ns_per_element"]["median"], r.get("max_ulp"))
    return table


def speed_cells(times):
    """xact's nanoseconds, and those of the fastest peer with its error."""
    if "xact" not in times:
        return ["", ""]
    peers = {name: t for name, t in times.items() if not name.startswith("xact")}
    if not peers:
        return [f"{times['xact'][0]:.3g}", ""]
    name, (ns, ulp) = min(peers.items(), key=lambda peer: peer[1][0])
    error = "wrong" if ulp is None else f"{ulp:.2g} ulp"
    return [f"{times['xact'][0]:.3g}", f"{ns:.3g} {name}, {error}"]


def error(cell):
    return cell.split(" at ")[0]


def main(accuracy, bench):
    measured = json.loads(pathlib.Path(bench).read_text())
    table = speeds(measured["results"], "L1")
    lines = [
        "# Errors and speed",
        "<!-- written by cmake/functions.py -->",
        "Largest errors in ulp: of f and f' in float (swept over all exponents, one float in 1000 and the neighbours of every "
        "special point; gated and row-wise ones sampled) and double (sampled). Speed in ns per float on arrays of 4096: "
        f"{measured['cpu']}, one thread, {measured['compiler']}, beside the fastest peer in the same run and that peer's "
        "largest error (gradients from the input); `plain` is a loop as a textbook has it, `fast-math` the same with that flag.",
        "",
        "| function | f | f' | f, double | f', double | forward, ns | fastest peer | backward, ns | fastest peer |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    rows = list(accuracy_rows(accuracy))
    others = dict.fromkeys(name for name, _ in table)  # in the bench's order
    for name in [name for name in others if name not in dict(rows)]:
        # Gated and row-wise functions: float only, from the bench's own sample.
        errors = [table.get((name, d), {}).get("xact", (0, None))[1] for d in ("forward", "backward")]
        rows.append((name, ["" if e is None else f"{e:.2f}" for e in errors] + ["", ""]))
    for name, cells in rows:
        forward = speed_cells(table.get((name, "forward"), {}))
        backward = speed_cells(table.get((name, "backward"), {}))
        lines.append("| " + " | ".join([f"`{name}`", *map(error, cells), *forward, *backward]) + " |")
    PAGE.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
