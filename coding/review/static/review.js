// Makes the page Review quicker: the same forms, sent without leaving the page, and one key each.
"use strict";
(() => {
  let waiting = Promise.resolve();
  let busy = 0;
  const $ = (what) => document.querySelector(what);
  const message = (text, failed) => {
    const shown = $("#message");
    shown.textContent = "";
    shown.classList.toggle("failed", Boolean(failed));
    setTimeout(() => { shown.textContent = text; }, 30);
  };
  const current = () => $(".choice-card.now");

  function point(card) {
    document.querySelectorAll(".choice-card.now").forEach((each) => each.classList.remove("now"));
    if (card) card.classList.add("now");
    const number = card ? card.dataset.number : "";
    document.querySelectorAll("mark").forEach((mark) =>
      mark.classList.toggle("now", (mark.dataset.for || "").split(" ").includes(number)));
  }

  function undecided() { return $(".choice-card:not([data-decided])"); }

  // On a phone the answers stand at the foot of the screen: what is read stays where it is.
  const still = () => ({ preventScroll: matchMedia("(max-width: 40rem)").matches });

  // After an answer the next open code is in focus, after the last one the way on.
  function settle(moved) {
    const next = undecided();
    point(next || $(".choice-card"));
    if (moved) $("#excerpt").focus();
    else (next || $("#next")).focus(still());
  }

  function swap(text, address, keep) {
    const made = new DOMParser().parseFromString(text, "text/html");
    const fresh = made.querySelector("#work");
    if (!fresh) { location.assign(address); return; }
    const before = $("#work").dataset.excerpt;
    $("#work").replaceWith(fresh);
    document.title = made.title;
    message(made.querySelector("#message").textContent);
    const clean = new URL(address);
    clean.searchParams.delete("said");
    history.replaceState(null, "", clean);
    const moved = fresh.dataset.excerpt !== before;
    if (moved) window.scrollTo(0, 0);
    if (keep && !moved && $(keep)) { point(undecided() || $(".choice-card")); $(keep).focus(); }
    else settle(moved);
  }

  const SLOW = 1500;
  const TRIES = 30;

  // The same answer, until the program has time for it: its id makes sure that it is kept once.
  async function answered(address, body) {
    for (let tries = 1; ; tries += 1) {
      const slow = setTimeout(() => message("The program is busy. Wait: your answer is being sent."), SLOW);
      let answer;
      try {
        answer = await fetch(address, body ? { method: "POST", body } : {});
      } finally { clearTimeout(slow); }
      if (answer.status !== 503 || tries === TRIES) return answer;
      message("The program is busy. Wait: your answer is not saved yet and is sent again.");
      const seconds = Number(answer.headers.get("Retry-After")) || 2;
      await new Promise((resolve) => setTimeout(resolve, 1000 * seconds));
    }
  }

  async function ask(address, body, keep) {
    busy += 1;
    try {
      const answer = await answered(address, body);
      if (!answer.ok) throw new Error(String(answer.status));
      swap(await answer.text(), answer.url, keep);
    } catch {
      message("Not saved. The program did not answer: is it still running?", true);
    } finally { busy -= 1; }
  }

  function send(form, button) {
    const fields = new URLSearchParams(new FormData(form, button));
    // Each answer has an id of its own, made here: the same one sent twice is kept once.
    if (fields.has("key")) fields.set("key", crypto.randomUUID());
    // A code taken from the list of what could fit has a direction to be said next.
    const taken = button.dataset.fitting && `.choice-card[data-code="${CSS.escape(button.dataset.fitting)}"]`;
    if (taken) return ask(form.action, fields, taken);
    return ask(form.action, fields, form.action.endsWith("/remark") ? `#${button.closest("details") ? "memo" : "next"}` : "");
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-swap]")) return;
    event.preventDefault();
    if (!busy) waiting = send(form, event.submitter);
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-swap]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    waiting = ask(link.href, null, link.href.includes("find=") ? "#sought" : "#excerpt");
  });

  let typing = 0;
  document.addEventListener("input", (event) => {
    if (event.target.id !== "sought") return;
    clearTimeout(typing);
    typing = setTimeout(async () => {
      const form = $("#find");
      const wanted = event.target.value;
      const answer = await fetch(`${form.action}?${new URLSearchParams({ find: wanted })}`);
      if (!answer.ok || wanted !== event.target.value) return;
      const made = new DOMParser().parseFromString(await answer.text(), "text/html");
      $("#found").replaceChildren(...made.querySelector("#found").childNodes);
    }, 120);
  });

  function step(by) {
    const cards = [...document.querySelectorAll(".choice-card")];
    const at = cards.indexOf(current());
    const card = cards[Math.min(Math.max(at + by, 0), cards.length - 1)];
    if (card) { point(card); card.focus(); }
  }

  function press(letter) {
    if (letter === "j") return step(1);
    if (letter === "k") return step(-1);
    const card = current();
    const way = "1234".includes(letter) && card && card.querySelector(`[data-way="${letter}"]`);
    const own = card && card.querySelector(`[data-key="${letter}"]`);
    const found = way || own || $(`#work > .desk [data-key="${letter}"]:not(.choice-card *)`);
    if (!found) return undefined;
    if (found.matches("input")) { found.checked = !found.checked; found.focus(); return undefined; }
    if (found.matches("details")) { found.open = !found.open; return undefined; }
    if (found.matches("summary")) {
      const part = found.parentElement;
      part.open = !part.open;
      const field = part.querySelector("input[type=search], textarea");
      if (part.open && field) field.focus();
      return undefined;
    }
    if (found.matches("a")) { found.click(); return waiting; }
    return send(found.form, found);
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.matches("input, textarea")) { $("#next").focus(); return; }
    if (document.documentElement.dataset.keys === "off" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.length !== 1 || event.repeat || event.target.matches("input:not([type=checkbox]), textarea, select")) return;
    const letter = event.key.toLowerCase();
    if (!"arujkdbtcqxmnsz1234567890".includes(letter)) return;
    event.preventDefault();
    waiting = waiting.then(() => press(letter));
  });

  document.addEventListener("focusin", (event) => {
    const card = event.target.closest(".choice-card");
    if (card) point(card);
  });

  if ($("#work")) point(undecided() || $(".choice-card"));
})();
