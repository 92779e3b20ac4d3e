// Sliders, values under the pointer, and the search. Without scripts the page shows the plots for the defaults.
// A card's numbers wait as text until it is first used: coding.hpp says how curves are coded, plot.cpp how they are
// drawn.
const svgNames = "http://www.w3.org/2000/svg";

const digits = new Uint8Array(128);
[..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"].forEach((c, i) => digits[c.charCodeAt(0)] = i);

function decoded(text, fineness) {
    const values = [];
    let last = 0, slope = 0;
    for (let i = 0; i < text.length;) {
        if (text[i] === "!") {
            values.push(NaN);
            last = slope = 0;
            ++i;
            continue;
        }
        let n = 0, shift = 0, digit;
        do {
            digit = digits[text.charCodeAt(i++)];
            n |= (digit & 31) << shift;
            shift += 5;
        } while (digit & 32);
        slope += n & 1 ? -(n >>> 1) : n >>> 1;
        last += slope;
        values.push(Math.sinh(last / fineness) * 1e-4);
    }
    return values;
}

const minus = (text) => text.replace(/-/g, "\u2212");
function shown(value, precision = 4) {
    const size = Math.abs(value);
    if (Number.isNaN(value)) return "none";
    if (size > 1e29) return value < 0 ? "\u2212\u221e" : "\u221e";
    if (size < 5e-7) return "0";
    return minus(size >= 1e-3 && size < 1e4 ? value.toPrecision(precision) : value.toExponential(precision - 2));
}

class Plot {
    constructor(card) {
        this.card = card;
        this.box = card.querySelector(".plot");
        this.svg = card.querySelector(".chart");
        const field = this.svg.querySelector(".field"), length = (name) => field[name].baseVal.value;
        Object.assign(this, { left: length("x"), top: length("y"), wide: length("width"), high: length("height") });
        this.paths = Object.fromEntries(["limit", "ghost", "f2", "f1", "f0", "kinks", "flats", "roots"].map(
            (name) => [name, this.svg.querySelector("." + name)]).filter(([, path]) => path));
        this.usual = Object.fromEntries(
            Object.entries(this.paths).map(([name, path]) => [name, path.getAttribute("d")]));
        this.sliders = [...card.querySelectorAll(".slider")].map((row) => new Slider(this, row));
        this.outputs = [...card.querySelectorAll(".readout output")];
        this.at = null; // the sample under the cursor
        this.makeReadable();
    }

    // All numbers, from the first use on.
    get data() {
        const data = JSON.parse(this.card.querySelector("script").textContent);
        Object.defineProperty(this, "data", { value: data });
        return data;
    }
    get curves() { return this.unpacked(this.chosen ?? this.data.u); }
    unpacked(curves) {
        if (typeof curves.y[0] === "string") curves.y = curves.y.map((text) => decoded(text, curves.q));
        return curves;
    }

    px(x) { return this.left + this.wide * (x - this.data.w[0]) / (this.data.w[1] - this.data.w[0]); }
    py(y) {
        const [, , lo, hi] = this.data.w;
        return this.top + this.high * Math.min(Math.max((hi - y) / (hi - lo), -4), 5);
    }
    isShown(y) { return y >= this.data.w[2] && y <= this.data.w[3]; }
    get steps() { return this.curves.y[0].length - 1; }
    get middle() { return this.steps / 2; }
    x(i) { return this.data.w[0] + (this.data.w[1] - this.data.w[0]) * i / this.steps; }

    curve(curves, order) {
        const after = new Set(curves.b[order]);
        let d = "", isNew = true;
        curves.y[order].forEach((y, i) => {
            if (!Number.isNaN(y)) d += `${isNew ? "M" : "L"}${this.px(this.x(i)).toFixed(2)} ${this.py(y).toFixed(2)}`;
            isNew = Number.isNaN(y) || after.has(i);
            if (isNew && !Number.isNaN(y)) d += "h0";
        });
        return d;
    }
    value(curves, x) {
        const at = this.steps * (x - this.data.w[0]) / (this.data.w[1] - this.data.w[0]);
        const i = Math.min(Math.floor(at), this.steps - 1), [a, b] = [curves.y[0][i], curves.y[0][i + 1]];
        return curves.b[0].includes(i) ? a : a + (at - i) * (b - a);
    }
    marks(places, value, shape) {
        return places.map((x) => [x, value(x)]).filter(([, y]) => this.isShown(y))
            .map(([x, y]) => shape(this.px(x).toFixed(2), this.py(y).toFixed(2))).join("");
    }
    limits(curves) {
        const [lo, hi] = this.data.w, middle = (lo + hi) / 2;
        return curves.a.map((line, side) => {
            if (!line) return "";
            const end = side ? hi : lo, y = (x) => this.py(line[0] * x + line[1]);
            return `M${this.px(end)} ${y(end)}L${this.px(middle)} ${y(middle)}`;
        }).join("");
    }

    // null: with the defaults
    draw(curves) {
        this.chosen = curves;
        let d = this.usual;
        if (curves) {
            const c = this.unpacked(curves), f = (x) => this.value(c, x);
            const circle = (r) => (x, y) => `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
            d = {
                f0: this.curve(c, 0), f1: this.curve(c, 1), f2: c.y[2] ? this.curve(c, 2) : "",
                limit: this.limits(c), ghost: this.usual.f0,
                kinks: this.marks(c.k, f, (x, y) => `M${x - 5.6} ${y}l5.6 -5.6 5.6 5.6 -5.6 5.6z`),
                flats: this.marks(c.s, f, circle(3.8)), roots: this.marks(c.r, () => 0, circle(3.1)),
            };
        }
        for (const [name, path] of Object.entries(this.paths)) path.setAttribute("d", d[name]);
        if (this.at !== null) this.read(this.at);
    }

    makeReadable() {
        const box = this.box;
        box.tabIndex = 0;
        for (const [name, value] of Object.entries({
            role: "slider", "aria-label": `x, to read values of ${this.card.id}`, "aria-valuemin": 0,
            "aria-valuemax": 1, "aria-valuenow": 0, "aria-valuetext": "read with the arrow keys",
        })) box.setAttribute(name, value);
        const point = (event) => {
            const frame = this.svg.getBoundingClientRect();
            const x = (event.clientX - frame.left) * this.svg.viewBox.baseVal.width / frame.width;
            this.read(Math.round(this.steps * (x - this.left) / this.wide));
        };
        box.addEventListener("pointermove", point);
        box.addEventListener("pointerdown", point);
        box.addEventListener("pointerleave", () => this.leave());
        box.addEventListener("focus", () => box.matches(":focus-visible") && this.read(this.at ?? this.middle));
        box.addEventListener("blur", () => this.leave());
        box.addEventListener("keydown", (event) => {
            const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -20, PageUp: 20,
                Home: -this.steps, End: this.steps }[event.key];
            if (!by) return;
            event.preventDefault();
            this.read((this.at ?? this.middle) + by * (event.shiftKey ? 5 : 1));
        });
    }

    makeCursor() {
        const add = (parent, tag, attributes) => {
            const made = parent.appendChild(document.createElementNS(svgNames, tag));
            for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
            return made;
        };
        const group = add(this.svg, "g", { class: "cursor", "aria-hidden": "true" });
        return {
            group, line: add(group, "line", { y1: this.top, y2: this.top + this.high }),
            dots: [2, 1, 0].map((order) => add(group, "circle", { r: 3.2, class: "c" + order })).reverse(),
        };
    }

    // The values at a sample.
    read(sample) {
        const i = this.at = Math.min(Math.max(sample, 0), this.steps);
        const { y } = this.curves, x = this.x(i), at = this.px(x).toFixed(2);
        this.cursor ??= this.makeCursor();
        this.cursor.group.removeAttribute("visibility");
        this.cursor.line.setAttribute("x1", at);
        this.cursor.line.setAttribute("x2", at);
        this.cursor.dots.forEach((dot, order) => {
            const inside = y[order] && this.isShown(y[order][i]);
            dot.setAttribute("visibility", inside ? "inherit" : "hidden");
            if (!inside) return;
            dot.setAttribute("cx", at);
            dot.setAttribute("cy", this.py(y[order][i]).toFixed(2));
        });
        const texts = [minus(String(+x.toPrecision(4))), ...y.map((values) => shown(values[i]))];
        this.outputs.forEach((output, k) => output.textContent = texts[k]);
        this.box.setAttribute("aria-valuemax", this.steps);
        this.box.setAttribute("aria-valuenow", i);
        this.box.setAttribute("aria-valuetext",
            ["x", "f", "f'", "f''"].slice(0, texts.length).map((name, k) => `${name} ${texts[k]}`).join(", "));
    }
    leave() {
        this.at = null;
        this.cursor?.group.setAttribute("visibility", "hidden");
        for (const output of this.outputs) output.textContent = "";
    }
}

class Slider {
    constructor(plot, row) {
        this.plot = plot;
        this.track = Number(row.dataset.track);
        [this.input, this.output, this.button] = ["input", "output", "button"].map((tag) => row.querySelector(tag));
        this.start = this.input.value = this.input.getAttribute("value"); // a browser may have kept another
        this.usual = [this.output.innerHTML, this.input.getAttribute("aria-valuetext")];
        this.input.addEventListener("input", () => this.move());
        this.button.addEventListener("click", () => {
            this.rest();
            this.input.focus();
            plot.draw(null);
        });
    }
    rest() {
        this.input.value = this.start;
        this.show();
    }
    show() {
        const isUsual = this.input.value === this.start;
        const value = isUsual ? this.usual[1] : String(this.plot.data.t[this.track].v[this.input.value]);
        if (isUsual) this.output.innerHTML = this.usual[0];
        else this.output.textContent = minus(value);
        this.input.setAttribute("aria-valuetext", value);
        this.button.disabled = isUsual;
    }
    // The other parameters go back to their defaults: that is what the curves are of.
    move() {
        for (const other of this.plot.sliders) if (other !== this) other.rest();
        this.show();
        this.plot.draw(this.plot.data.t[this.track].c[this.input.value]);
    }
}

const plots = [...document.querySelectorAll(".card:not(.plain)")].map((card) => new Plot(card));

// The search: names, aliases and formulas, without spaces; Greek letters by their names as well.
const latin = { "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "λ": "lambda", "μ": "mu",
    "ρ": "rho", "σ": "sigma", "τ": "tau", "φ": "phi", "ω": "omega", "π": "pi" };
const plain = (text) => text.toLowerCase().replace(/\s+/g, "").replace(/\u2212/g, "-").replace(/≤/g, "<=")
    .replace(/≥/g, ">=");
const spelt = (text) => plain(text).replace(/[α-ω]/g, (letter) => latin[letter] ?? letter);
const box = document.getElementById("filter");
const cards = [...document.querySelectorAll(".card")].map(
    (card) => ({ card, lines: card.dataset.find.split("\n").map((line) => [plain(line), spelt(line)]).flat() }));
const sections = [...document.querySelectorAll("main section")];

function filter() {
    const wanted = plain(box.value);
    let count = 0;
    for (const { card, lines } of cards) {
        card.hidden = !lines.some((line) => line.includes(wanted));
        if (!card.hidden) ++count;
    }
    for (const section of sections) section.hidden = !section.querySelector(".card:not([hidden])");
    document.getElementById("none").hidden = count > 0;
    document.getElementById("count").textContent = wanted ? `${count} of ${cards.length}` : "";
}

box.hidden = false;
box.addEventListener("input", filter);
document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== box) {
        event.preventDefault();
        box.focus();
    } else if (event.key === "Escape" && document.activeElement === box) {
        box.value = "";
        filter();
    }
});
// A link to a card that the search hides ends the search.
addEventListener("hashchange", () => {
    const card = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!card?.hidden) return;
    box.value = "";
    filter();
    card.scrollIntoView();
});
filter(); // a browser may have kept what was typed
