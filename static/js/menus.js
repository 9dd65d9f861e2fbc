// Closes an open menu (<details class="menu">) at a click elsewhere, at Escape and when the focus leaves it, and
// scrolls the strip of a phone's navigation to where we are. Loaded by layouts/base.html on every page.
(() => {
  "use strict";

  const close = (keep) => document.querySelectorAll("details.menu[open]").forEach((menu) => {
    if (!keep || !menu.contains(keep)) menu.open = false;
  });

  document.querySelector(".strip [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

  document.addEventListener("click", (event) => close(event.target));
  document.addEventListener("focusin", (event) => close(event.target));
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
})();
