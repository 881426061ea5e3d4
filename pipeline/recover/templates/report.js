"use strict";
// What is chosen is marked in the picture and in the text, a word with its block; without this, the links lead there alone.
const twins = { o: "t", t: "o", s: "w", w: "s" };
function mark() {
  for (const old of document.querySelectorAll(".chosen")) old.classList.remove("chosen");
  const match = /^#([otsw])-(\d+)(?:-\d+)?$/.exec(location.hash);
  if (!match) return;
  const there = document.getElementById(location.hash.slice(1)), twin = document.getElementById(`${twins[match[1]]}-${match[2]}`);
  const block = [there, twin].map((element) => element && element.closest(".block")).find(Boolean);
  const outline = block && document.getElementById(block.id.replace("t-", "o-"));
  for (const element of [outline, block, twin, there]) if (element) element.scrollIntoView({ block: "nearest" });
  for (const element of [outline, block, twin, there]) if (element) element.classList.add("chosen");
  if (there) there.focus({ preventScroll: true });
}
addEventListener("hashchange", mark);
mark();
