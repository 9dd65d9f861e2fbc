// The button beside a password shows what was typed, and hides it again; without this script there is none.
(() => {
  "use strict";

  for (const button of document.querySelectorAll("[data-show-password]")) button.hidden = false;

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-show-password]");
    if (!button) return;
    const input = button.parentElement.querySelector("input");
    const isShown = input.type === "password";
    input.type = isShown ? "text" : "password";
    button.setAttribute("aria-pressed", String(isShown));
    input.focus();
  });

  // Sent, it is a password again: browsers offer to keep what was typed into one.
  document.addEventListener("submit", (event) => {
    for (const input of event.target.querySelectorAll(".password > input")) input.type = "password";
  });
})();
