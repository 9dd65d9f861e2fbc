// The time zone's field: a tap on a proposal of the server fills it in. Without this script the browser proposes from
// the list beside the field. A form with data-guess-zone begins with the browser's own zone.
(() => {
  "use strict";

  const field = document.querySelector("input[data-zones]");
  if (!field) return;
  const places = [...(field.list?.options ?? [])].map((option) => option.value);
  field.removeAttribute("list"); // or two lists of proposals would open

  if (field.closest("[data-guess-zone]")) {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const known = places.find((place) => place.endsWith(`(${zone})`));
    if (known) field.value = known;
  }

  document.addEventListener("click", (event) => {
    const proposal = event.target.closest?.("[data-zone]");
    if (!proposal) return;
    field.value = proposal.dataset.zone;
    close();
    field.focus();
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });

  field.parentElement.addEventListener("keydown", (event) => {
    const proposals = [...document.querySelectorAll("#zone-found [data-zone]")];
    if (event.key === "Escape") close();
    if (!proposals.length || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
    event.preventDefault();
    const next = proposals.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    (proposals[Math.min(next, proposals.length - 1)] ?? field).focus();
  });

  function close() {
    document.getElementById("zone-found").replaceChildren();
  }
})();
