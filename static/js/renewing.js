// A list that has changed is fetched again by the page itself: thousands of pages are told in the same moment, so each
// waits for a while of its own (at most `data-renews-within` seconds). What did not come is asked for again after
// another while. A tap on the button fetches at once. Texts that the reader has opened in the list stay open. Loaded by
// agenda/programme/programme.html.
(() => {
  "use strict";

  const CHANGED = "[data-renews-within]";
  let timer = 0;

  function wait() {
    const button = document.querySelector(CHANGED);
    if (!button || timer) return;
    timer = setTimeout(renew, Math.random() * Number(button.dataset.renewsWithin) * 1000);
  }

  function renew() {
    document.querySelector(CHANGED)?.dispatchEvent(new CustomEvent("netevent:renew"));
    timer = setTimeout(again, 5_000);
  }

  function again() {
    timer = 0;
    wait();
  }

  // What the reader has opened stays open.
  let opened = [];

  function remember() {
    opened = [...document.querySelectorAll("details.about[open]")].map((text) => text.closest("[id]").id);
  }

  function openAgain() {
    for (const id of opened) document.getElementById(id)?.querySelector("details.about")?.setAttribute("open", "");
  }

  document.addEventListener("htmx:before:swap", remember);
  document.addEventListener("htmx:after:swap", openAgain);
  document.addEventListener("htmx:ws:after:message:incoming", wait);
})();
