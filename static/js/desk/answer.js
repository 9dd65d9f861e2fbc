/* The full-screen answer: shows it, sounds it, and is gone before the next badge comes. Called by desk.js.
   The field keeps the focus and the camera keeps reading behind it; a tap, Escape or the next answer closes it. */

/* So long where a badge may be asked for. */
const PRINTABLE_MS = 2500;
const SHOWN_MS = { yes: 900, undone: 900, wait: 900, again: 2500, no: 2500, note: 6000 };

export function createAnswer({ place, templates, feedback, gateName, clock }) {
  let timer = 0;

  /** html: a fragment checkin/_answer.html as the server sent it. */
  function show(html) {
    const fragment = document.createRange().createContextualFragment(html);
    place.replaceChildren(fragment.querySelector("[data-outcome]"));
    present();
  }

  /** An answer that the page knows by itself: "not_sent", "not_readable", "broken", "logged_out". */
  function showOwn(name) {
    const copy = templates.querySelector(`template[data-answer="${name}"]`).content.cloneNode(true);
    copy.querySelectorAll("[data-fill-gate]").forEach((spot) => (spot.textContent = gateName() && `${gateName()} · `));
    copy.querySelectorAll("[data-fill-time]").forEach((spot) => (spot.textContent = clock()));
    place.replaceChildren(copy.querySelector("[data-outcome]"));
    present();
  }

  function present() {
    const { kind } = place.firstElementChild.dataset;
    feedback.give(kind);
    clearTimeout(timer);
    /* A note of the organizer is there to be read; the next badge takes its place all the same. */
    const shown = SHOWN_MS[place.querySelector(".door-note") ? "note" : kind];
    timer = setTimeout(closeUnlessUsed, canPrint() ? Math.max(shown, PRINTABLE_MS) : shown);
  }

  function canPrint() {
    return document.documentElement.dataset.prints === "on" && place.querySelector(".prints");
  }

  /* Somebody is on the way to a button of it by keyboard: then it waits for them. */
  function closeUnlessUsed() {
    if (!place.contains(document.activeElement)) close();
  }

  function close() {
    clearTimeout(timer);
    place.replaceChildren();
  }

  place.addEventListener("click", (event) => {
    const used = event.target.closest("a, button");
    if (used?.matches("[data-close]")) event.preventDefault(); /* a link for who has no JavaScript */
    if (!used || used.matches("[data-close]")) close();
  });
  place.addEventListener("focusout", () => {
    clearTimeout(timer);
    timer = setTimeout(closeUnlessUsed, SHOWN_MS.yes);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  return { show, showOwn, close };
}
