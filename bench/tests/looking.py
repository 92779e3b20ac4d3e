"""What report.py and gallery.py share: the command line, spoilt pages, images, and boxes on a page."""
import itertools
import pathlib
import tempfile

from browser import Browser, program

SKIPPED = 77
SCHEMES = "light", "dark"


def is_within(box, frame, margin=0.0):
    return (box[0] >= frame[0] - margin and box[1] >= frame[1] - margin and
            box[2] <= frame[2] + margin and box[3] <= frame[3] + margin)


def common_area(a, b):
    """Of two boxes of text, without the room above and below the letters."""
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1]) - 3
    return width * height if width > 0 and height > 0 else 0


def unnoticed(page, spoilt_ways, complaints_of):
    """The ways (what, text, replacement, complaint) to spoil a page that bring no, or another, complaint than before."""
    usual = complaints_of(page)
    text = page.read_text(encoding="utf-8")
    for what, found, replacement, complaint in spoilt_ways:
        if found not in text:
            yield f"{what}: there is no '{found}' to spoil"
            continue
        spoilt = page.with_name("spoilt.html")
        spoilt.write_text(text.replace(found, replacement, 1), encoding="utf-8")
        got = complaints_of(spoilt)
        if not any(complaint in c for c in got if c not in usual):
            yield f"{what} is not noticed; instead: {got[:3]}"


def save_images(name, page, folder, widths):
    with Browser() as browser:
        browser.open(page.resolve().as_uri())
        for width, scheme in itertools.product(widths, SCHEMES):
            browser.show_as(width, scheme, scale=2 if width < 600 else 1)
            browser.screenshot(folder / f"{name}_{width}_{scheme}.png")


def run(arguments, name, widths, look):
    """The program: look(browser, folder, arguments) gives what is wrong, and in words what was done."""
    if not program():
        print("skipped: there is no Chromium")
        return SKIPPED
    if arguments[0] == "--images":
        save_images(name, pathlib.Path(arguments[1]), pathlib.Path(arguments[2]), widths)
        return 0
    with tempfile.TemporaryDirectory() as folder, Browser() as browser:
        found, done = look(browser, pathlib.Path(folder).resolve(), arguments)
    for complaint in found[:30]:
        print(complaint)
    print(done if not found else f"{len(found)} complaints")
    return 1 if found else 0
