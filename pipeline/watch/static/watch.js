// The preview's page: shows one edition in one form, and changes it in place when the server has news.

import { patch } from "./patch.js";

const byId = (id) => document.getElementById(id);
const [edition, frame, sheets, change, cannot] = ["edition", "page", "sheets", "change", "cannot"].map(byId);
const forms = [...document.querySelectorAll("input[name=form]")];
let keys = new Map();
let shown = { slug: "", form: "", key: "" };
let changed = null;
let turn = 0;

const form = () => forms.find((input) => input.checked).value;
const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

function restore() {
  const wish = new URLSearchParams(location.hash.slice(1));
  if ([...edition.options].some((option) => option.value === wish.get("edition"))) edition.value = wish.get("edition");
  for (const input of forms) input.checked = input.value === (wish.get("form") ?? "html");
}

function choose() {
  history.replaceState(null, "", `#${new URLSearchParams({ edition: edition.value, form: form() })}`);
  change.hidden = true;
  show();
}

async function show() {
  const wanted = { slug: edition.value, form: form(), key: keys.get(edition.value) ?? "" };
  if (!wanted.slug || JSON.stringify(wanted) === JSON.stringify(shown)) return;
  const mine = ++turn;
  const same = wanted.slug === shown.slug && wanted.form === shown.form;
  const answer = await fetch(wanted.form === "html" ? `edition/${wanted.slug}.html` : `sheets/${wanted.slug}`);
  const text = await answer.text();
  if (mine !== turn) return; // a later save or choice has overtaken this one
  cannot.hidden = answer.ok;
  cannot.textContent = answer.ok ? "" : text;
  if (!answer.ok) return;
  shown = wanted;
  byId("word").href = `edition/${wanted.slug}.docx`;
  frame.hidden = wanted.form !== "html";
  sheets.hidden = wanted.form !== "pdf";
  if (wanted.form === "pdf") showSheets(JSON.parse(text), wanted);
  else if (same) showChange(text);
  else frame.srcdoc = text;
}

function showChange(text) {
  const next = new DOMParser().parseFromString(text, "text/html");
  const page = frame.contentDocument;
  const nodes = patch(page.documentElement, next.documentElement);
  changed = nodes.map((node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)).find((node) => page.body.contains(node));
  if (!changed) return;
  const box = changed.getBoundingClientRect();
  change.hidden = box.bottom > 0 && box.top < frame.clientHeight;
  if (!still()) changed.animate([{ outline: "3px solid #c98a00" }, { outline: "3px solid transparent" }], 1500);
}

function showSheets(sizes, { slug, key }) {
  const width = Math.round(Math.min(sheets.clientWidth || 900, 900) * Math.min(devicePixelRatio, 2));
  while (sheets.children.length > sizes.length) sheets.lastElementChild.remove();
  while (sheets.children.length < sizes.length) {
    const image = Object.assign(new Image(), { loading: "lazy", decoding: "async" });
    sheets.append(document.createElement("li"));
    sheets.lastElementChild.append(image);
  }
  sizes.forEach(([w, h], index) => {
    const image = sheets.children[index].firstElementChild;
    const words = { "{n}": index + 1, "{total}": sizes.length };
    image.alt = sheets.dataset.page.replace(/\{\w+\}/g, (name) => words[name]);
    Object.assign(image, { width: Math.round(w), height: Math.round(h) });
    image.src = `sheet/${slug}/${index + 1}?width=${width}&key=${key}`;
  });
}

function hear({ editions, state, stale }) {
  keys = new Map(editions.map(({ slug, key }) => [slug, key]));
  byId("lost").hidden = true;
  document.body.classList.toggle("stale", stale);
  if (byId("state").innerHTML !== state) byId("state").innerHTML = state;
  const options = editions.map(({ slug, title }) => new Option(title, slug));
  if (options.length && options.map((o) => o.value).join() !== [...edition.options].map((o) => o.value).join()) {
    const chosen = edition.value;
    edition.replaceChildren(...options);
    if (keys.has(chosen)) edition.value = chosen;
    else restore();
  }
  show();
}

edition.addEventListener("change", choose);
for (const input of forms) input.addEventListener("change", choose);
addEventListener("hashchange", () => { restore(); show(); });
change.addEventListener("click", () => {
  changed?.scrollIntoView({ block: "center", behavior: still() ? "auto" : "smooth" });
  change.hidden = true;
});
restore();
const news = new EventSource("news");
news.addEventListener("message", ({ data }) => hear(JSON.parse(data)));
news.addEventListener("error", () => { byId("lost").hidden = false; });
