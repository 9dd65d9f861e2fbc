// A colour's picker beside the field that takes it as text: each follows the other.
(() => {
  "use strict";

  for (const picker of document.querySelectorAll("input[data-colour-for]")) {
    const field = document.getElementById(picker.dataset.colourFor);
    picker.hidden = false;
    picker.addEventListener("input", () => {
      field.value = picker.value;
    });
    field.addEventListener("input", () => {
      if (/^#[0-9a-f]{6}$/i.test(field.value.trim())) picker.value = field.value.trim();
    });
  }
})();
