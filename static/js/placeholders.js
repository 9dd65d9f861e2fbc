// Each [data-placeholder] of a page becomes a button that writes it where the cursor stands: in the field of the same
// form that was last typed in, else in its first text. Its label is in `data-label`. Without this script they are there
// to be copied. Loaded by the form of an announcement.
(() => {
  "use strict";

  let last = null;

  function start() {
    document.addEventListener("focusin", ({ target }) => {
      if (target.matches("form input:not([type]), form input[type=text], form textarea")) last = target;
    });
    document.querySelectorAll("[data-placeholder]").forEach(upgrade);
  }

  function upgrade(code) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "chip";
    button.setAttribute("aria-label", code.dataset.label);
    code.replaceWith(button);
    button.append(code);
    button.addEventListener("click", () => write(button.form, code.textContent));
  }

  function write(form, text) {
    const field = last?.form === form ? last : form.querySelector("textarea");
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    field.focus();
  }

  start();
})();
