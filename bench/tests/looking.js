// What tests of pages look with: colours, and the elements that have text of their own.
window.looking = (() => {
    // WCAG's contrast of two opaque colours.
    const channels = (colour) => colour.match(/[\d.]+/g).map(Number);
    const luminance = (colour) => {
        const [r, g, b] = channels(colour).map((c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrast = (a, b) => {
        const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
        return (high + 0.05) / (low + 0.05);
    };
    const styleOf = (element) => getComputedStyle(element);
    const ground = (element) => {
        const plot = element.closest(".point") && element.ownerSVGElement.querySelector(".plot");
        if (plot) return styleOf(plot).fill;
        for (let e = element; e; e = e.parentElement) {
            const [, , , alpha = 1] = channels(styleOf(e).backgroundColor);
            if (alpha > 0) return styleOf(e).backgroundColor;
        }
        return "rgb(255, 255, 255)";
    };
    const hasOwnText = (e) => [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim());
    const written = () => [...document.body.querySelectorAll("*")].filter(
        (e) => hasOwnText(e) && !e.closest("script, title") && e.getClientRects().length);
    return { styleOf, luminance, contrast, ground, written };
})();
