// What report.py asks of the page, after looking.js: an object of plain facts. Lengths inside of a chart are in the
// units of its viewBox.
(() => {
    const { styleOf, luminance, contrast, ground, written } = window.looking;
    const boxOf = (element) => {
        const { x, y, width, height } = element.getBBox();
        return [x, y, x + width, y + height];
    };
    const title = (element) => element.querySelector(":scope > title")?.textContent ?? "";
    const chartOf = (svg) => ({
        label: svg.getAttribute("aria-label") ?? "",
        role: svg.getAttribute("role"),
        frame: [0, 0, svg.viewBox.baseVal.width, svg.viewBox.baseVal.height],
        texts: [...svg.querySelectorAll("text")].map((text) => ({ text: text.textContent, box: boxOf(text) })),
        shapes: [...svg.querySelectorAll("path, rect, circle, polygon")].map(boxOf),
        points: [...svg.querySelectorAll(".point")].map((point) => ({
            style: point.classList[1], title: title(point), ns: point.dataset.ns, ulp: point.dataset.ulp,
            box: boxOf(point.querySelector(".mark, .ring")),
        })),
        bars: [...svg.querySelectorAll(".bar")].map((bar) => ({
            style: bar.classList[1], title: title(bar), ns: bar.dataset.ns, box: boxOf(bar.querySelector(".length")),
        })),
        limits: [...svg.querySelectorAll(".limit")].map(title),
    });

    const contrasts = written().map((e) => ({
        what: e.textContent.trim().slice(0, 30),
        ratio: contrast(e.ownerSVGElement ? styleOf(e).fill : styleOf(e).color, ground(e)),
    }));
    const drawn = [...document.querySelectorAll(".mark, .ring")].map((e) => ({
        what: e.closest("[class]").getAttribute("class"),
        ratio: contrast(styleOf(e).fill === "none" ? styleOf(e).stroke : styleOf(e).fill, ground(e)),
    }));

    const filter = document.getElementById("filter");
    const shownFor = (text) => {
        filter.value = text;
        filter.dispatchEvent(new Event("input"));
        return [...document.querySelectorAll("section")].filter((s) => s.getClientRects().length).length;
    };
    const links = [...document.querySelectorAll(".chips a")];
    return {
        charts: [...document.querySelectorAll("svg.chart")].map(chartOf),
        width: document.documentElement.scrollWidth,
        scrolling: [...document.querySelectorAll(".scroll")].filter((e) => e.scrollWidth > e.clientWidth).length,
        page: luminance(styleOf(document.body).backgroundColor),
        contrasts, drawn,
        deadLinks: links.filter((a) => !document.getElementById(decodeURIComponent(a.hash.slice(1)))).length,
        links: links.length,
        rows: document.querySelectorAll("tbody tr").length,
        keys: document.querySelectorAll(".legend li").length,
        shown: { all: shownFor(""), crowd: shownFor("CRO"), none: shownFor("no such function"), again: shownFor("") },
    };
})()
