// Proposes the browser's time zone to an organizer of whom none is known. Loaded by events/create.html; without it the
// list says UTC and asks for a choice.
(() => {
  "use strict";

  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const choice = document.querySelector("form[data-guess-zone] select[name=zone]");
  if (choice && [...choice.options].some((option) => option.value === zone)) choice.value = zone;
})();
