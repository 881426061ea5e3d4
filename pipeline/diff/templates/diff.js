// The switches and the keys. Without this script every change is shown inline and the bar stays hidden.
const all = (selector) => [...document.querySelectorAll(selector)];
const changes = all("article.change");
const bar = document.querySelector(".bar");
const at = document.querySelector(".at");
let current = -1;

function show(view, on) {
  if (view === "sides") {
    document.body.classList.toggle("by-side", on);
    all(".sides, .heads").forEach((e) => { e.hidden = !on; });
    all("article .inline").forEach((e) => { e.hidden = on; });
  } else {
    all(".same").forEach((e) => { e.hidden = !on; });
  }
}

function go(step) {
  if (!changes.length) return;
  current = (current + step + changes.length) % changes.length;
  changes[current].scrollIntoView({ block: "center" });
  changes[current].focus({ preventScroll: true });
  at.textContent = `${current + 1} / ${changes.length}`;
}

bar.hidden = false;
bar.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.go) return go(Number(button.dataset.go));
  const on = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", String(on));
  show(button.dataset.view, on);
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "n" || event.key === "j") go(1);
  if (event.key === "p" || event.key === "k") go(current < 0 ? 0 : -1);
});
all("article.change").forEach((article, n) => article.addEventListener("focus", () => { current = n; }));
