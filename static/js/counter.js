// Counts what is typed into <textarea data-most="1000" data-counter="id">, in the element of that id: its data-text
// says how, such as "{count} of {most}". Read out by screen readers only when little is left.
(() => {
  "use strict";

  const NEAR = 50;

  document.addEventListener("input", (event) => {
    if (event.target.dataset?.counter) count(event.target);
  });

  function count(field) {
    const counter = document.getElementById(field.dataset.counter);
    const most = Number(field.dataset.most);
    // As the server counts: whole characters, not halves of surrogate pairs, and without the space around.
    const typed = [...field.value.trim()].length;
    const number = new Intl.NumberFormat(document.documentElement.lang);
    counter.setAttribute("aria-live", most - typed <= NEAR ? "polite" : "off");
    counter.classList.toggle("over", typed > most);
    counter.textContent = counter.dataset.text.replace("{count}", number.format(typed)).replace("{most}", number.format(most));
  }
})();
