// The box that leaves only the functions whose names contain what is typed. Without scripts it stays hidden.
const box = document.getElementById("filter");
const named = [...document.querySelectorAll("[data-name]")];

function filter() {
    const wanted = box.value.trim().toLowerCase();
    let sections = 0, shown = 0;
    for (const element of named) {
        element.hidden = !element.dataset.name.includes(wanted);
        if (element.localName !== "section") continue;
        ++sections;
        if (!element.hidden) ++shown;
    }
    document.getElementById("count").textContent = wanted ? `${shown} of ${sections}` : "";
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
filter(); // a browser may have kept what was typed
