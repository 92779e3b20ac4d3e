"""Checks that a script reproduces the coefficients and the bounds that the headers state.

    check.py SCRIPT        fails where a header differs from what the script prints; 77 where a tool is missing
    check.py --coverage    fails where a header has an array of hexadecimal literals that no script names

A script names its headers (include/xact/...) in a comment, and prints lines

    exp_coefficients<float>::p = 0x1p-1 0x1.555552p-3 ...    all numbers in that initialiser, in order
    exp_coefficients<float>::p bound = 2^-32.8               or 1.3e-2; rounded up
    basic_pau_a::gelu tolerance = 1e-6                       for values that differ between versions of a library

Without a tolerance, numbers are compared bit for bit. The bounds have to be those with a decimal, in the same order, in
the headers' comments that name the script (tests/certificates/exp.sollya). Names are spelt out in the script.
"""
import pathlib
import re
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SKIPPED = 77
NUMBER = re.compile(r"(?<![\w.])[-+]?(?:0x[\da-f.]+p[-+]?\d+|\d+\.?\d*(?:e[-+]?\d+)?)(?=f?(?![\w.]))", re.IGNORECASE)
BOUND = re.compile(r"2\^-\d+\.\d+|\d\.\d+e-\d+")


def numbers(text):
    return [float.fromhex(n) if "0x" in n.lower() else float(n) for n in NUMBER.findall(text)]


def block(text, start):
    """What stands between the brace that opens before start and the one that closes it."""
    depth = 1
    for brace in re.finditer(r"[{}]", text[start:]):
        depth += 1 if brace.group() == "{" else -1
        if depth == 0:
            return text[start:start + brace.start()]
    raise ValueError("unbalanced braces")


def without_comments(header):
    return re.sub(r"//.*", "", header)


def initialiser(header, name):
    """The numbers of scope<...>::name, in braces (a function's too) or after an equals sign; None without it."""
    text = without_comments(header)
    *scopes, last = name.split("::")
    for scope in scopes:
        found = re.search(rf"\b(?:struct|class|namespace)\s+{re.escape(scope)}\s*(?::[^{{;]*)?\{{", text)
        if not found:
            return None
        text = block(text, found.end())
    found = re.search(rf"(?<!\w){re.escape(last)}\s*(?:\(\s*\)\s*\{{|=\s*\{{|\{{|=(?!=))", text)
    if not found:
        return None
    if found.group().endswith("{"):
        return numbers(block(text, found.end()))
    return numbers(re.split("[,;]", text[found.end():], maxsplit=1)[0])


def stated_bounds(header, script):
    """The bounds in the comments that name the script."""
    comments = re.findall(r"(?:^[ \t]*//.*\n)+", header, re.MULTILINE)
    return [b for c in comments if re.search(rf"tests/certificates/{re.escape(script)}\b", c) for b in BOUND.findall(c)]


def differences(output, headers, script):
    """In words, where the headers (their texts) differ from what the script printed."""
    values, bounds, tolerances, found = {}, [], {}, []
    for line in output.splitlines():
        name, equals, right = line.partition(" = ")
        kind = name.rpartition(" ")[2]
        if not equals or not (BOUND.fullmatch(right) if kind == "bound" else numbers(right)):
            found.append(f"not understood: {line}")
        elif kind == "bound":
            bounds.append(right)
        elif kind == "tolerance":
            tolerances[name.removesuffix(" tolerance")] = float(right)
        else:
            values[name] = numbers(right)

    for name, expected in values.items():
        stated = next((v for v in (initialiser(h, name) for h in headers) if v is not None), None)
        if stated is None:
            found.append(f"{name}: not in the headers")
            continue
        if len(stated) != len(expected):
            found.append(f"{name}: {len(stated)} numbers in the header, {len(expected)} from the script")
        for i, (s, e) in enumerate(zip(stated, expected)):
            same = abs(s - e) <= tolerances[name] if name in tolerances else s.hex() == e.hex()
            if not same:
                found.append(f"{name}[{i}]: {s.hex()} ({s}) in the header, {e.hex()} ({e}) from the script")
    if not values:
        found.append("the script printed no values")
    stated = [b for h in headers for b in stated_bounds(h, script)]
    if stated != bounds:
        found.append(f"bounds: [{', '.join(stated)}] in the header, [{', '.join(bounds)}] from the script")
    return found


def uncovered(header, scripts):
    """The names of the header's arrays of hexadecimal literals that no script's text names."""
    text, found = without_comments(header), []
    for array in re.finditer(r"\barray(?:<[^;(){}]*>)?\s+(\w+(?:<\w+>)?)\s*(?:=\s*)?\{[\s{]*[-+]?0x[\da-f.]+p", text):
        opened = re.finditer(r"\b(?:struct|class)\s+([\w<>]+)\s*(?::[^{;]*)?\{", text[:array.start()])
        scopes = [s.group(1) for s in opened if s.end() + len(block(text, s.end())) > array.start()]
        name = "::".join(scopes + [array.group(1)])
        if not any(re.search(rf"(?<![\w:]){re.escape(name)}(?!\w)", s) for s in scripts):
            found.append(name)
    return found


def report(found):
    for line in found:
        print(line)
    return 1 if found else 0


def check(script):
    tool = [sys.executable] if script.suffix == ".py" else ["sollya", "--warnonstderr"]
    if not shutil.which(tool[0]):
        print(f"Skipped: {tool[0]} is not installed.")
        return SKIPPED
    run = subprocess.run([*tool, script.name], cwd=script.parent, stdin=subprocess.DEVNULL,
                         capture_output=True, text=True)
    print(run.stdout + run.stderr)
    missing = re.search("ModuleNotFoundError: (.*)", run.stderr)
    if missing:
        print(f"Skipped: {missing.group(1)} in {sys.executable}.")
        return SKIPPED
    names = sorted(set(re.findall(r"include/xact/[\w/]+\.hpp", script.read_text(encoding="utf-8"))))
    found = differences(run.stdout, [(ROOT / n).read_text(encoding="utf-8") for n in names], script.name)
    if run.returncode or "error" in run.stderr:
        found.append(f"{tool[0]} failed, exit code {run.returncode}")
    print(f"{script.name} against {', '.join(names) or 'no header'}: {len(found)} differences")
    return report(found)


def check_coverage():
    scripts = [p.read_text(encoding="utf-8") for p in HERE.iterdir() if p.is_file() and not p.name.startswith("check")]
    headers = sorted(ROOT.glob("include/xact/**/*.hpp"))
    return report([f"{header.relative_to(ROOT)}: no script in tests/certificates prints {name}"
                   for header in headers for name in uncovered(header.read_text(encoding="utf-8"), scripts)])


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(check_coverage() if sys.argv[1] == "--coverage" else check(pathlib.Path(sys.argv[1]).resolve()))
