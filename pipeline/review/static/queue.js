"use strict";
// The queue: one question at a time, its neighbours fetched ahead. Every word that it says comes from the page.
const rows = new Map();
const details = new Map();
const undos = [];
const crop = Object.assign(new Image(), { id: "crop", alt: $("frame").dataset.alt });
$("frame").prepend(crop);
let version = "", order = [], current = "", place = 0, busy = Promise.resolve();

function take(list) {
  if (!list || list.version === version) return;
  version = list.version;
  rows.clear();
  details.clear();
  for (const row of list.questions) rows.set(row.id, row);
  tally();
}

// What an answer changed; if the file has changed otherwise too, all of it is asked for.
async function patch(got) {
  if (got.former !== version) return take(await ask("questions.json"));
  version = got.version;
  for (const row of got.rows) {
    rows.set(row.id, row);
    details.delete(row.id);
  }
  tally();
}

function tally() {
  const done = [...rows.values()].filter((row) => !row.open).length;
  $("progress").max = Math.max(1, rows.size);
  $("progress").value = done;
  $("progress-words").textContent = say("progress", { done, total: rows.size });
  $("alert").textContent = "";
}

function filtered() {
  const { state, page, kind, sure } = Object.fromEntries(new FormData($("filters")));
  const level = (share) => (share < 0.7 ? "low" : share <= 0.9 ? "mid" : "high");
  return [...rows.values()].filter((row) =>
    (!state || (state === "open") === row.open) && (!page || row.pages.includes(Number(page))) &&
    (!kind || row.kind === kind) && (!sure || level(row.confidence) === sure)).map((row) => row.id);
}

function detail(id) {
  if (!details.has(id)) {
    const got = ask(`questions/${id}.json`);
    got.catch(() => details.delete(id));
    details.set(id, got);
  }
  return details.get(id);
}

async function ahead(from) {
  for (const id of order.slice(from, from + 3)) {
    const question = await detail(id);
    if (question.places[0] && question.places[0].box) piece(id, 0);
  }
}

const pieces = new Map();
function piece(id, at) {
  const path = `questions/${id}/${at}.png`;
  if (!pieces.has(path)) {
    pieces.set(path, fetch(path).then(async (response) => response.ok
      ? { around: response.headers.get("X-Piece").split(",").map(Number), path } : null));
  }
  return pieces.get(path);
}

async function show(id, focus = true) {
  current = id || "";
  $("card").hidden = !id;
  $("finished").hidden = Boolean(id);
  if (!id) {
    $("finished").textContent = say("finished");
    if (focus) $("finished").focus();
    return;
  }
  const question = await detail(id);
  if (current !== id) return;
  const changed = question.before !== question.after;
  $("word").textContent = changed ? `${question.before} → ${question.after}` : question.before;
  $("readings").replaceChildren(...question.readings.map((reading, n) => choice(question, reading, n)));
  $("reason").textContent = question.reason;
  $("given").textContent = question.answer ? say("answered", { words: question.answer }) : "";
  $("own").value = "";
  document.querySelector("[name=scope][value=all]").checked = true;
  showPlace(question, 0);
  if (focus) $("word").focus();
  ahead(order.indexOf(id) + 1);
}

function choice(question, reading, n) {
  const button = document.createElement("button");
  button.type = "button";
  const words = document.createElement("span");
  words.lang = "sv";
  words.textContent = reading.words;
  const facts = [];
  if (reading.words === question.after) facts.push(say("likely"));
  if (reading.words === question.before) facts.push(say("asRead"));
  if (reading.share) facts.push(`${(100 * reading.share).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 })} %`);
  const small = document.createElement("small");
  small.textContent = facts.join(" · ");
  const key = document.createElement("kbd");
  key.textContent = n + 1;
  button.append(key, words, small);
  button.addEventListener("click", () => answer(reading.words));
  const item = document.createElement("li");
  item.append(button);
  return item;
}

async function showPlace(question, at) {
  const total = question.places.length;
  place = total ? (at + total) % total : 0;
  const here = question.places[place];
  for (const id of ["before-place", "next-place"]) $(id).hidden = total < 2;
  $("whole").hidden = !here || !$("pages");
  if (here) $("whole").href = `pages/${here.page}/#${here.spot.split(" ")[1]}`;
  $("place").textContent = here ? say("place", { n: place + 1, total, page: here.page }) : "";
  const [left, word, right] = here ? here.context : ["", "", ""];
  const mark = document.createElement("mark");
  mark.textContent = word;
  $("context").replaceChildren(left, mark, right);
  $("context").hidden = !word;
  $("figure").hidden = !(here && here.box);
  if (!here || !here.box) return;
  const got = await piece(question.id, place);
  if (!got || current !== question.id) return;
  crop.src = got.path;
  const [x0, top, x1, bottom] = got.around, [a, b, c, d] = here.box;
  const style = $("mark").style, percent = (part, whole) => `${(100 * part) / whole}%`;
  style.left = percent(a - x0, x1 - x0);
  style.width = percent(c - a, x1 - x0);
  style.top = percent(b - top, bottom - top);
  style.height = percent(d - b, bottom - top);
  const middle = ((a + c) / 2 - x0) / (x1 - x0) * $("frame").offsetWidth;
  $("figure").scrollLeft = Math.max(0, middle - $("figure").clientWidth / 2);
}

// Answers are sent one after the other; the next question is shown when the file has this one's.
function send(body, done) {
  busy = busy.then(async () => {
    try {
      const got = await post("answers", body);
      if (got.status === 409) {
        await refresh(true);
        $("alert").textContent = say("superseded");
        return;
      }
      const at = order.indexOf(current);
      await patch(got);
      await done(got, at);
    } catch {
      $("alert").textContent = say("failed");
    }
  });
  return busy;
}

function answer(words) {
  if (!words.trim() || !current) return;
  const id = current;
  const only = document.querySelector("[name=scope]:checked").value === "here";
  send0(id, words, only, place);
}

async function send0(id, words, only, at) {
  const question = await detail(id);
  const here = question.places[at];
  const spot = only && here ? here.spot : "";
  const was = spot ? here.answer : question.answer;
  send({ answers: [{ id, words, was, spot }] }, async (got, position) => {
    undos.push({ id, answers: got.done.map((done) => ({ id: done.id, answer: done.was, was: done.now, spot: done.spot })) });
    $("status").textContent = say("saved", { words });
    await move(position, id);
  });
}

async function move(position, id) {
  const stays = rows.get(id) && rows.get(id).open;
  order = filtered();
  if (stays) {
    const at = place;
    await show(id);
    return showPlace(await detail(id), at + 1);
  }
  const at = order.indexOf(id) >= 0 ? order.indexOf(id) + 1 : Math.max(0, position);
  return show(order[at] || order[0]);
}

function undo() {
  const last = undos.pop();
  if (!last) {
    $("status").textContent = say("nothing");
    return;
  }
  send({ answers: last.answers, remove: last.word || "" }, async () => {
    $("status").textContent = say("undone");
    order = filtered();
    await show(last.id || order[0]);
  });
}

function addWord() {
  const row = rows.get(current);
  if (!row) return;
  const word = $("own").value.trim() || row.after, id = current;
  send({ word }, async (got, position) => {
    undos.push({ id, word, answers: got.done.map((done) => ({ id: done.id, answer: done.was, was: done.now, spot: done.spot })) });
    $("status").textContent = say("added", { words: word });
    await move(position, id);
  });
}

function step(by) {
  const at = order.indexOf(current);
  if (order.length) show(order[(at + by + order.length) % order.length]);
}

async function refresh(force = false) {
  const list = await ask(`questions.json?since=${version}`);
  if (!list && !force) return;
  take(list);
  order = filtered();
  await show(rows.has(current) && !$("card").hidden ? current : order[0], force);
}

const KEYS = {
  j: () => $("readings").querySelector("button").click(), n: async () => answer((await detail(current)).before),
  h: () => step(1), b: () => step(-1), z: undo, o: addWord, s: () => $("own").focus(),
  p: () => { const other = document.querySelector("[name=scope]:not(:checked)"); other.checked = true; },
  ArrowLeft: async () => showPlace(await detail(current), place - 1),
  ArrowRight: async () => showPlace(await detail(current), place + 1),
};

document.addEventListener("keydown", (event) => {
  if (event.target.id === "own" && event.key === "Escape") return $("word").focus();
  const typing = /^(INPUT|SELECT)$/.test(event.target.tagName);
  if (typing || !$("keys").checked || event.ctrlKey || event.altKey || event.metaKey || $("card").hidden && event.key !== "z") return;
  const choices = $("readings").querySelectorAll("button");
  const act = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key] || (choices[event.key - 1] && (() => choices[event.key - 1].click()));
  if (act) {
    event.preventDefault();
    act();
  }
});
$("typed").addEventListener("submit", (event) => { event.preventDefault(); answer($("own").value); });
$("filters").addEventListener("submit", (event) => event.preventDefault());
$("filters").addEventListener("input", () => { order = filtered(); show(order[0], false); });
for (const [id, act] of [["next", KEYS.h], ["back", KEYS.b], ["undo", undo], ["add", addWord], ["before-place", KEYS.ArrowLeft], ["next-place", KEYS.ArrowRight]]) $(id).addEventListener("click", act);
$("filters").elements.page.value = new URLSearchParams(location.search).get("page") || "";
refresh(true);
setInterval(() => refresh().catch(() => {}), 3000);
