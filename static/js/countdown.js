// Counts down to the moment that an element names (`data-countdown`), in minutes and seconds. Without this script the
// element says until when. When the time is over the element is empty: the server says what follows.
(() => {
  "use strict";

  function tick() {
    for (const shown of document.querySelectorAll("[data-countdown]")) {
      const left = Math.max(0, Math.round((Date.parse(shown.dataset.countdown) - Date.now()) / 1000));
      shown.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    }
  }

  tick();
  setInterval(tick, 1000);
})();
