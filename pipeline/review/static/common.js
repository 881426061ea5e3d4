"use strict";
// What the pages share: their elements, their phrases, and how they ask the server.
const $ = (id) => document.getElementById(id);
const phrases = JSON.parse($("phrases").textContent);
const say = (name, values = {}) => phrases[name].replace(/\{(\w+)\}/g, (_all, key) => values[key]);

async function ask(path, options) {
  const response = await fetch(path, options);
  if (response.status === 204) return null;
  const answer = await response.json();
  if (answer.problems) $("alert").textContent = answer.problems.join(" ");
  return response.ok || response.status === 409 ? { status: response.status, ...answer } : Promise.reject(response);
}

const post = (path, body) => ask(path, { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json" } });
