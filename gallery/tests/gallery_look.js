// What gallery.py asks of the page, after looking.js: an object of plain facts. Lengths in a chart are in the units of
// its viewBox.
(() => {
    const { styleOf, luminance, contrast, ground, written } = window.looking;
    const boxOf = (element) => {
        const { x, y, width, height } = element.getBBox();
        return [x, y, x + width, y + height];
    };
    const all = (selector, within = document) => [...within.querySelectorAll(selector)];
    const fire = (element, event) => element.dispatchEvent(event);
    const heights = () => new Map(plots.map(({ card }) => [card, card.getBoundingClientRect().height]));
    let usualHeights = heights();
    const moved = new Set(); // cards whose height depends on what is shown
    const compareHeight = (card) => {
        if (Math.abs(card.getBoundingClientRect().height - usualHeights.get(card)) > 0.5) moved.add(card.id);
    };

    const chartOf = (plot) => {
        const { svg, card } = plot, path = svg.querySelector(".f0"), drawn = path.getAttribute("d");
        const asDrawn = boxOf(path);
        path.setAttribute("d", plot.curve(plot.unpacked(plot.data.u), 0));
        const fromData = boxOf(path);
        path.setAttribute("d", drawn);
        return {
            name: card.id, role: svg.getAttribute("role"), label: svg.getAttribute("aria-label") ?? "",
            frame: [0, 0, svg.viewBox.baseVal.width, svg.viewBox.baseVal.height],
            texts: all("text", svg).map((text) => ({ text: text.textContent, box: boxOf(text) })),
            off: Math.max(...asDrawn.map((v, i) => Math.abs(v - fromData[i]))),
            isBroken: all("path", svg).some((p) => /NaN|Infinity|undefined/.test(p.getAttribute("d"))),
            isEmpty: !(asDrawn[2] - asDrawn[0] > 100),
        };
    };

    // Every position of every slider, then back.
    const sliderOf = (plot, slider) => {
        const { input, button } = slider, f = () => ["f0", "f1", "kinks"].map(
            (name) => plot.svg.querySelector("." + name).getAttribute("d")).join();
        const usual = f(), seen = new Set([usual]);
        let isBroken = false;
        for (let i = 0; i <= Number(input.max); ++i) {
            input.value = i;
            fire(input, new Event("input"));
            seen.add(f());
            isBroken ||= /NaN|Infinity|undefined/.test(f());
        }
        compareHeight(plot.card);
        button.click();
        return {
            name: plot.card.id + " " + input.getAttribute("aria-label"), positions: Number(input.max) + 1,
            seen: seen.size, isBroken, isBack: f() === usual && button.disabled,
        };
    };

    // By mouse in the middle of a plot, then by a key.
    const readingOf = (plot) => {
        const { box } = plot, frame = box.getBoundingClientRect(), texts = () => plot.outputs.map((o) => o.textContent);
        fire(box, new PointerEvent("pointermove", { clientX: frame.left + frame.width * 193 / 360, clientY: frame.top + 9 }));
        const middle = texts();
        fire(box, new KeyboardEvent("keydown", { key: "ArrowRight" }));
        compareHeight(plot.card);
        const beside = texts(), spoken = box.getAttribute("aria-valuetext");
        fire(box, new PointerEvent("pointerleave"));
        return { name: plot.card.id, middle, beside, spoken, rest: texts().join("") };
    };

    const wide = (card) => {
        const { left, right } = card.getBoundingClientRect();
        return all("*", card).filter((e) => e.localName !== "script" && !(e.closest("svg") && e.localName !== "text"))
            .filter((e) => {
                const box = e.getBoundingClientRect();
                return box.width > 0 && (box.left < left - 0.5 || box.right > right + 0.5);
            }).map((e) => `${card.id}: ${e.localName} '${e.textContent.trim().slice(0, 30)}'`);
    };
    const hiddenNames = () => all(".slider label").filter((label) => {
        const [name, input] = label.children;
        return name.getBoundingClientRect().left + name.scrollWidth > input.getBoundingClientRect().left;
    }).map((label) => `${label.closest(".card").id}: '${label.textContent}'`);
    const cut = all(".card h3, .card p, .card dd, .card dt, .slider, .readout span, #top, .index").filter(
        (e) => e.scrollWidth > e.clientWidth + 1 && styleOf(e).display !== "inline").map(
        (e) => `${e.closest(".card")?.id}: '${e.textContent.trim().slice(0, 40)}'`);

    const search = document.getElementById("filter");
    const shownFor = (text) => {
        search.value = text;
        fire(search, new Event("input"));
        return all(".card").filter((card) => card.getClientRects().length).map((card) => card.id);
    };
    // Cards of one row are of one height: open parameters make their neighbours grow.
    for (const details of all("details")) details.open = true;
    usualHeights = heights();
    const charts = plots.map(chartOf), sliders = plots.flatMap((p) => p.sliders.map((s) => sliderOf(p, s)));
    const overflowing = all(".card").flatMap(wide).concat(hiddenNames());
    for (const details of all("details")) details.open = false;
    usualHeights = heights();
    const readings = plots.map(readingOf);
    return {
        charts, sliders, readings, overflowing, cut,
        names: all(".card").map((card) => card.id),
        moved: [...moved],
        width: document.documentElement.scrollWidth,
        page: luminance(styleOf(document.body).backgroundColor),
        contrasts: written().filter((e) => !e.closest("svg.brace")).map((e) => ({
            what: e.textContent.trim().slice(0, 30),
            ratio: contrast(e.ownerSVGElement ? styleOf(e).fill : styleOf(e).color, ground(e)),
        })),
        curves: [".f0", ".f1", ".f2"].map((name) => ({
            what: name,
            ratio: contrast(styleOf(document.querySelector(".chart " + name)).stroke,
                styleOf(document.querySelector(".field")).fill),
        })),
        deadLinks: all("a").filter((a) => !document.getElementById(decodeURIComponent(a.hash.slice(1)))).length,
        unnamed: all("input, button, [role=slider]").filter((e) => !e.getAttribute("aria-label")).length,
        shown: { all: shownFor(""), name: shownFor("GELU_t"), formula: shownFor("x σ(x)"), spelt: shownFor("sigma(beta x)"),
            preset: shownFor("relun"), elsewhere: shownFor("torch:SiLU"), none: shownFor("no such function"), again: shownFor("") },
    };
})()
