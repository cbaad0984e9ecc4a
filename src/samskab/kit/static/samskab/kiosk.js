/* A shared screen forgets by itself. The server does too, by its own clock; this only makes it visible. */
"use strict";
(() => {
  const { wipe, seconds } = document.currentScript.dataset;
  let timer = 0;

  const away = () => location.replace(wipe);

  function stay() {
    clearTimeout(timer);
    timer = setTimeout(away, Number(seconds) * 1000);
  }

  for (const kind of ["input", "keydown", "pointerdown", "scroll"]) {
    document.addEventListener(kind, stay, { passive: true });
  }
  /* A page the browser kept for "back" belongs to somebody who has left. */
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) away();
  });
  stay();
})();
