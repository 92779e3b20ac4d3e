"""Looks at xact_gallery's page in headless Chromium.

    gallery.py PROGRAM NAMES --page      checks the page that PROGRAM writes, with what NAMES (names.cpp) prints on it;
                                         77 where there is no Chromium
    gallery.py PROGRAM NAMES --spoilt    spoils that page in every way that is checked, and fails where nothing is noticed
    gallery.py --images FILE.html FOLDER    images of a page on a desktop and a phone, light and dark, for people
"""
import itertools
import json
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
BENCH = HERE.parents[1] / "bench" / "tests"
sys.path.insert(0, str(BENCH))

from looking import SCHEMES, common_area, is_within, run, unnoticed  # noqa: E402: from the bench's tests

WIDTHS = 1280, 390
LARGEST = 6_000_000  # bytes
FEW = "relu", "elu", "clamp", "sigmoid", "swish", "silu", "gelu", "gelu_tanh", "pau_a", "swiglu"

SPEED = {
    "cpu": "an invented processor", "compiler": "none", "type": "float", "results": [
        {"function": "relu", "direction": way, "contestant": who, "size": "L1", "n": 4096,
         "ns_per_element": {"median": time, "min": time}}
        for way, who, time in (("forward", "plain", 9.0), ("forward", "xact", 0.125), ("backward", "xact", 0.375))],
}


# Sliders that change nothing while the others stand at their defaults: SReLU with a = 1 has no bend at u.
IDLE_SLIDERS = ("srelu u",)


def complaints_about_chart(chart):
    name = chart["name"]
    if chart["role"] != "img" or not chart["label"].startswith(name):
        yield f"{name}: a chart without a role or label"
    if chart["isBroken"] or chart["isEmpty"]:
        yield f"{name}: a curve is not drawn"
    if chart["off"] > 0.1:
        yield f"{name}: the curve differs from its numbers by {chart['off']:.2f}"
    for text in chart["texts"]:
        if not is_within(text["box"], chart["frame"]):
            yield f"{name}: '{text['text']}' leaves its chart"
    for a, b in itertools.combinations(chart["texts"], 2):
        if common_area(a["box"], b["box"]) > 0:
            yield f"{name}: '{a['text']}' covers '{b['text']}'"


def complaints_about_use(facts):
    for slider in facts["sliders"]:
        name = slider["name"]
        if slider["seen"] < 3 and name not in IDLE_SLIDERS:
            yield f"{name}: the slider does not change the curve"
        if slider["isBroken"]:
            yield f"{name}: the slider breaks the curve"
        if not slider["isBack"]:
            yield f"{name}: the button does not restore the curve"
    for reading in facts["readings"]:
        if "" in reading["middle"] or reading["middle"] == reading["beside"]:
            yield f"{reading['name']}: no values under the pointer or with the keys"
        if not reading["spoken"].startswith("x " + reading["beside"][0]):
            yield f"{reading['name']}: values are not spoken"
        if reading["rest"]:
            yield f"{reading['name']}: values stay behind"
        if reading["name"] == "sigmoid" and reading["middle"][:3] != ["0", "0.5000", "0.2500"]:
            yield f"sigmoid: the values at 0 are {reading['middle']}"
    for name in facts["moved"]:
        yield f"{name}: the card changes its height"


def complaints_about_page(facts, expected):
    """Everything that does not depend on the window's width."""
    names = [name.lstrip("+") for name in expected]
    if sorted(facts["names"]) != sorted(names):
        yield f"cards, not of all functions: {sorted(set(names) ^ set(facts['names']))}"
    if sorted(c["name"] for c in facts["charts"]) != sorted(n[1:] for n in expected if n.startswith("+")):
        yield "plots, not of all element-wise functions"
    if not facts["sliders"]:
        yield "no slider"
    for chart in facts["charts"]:
        yield from complaints_about_chart(chart)
    yield from complaints_about_use(facts)
    if facts["deadLinks"]:
        yield f"{facts['deadLinks']} links lead nowhere"
    if facts["unnamed"]:
        yield f"{facts['unnamed']} controls have no name"
    shown = facts["shown"]
    if not (shown["all"] == shown["again"] == facts["names"] and shown["none"] == [] and "silu" in shown["formula"]
            and "relu" not in shown["formula"] and "gelu_tanh" in shown["name"] and "gelu" not in shown["name"]
            and "swish" in shown["spelt"] and "silu" not in shown["spelt"] and shown["preset"] == ["clamp"]
            and shown["elsewhere"] == ["silu"]):
        yield f"the search shows {shown}"


def complaints_about_view(facts, width, scheme):
    if facts["width"] > width:
        yield f"the page is wider than the window: {facts['width']} > {width}"
    for what in facts["overflowing"]:
        yield f"{width}: out of its card: {what}"
    for what in facts["cut"]:
        yield f"{width}: too wide for its place: {what}"
    if (facts["page"] < 0.2) != (scheme == "dark"):
        yield f"the page is not {scheme}: its luminance is {facts['page']:.2f}"
    for least, marks in (4.5, facts["contrasts"]), (3, facts["curves"]):
        for mark in marks:
            if mark["ratio"] < least:
                yield f"{scheme}: '{mark['what']}' has a contrast of {mark['ratio']:.2f}, less than {least}"


def complaints(browser, page, expected, views=tuple(itertools.product(WIDTHS, SCHEMES))):
    look = (BENCH / "looking.js").read_text(encoding="utf-8") + (HERE / "gallery_look.js").read_text(encoding="utf-8")
    browser.show_as(*views[0])
    browser.open(page.as_uri())
    found = []
    for width, scheme in views:
        browser.show_as(width, scheme)
        try:
            facts = browser.evaluate(look)
        except RuntimeError as error:
            found.append(f"the page cannot be looked at: {error}")
            continue
        found += complaints_about_page(facts, expected)
        found += complaints_about_view(facts, width, scheme)
    if page.stat().st_size > LARGEST:
        found.append(f"the page has {page.stat().st_size} bytes")
    return list(dict.fromkeys(found + browser.complaints))


# What is spoilt, a text of the page and what replaces its first occurrence, and what the complaint has to say.
SPOILT = [
    ("a card less", '<article class="card"', '<article class="gone"', "cards, not of all"),
    ("a label out of its frame", 'class="end">', 'class="end" dx="-60">', "leaves its chart"),
    ("a label on another", 'class="middle">', 'class="middle" dx="50">', "covers"),
    ("no role", 'role="img"', "", "without a role or label"),
    ("a curve less", '<path class="f0" d="M35 ', '<path class="f0" d="M300 ', "differs from its numbers"),
    ("other numbers", "Math.sinh(last / fineness)", "Math.sinh(last / fineness / 1.01)", "differs from its numbers"),
    ("a slider without effect", 'this.input.addEventListener("input"', 'this.input.addEventListener("x"',
     "does not change the curve"),
    ("a button without effect", "            plot.draw(null);", "", "does not restore"),
    ("no values", "output.textContent = texts[k]", "texts[k]", "no values under the pointer"),
    ("wrong values", "values[i])", "values[i] + 1)", "sigmoid: the values"),
    ("values that stay", 'output.textContent = "";', ";", "values stay behind"),
    ("a card that grows", ".readout { display: grid;", ".readout:has(output:empty) { display: none; } .readout { display: grid;",
     "changes its height"),
    ("a search without effect", "card.hidden = ", "card.dataset.x = ", "the search shows"),
    ("a preset that is not found", "relun\n", "\n", "the search shows"),
    ("something wide", "<main", '<p style="width: 500px">wide</p><main', "wider than the window"),
    ("a formula that is too wide", '<p class="formula">', '<p class="formula" style="width: 500px">', "out of its card"),
    ("a name under its slider", "minmax(24px, max-content)", "4px", "out of its card: clamp"),
    ("one scheme only", "prefers-color-scheme: dark", "prefers-color-scheme: none", "the page is not dark"),
    ("faint text", "--soft: #5c636d", "--soft: #aaaaaa", "has a contrast"),
    ("a faint curve", "--f1: #", "--f1: #e0e0e0; --was: #", "has a contrast"),
    ("a control without a name", ' aria-label="Search by name, alias or formula"', "", "have no name"),
    ("a dead link", 'href="#silu"', 'href="#sylu"', "lead nowhere"),
    ("an error on the console", "<script>", "<script>console.error('spoilt');", "console: spoilt"),
    ("an exception", "filter(); // a browser", "throw new Error('spoilt'); // a browser", "exception: Error: spoilt"),
    ("something from the network", "<main", '<img src="http://localhost:9/a.png" alt=""><main', "Content Security"),
]


def complaints_about_speed(program_path, folder):
    """The page without speeds has no such row; with a file of them it has the right ones; a bad file is named."""
    page, speed = folder / "index.html", folder / "speed.json"
    if "<dt>speed, ns</dt>" in page.read_text(encoding="utf-8"):
        yield "speeds that nobody measured"
    speed.write_text(json.dumps(SPEED), encoding="utf-8")
    subprocess.run([program_path, folder / "speed", "--speed", speed], check=True)
    text = (folder / "speed" / "index.html").read_text(encoding="utf-8")
    if "0.125 forward, 0.375 backward" not in text or "an invented processor" not in text:
        yield "the measured speed is not on the page"
    speed.write_text('{"cpu": ', encoding="utf-8")
    bad = subprocess.run([program_path, folder / "bad", "--speed", speed], capture_output=True, text=True)
    if bad.returncode != 2 or "speed.json" not in bad.stderr:
        yield f"a bad file of speeds: {bad.returncode}, {bad.stderr}"


def look_at_gallery(browser, folder, arguments):
    page = folder / "index.html"
    expected = subprocess.check_output([arguments[1]], text=True).split()
    if "--spoilt" in arguments:
        subprocess.run([arguments[0], folder, "--functions", ",".join(FEW)], check=True)
        expected = [name for name in expected if name.lstrip("+") in FEW]
        views = (390, "light"), (390, "dark")
        found = list(unnoticed(page, SPOILT, lambda spoilt: complaints(browser, spoilt, expected, views)))
        return found, f"{len(SPOILT)} spoilt pages noticed"
    subprocess.run([arguments[0], folder], check=True)
    found = complaints(browser, page, expected) + list(complaints_about_speed(arguments[0], folder))
    return found, f"{len(expected)} cards looked at, {page.stat().st_size / 1e6:.1f} MB"


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:], "gallery", (1440, 390), look_at_gallery))
