// A toast shows once, on the pages that are open when it arrives: what was there before stands in one slim line
// (templates/notifications/_waits.html). One at a time, and it stays until it is dealt with, so that nothing moves
// under a finger. Loaded by layouts/attendee.html; css/components.css hides the others.
(() => {
  "use strict";

  const place = document.querySelector(".toasts");
  const seen = new WeakMap(); // card → {age, isNew}: `data-age` is that of the moment when the server sent it

  function choose() {
    const cards = [...place.querySelectorAll(".toast[data-age]")];
    const arrived = cards.find(isNew);
    for (const card of cards) card.classList.toggle("arrived", card === arrived);
  }

  /* performance.now() stands still while a phone sleeps. */
  const openFor = () => Date.now() - performance.timeOrigin;

  function isNew(card) {
    const { age } = card.dataset;
    if (seen.get(card)?.age !== age) seen.set(card, { age, isNew: Number(age) < openFor() });
    return seen.get(card).isNew;
  }

  new MutationObserver(choose).observe(place, { childList: true, subtree: true, attributeFilter: ["class", "data-age"] });
  choose();
})();
