#!/usr/bin/env python3
"""Writes docs/names.md, all names that xact::visit knows, from the headers:

    cmake/names.py [--check]

With --check it writes nothing, and fails where the page is not up to date.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/names.md"
INCLUDE = ROOT / "include/xact"
STRINGS = r'((?:"(?:[^"\\]|\\.)*"\s*)+)'
INTRODUCTION = """# Names of functions
<!-- written by cmake/names.py -->
`xact::visit(name, visitor)` finds a function by each of these names, `xact::names()` lists them. Parameters can be set in
the text or beside it, an array's elements by `a0`, `a1` …; what is not set keeps the default shown here:

```cpp
xact::visit("elu(alpha=0.5)", [&](const auto& f) { … });
xact::visit("torch:LeakyReLU", {{"negative_slope", 0.2}}, [&](const auto& f) { … });
```

A name of another system has that system's default parameters. They can be set under that system's names and under ours.
The system can be left out (`gelu_new`) where it is the only meaning of the name."""


def text(literals):
    """What adjacent string literals say."""
    return "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', literals))


def code(words):
    return ", ".join(f"`{w}`" for w in words)


def row(*cells):
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def facts():
    """{name: (formula, parameters with defaults, aliases)} of every `about` in the headers."""
    known = {}
    for kind in ("elementwise", "gated", "learnable", "rowwise", "ternary"):
        for header in sorted((INCLUDE / kind).glob("*.hpp")):
            source = header.read_text()
            for about in re.findall(r'static constexpr facts about\s*\{((?:"(?:[^"\\]|\\.)*"|[^";])*)\};', source):
                if ".formula" not in about:
                    continue
                name = text(re.search(r"\.name\s*=\s*" + STRINGS, about)[1])
                formula = text(re.search(r"\.formula\s*=\s*" + STRINGS, about)[1])
                lists = dict(re.findall(r"\.(parameters|aliases)\s*=\s*\{(.*?)\}", about, re.S))
                words = {field: re.findall(r'"(.*?)"', lists.get(field, "")) for field in ("parameters", "aliases")}
                known[name] = formula, [parameter(source, p) for p in words["parameters"]], words["aliases"]
    return known


def parameter(source, name):
    """A parameter and its default, where that is one number; from the source, else from the learnable unit it includes."""
    if shown := own_parameter(source, name):
        return shown
    included = (INCLUDE / header for header in re.findall(r"#include <xact/(learnable/\w+\.hpp)>", source))
    return next((shown for header in included if (shown := own_parameter(header.read_text(), name))), name)


def own_parameter(source, name):
    if found := re.search(rf"\bP {name}(?: = P\(([^;]*)\)|\{{([^;{{}}]*)\}});", source):
        return f"{name} = {found[1] or found[2]}"
    if found := re.search(rf"\bstatic constexpr double (?:\w+ = [^,;]*, )*{name} = ([^,;]*)[,;]", source):
        return f"{name} = {found[1]}"
    if found := re.search(rf"\bstd::array<P, (\d+)> {name}\b", source):
        return f"{name}0 … {name}{int(found[1]) - 1}"
    return None


def families():
    """The lists of catalogue.hpp: title and names."""
    source = (INCLUDE / "catalogue.hpp").read_text()
    for title, names in re.findall(r"using (\w+)_functions =\s*type_list<(.*?)>;", source, re.S):
        if names := re.findall(r"\w+", names):
            yield title.capitalize(), names


def aliases():
    """The sections of aliases.hpp: title and [(name, call, spelt)]."""
    source = (INCLUDE / "aliases.hpp").read_text()
    for section in re.split(r"//: ", source)[1:]:
        title, body = section.split("\n", 1)
        yield title, re.findall(r'alias\{"(.*?)",\s*"(.*?)"(?:,\s*"(.*?)")?\}', body)


def differing(sections, functions):
    """Names whose meaning depends on the system."""
    meanings = {}
    for _, entries in sections:
        for name, call, _ in entries:
            if ":" in name:
                meanings.setdefault(name.split(":")[1], []).append((name, call))
    for local, all_of_it in sorted(meanings.items()):
        if len({call for _, call in all_of_it}) > 1:
            is_ours = f"`{local}` is ours; " if local in functions else ""
            yield f"- {is_ours}" + ", ".join(f"`{name}` = `{call}`" for name, call in all_of_it)


def page():
    known, sections = facts(), list(aliases())
    lines = [INTRODUCTION]
    for title, names in families():
        lines += ["", f"## {title} functions", row("name", "formula", "parameters", "other names"), "|---|---|---|---|"]
        for name in names:
            if name not in known:
                sys.exit(f"catalogue.hpp lists {name}, but no header has facts of that name")
            formula, parameters, others = known[name]
            lines.append(row(code([name]), formula, code(parameters), code(others)))
    for title, entries in sections:
        lines += ["", f"## {title}", row("name", "is", "its names of parameters"), "|---|---|---|"]
        for name, call, spelt in entries:
            lines.append(row(code([name]), code([call]), code(pair.replace("=", " = ") for pair in spelt.split())))
    lines += ["", "## The same name, other parameters", *differing(sections, known)]
    return "\n".join(lines) + "\n"


def main(arguments):
    if arguments not in ([], ["--check"]):
        sys.exit(__doc__)
    if not arguments:
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(page())
    elif not PAGE.exists() or PAGE.read_text() != page():
        sys.exit("docs/names.md is not up to date: run cmake/names.py")


if __name__ == "__main__":
    main(sys.argv[1:])
