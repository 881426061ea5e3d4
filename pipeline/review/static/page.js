"use strict";
// The page view: the picture of a page beside what was read on it. Every word that it says comes from the page.
const number = document.body.dataset.page, tools = $("tools");
let page = { version: "", blocks: [] }, chosen = "", busy = Promise.resolve();

function make(tag, values = {}, ...inside) {
  const element = Object.assign(document.createElement(tag), values);
  element.append(...inside);
  return element;
}

function put(element, [left, top, width, height]) {
  const percent = (share) => `${100 * share}%`;
  Object.assign(element.style, { left: percent(left), top: percent(top), width: percent(width), height: percent(height) });
  return element;
}

function draw(got, key) {
  page = got;
  tools.hidden = true;
  document.body.append(tools);
  $("number").textContent = say("page", { n: page.page, total: page.total });
  $("later").hidden = page.page >= page.total;
  $("blocks").replaceChildren(...page.blocks.map(textOf));
  $("empty").hidden = page.blocks.length > 0;
  for (const old of document.querySelectorAll("#sheet > :not(img)")) old.remove();
  $("sheet").append(...page.blocks.flatMap(outlinesOf));
  $("made").replaceChildren(...page.corrections.map(correctionOf));
  $("none").hidden = page.corrections.length > 0;
  const wanted = page.blocks.find((block) => block.key === key);
  chosen = "";
  if (wanted) choose(wanted);
}

function textOf(block) {
  const handle = make("button", { type: "button", className: "handle", id: `h-${block.key}`, textContent: block.label });
  handle.setAttribute("aria-expanded", "false");
  handle.addEventListener("click", () => (chosen === block.key ? $(`o-${block.key}`).focus() : choose(block)));
  const text = make("p", { lang: "sv", className: block.kind === "rubrik" ? `title rank${block.rank}` : block.kind });
  for (const word of block.words) text.append(word.cell ? "| " : "", word.key === undefined ? word.text : changedOf(block, word), " ");
  text.addEventListener("click", () => choose(block));
  return make("li", { id: `t-${block.key}` }, handle, text);
}

function changedOf(block, word) {
  const button = make("button", { type: "button", className: word.doubt ? "word doubt" : "word", textContent: word.text, tabIndex: -1 });
  button.id = `w-${block.key}-${word.at}`;
  button.setAttribute("aria-label", say(word.doubt ? "doubtful" : "changed", { words: word.text, before: word.before }));
  button.title = word.before;
  button.addEventListener("click", (event) => {
    event.stopPropagation();
    choose(block);
    point(block, word);
  });
  return button;
}

function outlinesOf(block) {
  const outline = put(make("button", { type: "button", className: "outline", id: `o-${block.key}` }), block.box);
  outline.setAttribute("aria-label", `${block.label}: ${block.words.slice(0, 6).map((word) => word.text).join(" ")}`);
  outline.addEventListener("click", () => {
    choose(block);
    $(`h-${block.key}`).focus();
  });
  const words = block.words.filter((word) => word.box).map((word) => {
    const mark = put(make("span", { className: word.doubt ? "spot doubt" : "spot", id: `s-${block.key}-${word.at}` }), word.box);
    mark.addEventListener("click", () => {
      choose(block);
      point(block, word);
      $(`w-${block.key}-${word.at}`).focus();
    });
    return mark;
  });
  return [outline, ...words];
}

function correctionOf(made, n) {
  const words = `${made.text}: ${made.words}`;
  const undo = make("button", { type: "button", textContent: say("undo", { words }) });
  const neighbour = () => [...document.querySelectorAll("#made button")].slice(0, n + 1).pop() || $("made-title");
  undo.addEventListener("click", () => send({ undo: made }, say("undone"), neighbour));
  return make("li", {}, undo, made.fits ? "" : ` ${say("unfit")}`);
}

// Show a block in the picture and in the text, and what can be done with it below its words.
function choose(block) {
  chosen = block.key;
  for (const old of document.querySelectorAll(".chosen")) old.classList.remove("chosen");
  for (const handle of document.querySelectorAll(".handle")) handle.setAttribute("aria-expanded", handle.id === `h-${block.key}`);
  for (const word of document.querySelectorAll(".word")) word.tabIndex = word.closest("li").id === `t-${block.key}` ? 0 : -1;
  const item = $(`t-${block.key}`), outline = $(`o-${block.key}`);
  for (const element of [item, outline]) element.classList.add("chosen");
  equip(block);
  item.append(tools);
  show(outline, $("picture"));
  item.scrollIntoView({ block: "nearest" });
}

function equip(block) {
  tools.hidden = false;
  tools.elements.kind.value = block.kind;
  tools.elements.rank.value = Math.max(1, block.rank);
  rank();
  tools.elements.at.replaceChildren(...block.words.filter((word) => word.at > 1).map((word) =>
    make("option", { value: word.at, textContent: say("word", { n: word.at, words: word.text }) })));
  for (const row of tools.querySelectorAll(".free")) row.hidden = block.fixed;
  $("split").hidden = block.fixed || block.words.length < 2;
  const off = { join: !block.joins, up: block.first, down: block.last, leave: block.fixed };
  for (const button of tools.querySelectorAll("button")) button.disabled = Boolean(off[button.value]);
}

function rank() {
  $("rank").hidden = !["rubrik", "punkt", "pil", "bock", "nummer"].includes(tools.elements.kind.value);
  tools.elements.rank.max = tools.elements.kind.value === "rubrik" ? 4 : 999;
}

function point(block, word) {
  for (const old of document.querySelectorAll(".pointed")) old.classList.remove("pointed");
  for (const element of [$(`w-${block.key}-${word.at}`), $(`s-${block.key}-${word.at}`)]) if (element) element.classList.add("pointed");
  if (word.box) show($(`s-${block.key}-${word.at}`), $("picture"));
}

function show(element, within) {
  const inner = element.getBoundingClientRect(), outer = within.getBoundingClientRect();
  if (inner.top < outer.top || inner.bottom > outer.bottom) within.scrollTop += inner.top - outer.top - 40;
  if (inner.left < outer.left || inner.right > outer.right) within.scrollLeft += inner.left - outer.left - 20;
}

// Corrections are sent one after the other, each about the text that the former one left.
function send(body, done, focus = () => null) {
  busy = busy.then(async () => {
    try {
      const got = await post("corrections", body);
      const key = got.select || chosen;
      draw(got, key);
      $("alert").textContent = got.status === 409 ? say("superseded") : "";
      $("status").textContent = got.status === 409 ? "" : done;
      (focus() || $(`h-${key}`) || $("text").querySelector(".handle") || document.body).focus();
    } catch {
      $("alert").textContent = $("alert").textContent || say("failed");
    }
  });
}

tools.addEventListener("input", rank);
tools.addEventListener("submit", (event) => {
  event.preventDefault();
  const block = page.blocks.find((one) => one.key === chosen), button = event.submitter;
  const { kind, rank: level, at } = Object.fromEntries(new FormData(tools));
  send({ page: block.page, key: block.key, do: button.value, kind, rank: level, at }, say("corrected", { words: button.textContent }));
});
document.addEventListener("keydown", (event) => {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key], own = event.target.className || "";
  if (!by || !/\b(handle|outline)\b/.test(own)) return;
  const all = [...document.querySelectorAll(own.includes("handle") ? ".handle" : ".outline")];
  event.preventDefault();
  (all[all.indexOf(event.target) + by] || event.target).focus();
});

async function refresh() {
  if (tools.contains(document.activeElement)) return;
  const got = await ask(`../${number}.json?since=${page.version}`);
  if (!got) return;
  const focused = document.activeElement.id;
  draw(got, chosen);
  if (focused && $(focused)) $(focused).focus();
}

async function start() {
  $("status").textContent = say("reading");
  draw(await ask(`../${number}.json`));
  $("status").textContent = "";
  const key = location.hash.slice(1);
  const block = key && page.blocks.find((one) => one.words.some((word) => word.key === key));
  if (!block) return;
  const word = block.words.find((one) => one.key === key);
  choose(block);
  point(block, word);
  $(`w-${block.key}-${word.at}`).focus();
}

start().catch(() => { $("alert").textContent = $("alert").textContent || say("unread"); });
setInterval(() => refresh().catch(() => {}), 3000);
