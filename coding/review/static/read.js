"use strict";
// Reading with scripts on: selecting sentences to code them, and narrowing the list of codes.
// The page does all of it without this file: each excerpt has a link, and the list is complete.

for (const hidden of document.querySelectorAll(".only-scripts")) hidden.hidden = false;

const page = document.querySelector(".document");
const bar = document.getElementById("selected");

function chosen() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return [];
  const range = selection.getRangeAt(0);
  return [...page.querySelectorAll("[data-excerpt] > .spoken")]
    .filter((words) => touched(range, words))
    .map((words) => words.parentElement.dataset.excerpt);
}

function touched(range, words) {
  // What begins or ends exactly at an edge shares no character with it.
  const own = document.createRange();
  own.selectNodeContents(words);
  if (range.compareBoundaryPoints(Range.END_TO_START, own) >= 0) return false;
  if (range.compareBoundaryPoints(Range.START_TO_END, own) <= 0) return false;
  const shared = own.cloneRange();
  if (range.compareBoundaryPoints(Range.START_TO_START, own) > 0) shared.setStart(range.startContainer, range.startOffset);
  if (range.compareBoundaryPoints(Range.END_TO_END, own) < 0) shared.setEnd(range.endContainer, range.endOffset);
  return shared.toString().trim() !== "";
}

function offer() {
  const ids = chosen();
  bar.hidden = ids.length === 0;
  if (!ids.length) return;
  bar.querySelector("span").textContent =
    ids.length === 1 ? "One excerpt is selected." : `${ids.length} excerpts are selected.`;
  const query = ids.map((id) => `excerpt=${encodeURIComponent(id)}`).join("&");
  bar.querySelector("a").href = `/read/${encodeURIComponent(page.dataset.transcript)}/code?${query}`;
}

if (page && bar) document.addEventListener("selectionchange", offer);

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
