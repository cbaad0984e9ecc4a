/* Comforts on top of pages that work without any of this: counters, drafts, focus after an error, a print button. */
"use strict";
(() => {
  const DRAFT = "samskab:draft:";
  const SENT = "samskab:sent";

  /* A browser may forbid storage altogether; then there are no drafts, and nothing else breaks. */
  const store = (() => {
    try {
      return window.sessionStorage;
    } catch {
      return null;
    }
  })();

  /* A shared screen must not remember the last person's words. */
  const mayKeep = (area) =>
    store && area.name && !area.readOnly && !document.body.classList.contains("kiosk") && !area.closest("[data-no-draft]");

  const keyOf = (area) => DRAFT + location.pathname + "#" + (area.id || area.name);

  /* ---- counters ---- */
  function count(limit) {
    const field = document.getElementById(limit.dataset.limitFor);
    if (!field) return;
    /* The server counts a line break as one sign and so do we; code points, not halves of an emoji. */
    const left = Number(limit.dataset.limit) - [...field.value].length;
    limit.textContent = Math.abs(left) + " " + (left < 0 ? limit.dataset.over : limit.dataset.left);
    limit.classList.toggle("is-over", left < 0);
  }

  function countAll(root) {
    for (const limit of root.querySelectorAll("[data-limit-for]")) count(limit);
  }

  /* ---- drafts ---- */
  function keep(area) {
    if (!mayKeep(area)) return;
    try {
      if (area.value) store.setItem(keyOf(area), area.value);
      else store.removeItem(keyOf(area));
    } catch {
      /* full: the text is still on the page */
    }
  }

  function restore(root) {
    for (const area of root.querySelectorAll("textarea")) {
      if (!mayKeep(area) || area.value) continue;
      const draft = store.getItem(keyOf(area));
      if (draft) area.value = draft;
    }
  }

  /* What was sent is forgotten when the answer is neither a refusal nor a form with faults. */
  function settle() {
    if (!store || !store.getItem(SENT)) return;
    if (!document.querySelector(".refusal, #error-summary")) {
      for (const key of JSON.parse(store.getItem(SENT))) store.removeItem(key);
    }
    store.removeItem(SENT);
  }

  function remember(form) {
    if (!store) return;
    if (form.matches("[data-forget]")) {
      store.clear();
      return;
    }
    const keys = [...form.querySelectorAll("textarea")].filter(mayKeep).map(keyOf);
    if (keys.length) store.setItem(SENT, JSON.stringify(keys));
  }

  /* ---- a new page or a new part of it ---- */
  function arrive(root) {
    settle();
    restore(root);
    countAll(root);
    for (const button of root.querySelectorAll("[data-print]")) button.hidden = false;
    const summary = document.getElementById("error-summary");
    if (summary) summary.focus();
  }

  function failed() {
    const note = document.getElementById("send-failed");
    if (!note) return;
    note.hidden = false;
    note.focus();
    note.scrollIntoView({ block: "center" });
  }

  document.addEventListener("input", (event) => {
    const field = event.target;
    if (field.matches("textarea")) keep(field);
    if (field.id) {
      const limit = document.querySelector('[data-limit-for="' + CSS.escape(field.id) + '"]');
      if (limit) count(limit);
    }
  });
  document.addEventListener("submit", (event) => remember(event.target), true);
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });
  document.addEventListener("htmx:after:swap", () => arrive(document));
  document.addEventListener("htmx:error", failed);
  document.addEventListener("htmx:response:error", (event) => {
    if (event.detail.ctx.response.status >= 500) failed();
  });
  arrive(document);
})();
