"use strict";
// Reading with scripts on: selecting sentences to code them, and narrowing the list of codes.
// The page does all of it without this file: each excerpt has a link, and the list is complete.

for (const hidden of document.querySelectorAll(".only-scripts")) hidden.hidden = false;

const page = document.querySelector(".document");
const bar = document.getElementById("selected");

// What is selected: by excerpt its words, counted in code points of its text as it is shown.
let chosen = [];

function selectedWords() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return [];
  const range = selection.getRangeAt(0);
  return [...page.querySelectorAll("[data-excerpt] > .spoken")].map((words) => shared(range, words)).filter(Boolean);
}

function shared(range, words) {
  // What begins or ends exactly at an edge shares no character with it.
  const own = document.createRange();
  own.selectNodeContents(words);
  if (range.compareBoundaryPoints(Range.END_TO_START, own) >= 0) return null;
  if (range.compareBoundaryPoints(Range.START_TO_END, own) <= 0) return null;
  const part = own.cloneRange();
  if (range.compareBoundaryPoints(Range.START_TO_START, own) > 0) part.setStart(range.startContainer, range.startOffset);
  if (range.compareBoundaryPoints(Range.END_TO_END, own) < 0) part.setEnd(range.endContainer, range.endOffset);
  const text = part.toString();
  if (text.trim() === "") return null;
  const before = own.cloneRange();
  before.setEnd(part.startContainer, part.startOffset);
  const start = [...before.toString()].length + [...text].length - [...text.trimStart()].length;
  return { id: words.parentElement.dataset.excerpt, start, end: start + [...text.trim()].length, text: text.trim() };
}

function offer() {
  const now = selectedWords();
  // A selection that goes when the field is entered is still what is coded.
  if (!now.length || JSON.stringify(now) === JSON.stringify(chosen)) return;
  chosen = now;
  bar.hidden = false;
  const whole = chosen.map((part) => part.text).join(" ");
  bar.querySelector("[role=status] span").textContent = `Selected: ${whole.length > 90 ? `${whole.slice(0, 60)} … ${whole.slice(-25)}` : whole}`;
  const query = chosen.map((part) => `excerpt=${encodeURIComponent(part.id)}&words=${part.start}-${part.end}`).join("&");
  bar.querySelector("a").href = `/read/${encodeURIComponent(page.dataset.transcript)}/code?${query}`;
}

function withdraw() {
  chosen = [];
  bar.hidden = true;
  pick.value = "";
  list("");
}

// Names that begin with what was typed come first, then those with a word that does, then the rest.
function rank(name, typed) {
  const level = name.toLowerCase();
  if (level.startsWith(typed)) return 0;
  if (level.split(/\W+/).some((word) => word.startsWith(typed))) return 1;
  return level.includes(typed) ? 2 : 3;
}

let offered = [];

function list(typed) {
  const wanted = typed.trim().toLowerCase();
  for (const option of options) option.hidden = rank(option.dataset.name, wanted) === 3;
  for (const group of bar.querySelectorAll("[role=group]")) group.hidden = !group.querySelector("[role=option]:not([hidden])");
  offered = options.filter((option) => !option.hidden);
  const best = [...offered].sort((one, two) => rank(one.dataset.name, wanted) - rank(two.dataset.name, wanted))[0];
  point(wanted ? best : undefined);
}

function point(option) {
  for (const each of options) each.setAttribute("aria-selected", String(each === option));
  bar.elements.code.value = option ? option.dataset.code : "";
  if (option) {
    pick.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  } else pick.removeAttribute("aria-activedescendant");
}

function step(event) {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!by || !offered.length) return;
  event.preventDefault();
  const at = offered.findIndex((option) => option.getAttribute("aria-selected") === "true");
  point(offered[at < 0 ? (by > 0 ? 0 : offered.length - 1) : (at + by + offered.length) % offered.length]);
}

function send(event) {
  if (!bar.elements.code.value || !chosen.length) {
    event.preventDefault();
    bar.querySelector("[role=status] span").textContent = "Choose a code first: no code has these letters, or none was typed.";
    pick.focus();
    return;
  }
  for (const part of chosen) {
    for (const [name, value] of [["excerpt", part.id], ["words", `${part.start}-${part.end}`]]) {
      const field = Object.assign(document.createElement("input"), { type: "hidden", name, value });
      bar.append(field);
    }
  }
}

const pick = bar && document.getElementById("pick");
const options = bar ? [...bar.querySelectorAll("[role=option]")] : [];

if (page && bar) {
  document.addEventListener("selectionchange", offer);
  pick.addEventListener("input", () => list(pick.value));
  pick.addEventListener("keydown", step);
  bar.addEventListener("submit", send);
  document.getElementById("unselect").addEventListener("click", withdraw);
  for (const option of options) option.addEventListener("click", () => { pick.value = option.dataset.name; list(pick.value); point(option); pick.focus(); });
  document.addEventListener("keydown", (event) => {
    if (!bar.contains(event.target)) offer();
    if (bar.hidden) return;
    if (event.key === "Escape") { getSelection().removeAllRanges(); withdraw(); return; }
    const free = !event.target.matches("input, select, textarea, button, a");
    if (document.documentElement.dataset.keys === "off" || event.ctrlKey || event.metaKey || event.altKey) return;
    // The letter that is typed over a selection goes into the field.
    if (free && /^\p{L}$/u.test(event.key)) pick.focus();
  });
  list("");
}

const narrow = document.getElementById("narrow");
if (narrow) {
  const rows = [...document.querySelectorAll("[data-about]")];
  narrow.addEventListener("input", () => {
    const wanted = narrow.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const row of rows) {
      const about = row.dataset.about.toLowerCase();
      row.hidden = !wanted.every((word) => about.includes(word));
    }
    for (const set of document.querySelectorAll("fieldset:has([data-about])")) {
      set.hidden = !set.querySelector("[data-about]:not([hidden])");
    }
    const left = rows.filter((row) => !row.hidden).length;
    document.getElementById("narrowed").textContent = `${left} of ${rows.length} codes`;
  });
  narrow.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const first = rows.find((row) => !row.hidden);
    if (first) first.querySelector("input").focus();
  });
}
