"""Looks at xact_bench's report in headless Chromium.

    report.py PROGRAM --page      checks the page that PROGRAM (report_page.cpp) writes; 77 where there is no Chromium
    report.py PROGRAM --spoilt    spoils that page in every way that is checked, and fails where nothing is noticed
    report.py --images FILE.html FOLDER    images of a page on a desktop and a phone, light and dark, for people
"""
import itertools
import json
import math
import pathlib
import subprocess
import sys

from looking import SCHEMES, common_area, is_within, run, unnoticed

HERE = pathlib.Path(__file__).resolve().parent
WIDTHS = 1440, 800, 360


def name_of(mark):
    """Whose a point or a bar is: its tooltip begins with it."""
    return mark["title"].split(", ")[0]


def value(text):
    """Of an error, where everything from no_digit_right on has one place."""
    number = float(text)
    return math.inf if math.isnan(number) or number >= 2**23 else number


def in_order(pairs):
    """Whether the second numbers do not fall while the first ones rise."""
    pairs = sorted(pairs)
    return all(b[1] >= a[1] - 2 for a, b in itertools.pairwise(pairs) if b[0] > a[0])


def middle(box):
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def complaints_about_chart(chart):
    label = chart["label"]
    if chart["role"] != "img" or len(label) < 20:
        yield f"a chart without a role or label: '{label}'"
    for text in chart["texts"]:
        left, top, right, bottom = text["box"]
        if right - left < 2 or bottom - top < 2:
            yield f"{label}: '{text['text']}' is not drawn"
        if not is_within(text["box"], chart["frame"]):
            yield f"{label}: '{text['text']}' leaves its chart"
    for box in chart["shapes"]:
        if not is_within(box, chart["frame"]):
            yield f"{label}: a shape leaves its chart: {[round(b) for b in box]}"
    for a, b in itertools.combinations(chart["texts"], 2):
        if common_area(a["box"], b["box"]) > 2:
            yield f"{label}: '{a['text']}' covers '{b['text']}'"
    points = chart["points"]
    if not in_order([(float(p["ns"]), middle(p["box"])[0]) for p in points]):
        yield f"{label}: points are not in the order of their times"
    if not in_order([(value(p["ulp"]), -middle(p["box"])[1]) for p in points]):
        yield f"{label}: points are not in the order of their errors"
    heights = {"exact": [], "wrong": [], "between": []}
    for point in points:
        ulp = value(point["ulp"])
        heights["exact" if ulp == 0 else "wrong" if ulp == math.inf else "between"].append(middle(point["box"])[1])
    for lane in heights["exact"], heights["wrong"]:  # shapes are not all centred in their boxes
        if lane and (max(lane) - min(lane) > 2 or any(min(lane) - 5 < y < max(lane) + 5 for y in heights["between"])):
            yield f"{label}: the exact and the wrong have no lanes of their own"
    def start(bar):
        return bar["box"][0]

    for left, bars in itertools.groupby(sorted(chart["bars"], key=start), key=start):
        if not in_order([(float(b["ns"]), b["box"][2] - b["box"][0]) for b in bars]):
            yield f"{label}: bars from {left} on are not in the order of their times"
    for mark in points + chart["bars"]:
        if "ns per float" not in mark["title"]:
            yield f"{label}: a mark without a tooltip"


def complaints_about_page(facts, expected):
    """Everything that does not depend on the window's width."""
    charts = facts["charts"]
    counts = {
        "charts": len(charts),
        "panels": sum(len(c["limits"]) for c in charts),
        "points": sum(len(c["points"]) for c in charts),
        "bars": sum(len(c["bars"]) for c in charts),
        "functions": facts["links"],
        "contestants": facts["keys"],
    }
    for what, count in counts.items():
        if count != expected[what]:
            yield f"{count} {what}, not {expected[what]}"
    for chart in charts:
        yield from complaints_about_chart(chart)
    styles = {}
    for mark in itertools.chain.from_iterable(c["points"] + c["bars"] for c in charts):
        styles.setdefault(name_of(mark), set()).add(mark["style"])
    for name, several in styles.items():
        if len(several) > 1:
            yield f"{name} has several colours: {several}"
    if not any("loses its tail" in p["title"] for c in charts for p in c["points"]):
        yield "no tooltip tells of a lost tail"
    if not any("no NaN at NaN" in p["title"] for c in charts for p in c["points"]):
        yield "no tooltip tells of wrong specials"
    if facts["deadLinks"]:
        yield f"{facts['deadLinks']} links lead nowhere"
    shown = facts["shown"]
    if shown != {"all": expected["functions"], "crowd": 1, "none": 0, "again": expected["functions"]}:
        yield f"the filter shows {shown}"


def complaints_about_view(facts, width, scheme):
    if facts["width"] > width:
        yield f"the page is wider than the window: {facts['width']} > {width}"
    if width == 360 and not facts["scrolling"]:
        yield "no table is wide enough to show that it scrolls in its own box"
    if (facts["page"] < 0.2) != (scheme == "dark"):
        yield f"the page is not {scheme}: its luminance is {facts['page']:.2f}"
    for least, marks in (4.5, facts["contrasts"]), (3, facts["drawn"]):
        for mark in marks:
            if mark["ratio"] < least:
                yield f"{scheme}: '{mark['what']}' has a contrast of {mark['ratio']:.2f}, less than {least}"


def complaints(browser, page, expected, widths=WIDTHS):
    look = "".join((HERE / name).read_text(encoding="utf-8") for name in ("looking.js", "report_look.js"))
    browser.open(page.as_uri())
    found = []
    for width, scheme in itertools.product(widths, SCHEMES):
        browser.show_as(width, scheme)
        facts = browser.evaluate(look)
        found += complaints_about_page(facts, expected)
        found += complaints_about_view(facts, width, scheme)
    return list(dict.fromkeys(found + browser.complaints))


# What is spoilt, a text of the page and what replaces its first occurrence, and what the complaint has to say.
SPOILT = [
    ("a label out of its frame", 'class="tick end">wrong', 'class="tick end" dx="-40">wrong', "leaves its chart"),
    ("a label below its frame", 'class="axis end">', 'class="axis end" dy="9">', "leaves its chart"),
    ("an empty label", ">wrong</text>", "></text>", "is not drawn"),
    ("a label on another", 'class="axis">', 'class="axis" dx="200">', "covers"),
    ("a shape out of its frame", '<rect class="plot" x="46"', '<rect class="plot" x="96"', "a shape leaves its chart"),
    ("a chart less", '<svg class="chart"', '<svg class="gone"', "charts, not"),
    ("a point less", '<g class="point ', '<g class="gone ', "points, not"),
    ("a bar less", '<g class="bar ', '<g class="gone ', "bars, not"),
    ("no limit", '<g class="limit">', '<g class="gone">', "panels, not"),
    ("no role", 'role="img"', "", "without a role or label"),
    ("no label", 'aria-label="ordinary forward: speed', 'aria-label="" data-was="', "without a role or label"),
    ("a wrong error", 'data-ulp="165"', 'data-ulp="0.001"', "order of their errors"),
    ("a wrong time", 'data-ns="0.21"', 'data-ns="99"', "order of their times"),
    ("a lane less", 'data-ulp="inf"', 'data-ulp="4e+06"', "lanes of their own"),
    ("no tooltip", " ns per float, L1", "", "without a tooltip"),
    ("another colour", 'class="bar peer0"', 'class="bar peer1"', "several colours"),
    ("a dead link", 'href="#ordinary"', 'href="#extraordinary"', "lead nowhere"),
    ("a filter without effect", "element.hidden = ", "element.dataset.x = ", "the filter shows"),
    ("something wide", "<main", '<p style="width: 400px">wide</p><main', "wider than the window"),
    ("a table in no box", ".scroll { overflow-x: auto; }", "", "wider than the window"),
    ("one scheme only", "prefers-color-scheme: dark", "prefers-color-scheme: none", "the page is not dark"),
    ("faint text", "--soft: #5c636d", "--soft: #aaaaaa", "has a contrast"),
    ("a faint mark", "--peer0: #", "--peer0: #e8e8e8; --was: #", "has a contrast"),
    ("an error on the console", "<script>", "<script>console.error('spoilt');", "console: spoilt"),
    ("an exception", "</script>", "throw new Error('spoilt');</script>", "exception: Error: spoilt"),
    ("something from the network", "<main", '<img src="http://localhost:9/a.png" alt=""><main', "Content Security"),
]


def look_at_report(browser, folder, arguments):
    page = folder / "report.html"
    expected = json.loads(subprocess.check_output([arguments[0], page], text=True))
    if "--spoilt" in arguments:
        found = list(unnoticed(page, SPOILT, lambda spoilt: complaints(browser, spoilt, expected, widths=(360,))))
        return found, f"{len(SPOILT)} spoilt pages noticed"
    return complaints(browser, page, expected), f"{expected['charts']} charts looked at"


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:], "report", (1440, 360), look_at_report))
