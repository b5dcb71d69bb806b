// Makes the page De-identification quicker: the same forms, sent without leaving the page, one key each.
"use strict";
(() => {
  let busy = false;
  const $ = (what) => document.querySelector(what);
  const cards = () => [...document.querySelectorAll(".judge")];
  const current = () => document.activeElement.closest(".judge") || cards()[0];
  const message = (text, failed) => {
    const shown = $("#message");
    shown.textContent = "";
    shown.classList.toggle("failed", failed);
    setTimeout(() => { shown.textContent = text; }, 30);
  };

  function swap(text, address) {
    const made = new DOMParser().parseFromString(text, "text/html");
    const fresh = made.querySelector("#names");
    if (!fresh) { location.assign(address); return; }
    $("#names").replaceWith(fresh);
    message(made.querySelector("#message").textContent, Boolean(fresh.querySelector("[role=alert]")));
    const clean = new URL(address);
    clean.searchParams.delete("done");
    history.replaceState(null, "", clean);
    (cards()[0] || $("#main")).focus();
  }

  async function send(form, button) {
    if (busy) return;
    busy = true;
    try {
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form, button)) });
      // 409 is our page, which says what was not kept and why.
      if (!answer.ok && answer.status !== 409) throw new Error(String(answer.status));
      swap(await answer.text(), answer.url);
    } catch {
      message("Not saved. The program did not answer or is busy: press again.", true);
    } finally { busy = false; }
  }

  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!event.target.closest("#names") || !button || !button.matches("[data-key]")) return;
    event.preventDefault();
    send(event.target, button);
  });

  document.addEventListener("keydown", (event) => {
    if (document.documentElement.dataset.keys === "off" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.length !== 1 || event.repeat || event.target.matches("input:not([type=checkbox]), textarea, select")) return;
    const letter = event.key.toLowerCase();
    if (!"hlanujk".includes(letter)) return;
    const card = current();
    if (letter === "j" || letter === "k") {
      const next = cards()[cards().indexOf(card) + (letter === "j" ? 1 : -1)];
      if (next) { event.preventDefault(); next.focus(); }
      return;
    }
    const button = (card && card.querySelector(`[data-key="${letter}"]`)) || $(`#names [data-key="${letter}"]:not(.judge *)`);
    if (!button || busy) return;
    event.preventDefault();
    send(button.form, button);
  });

  if (cards()[0]) cards()[0].focus({ preventScroll: true });
})();
