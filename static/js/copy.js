// Buttons with data-copy="…" put that text on the clipboard and show their "copied" face for two seconds.
(() => {
  "use strict";

  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-copy]");
    if (!button) return;
    await copy(button.dataset.copy, button);
    button.dataset.copied = "";
    setTimeout(() => delete button.dataset.copied, 2_000);
  });

  // The clipboard exists on secure pages only; on a plain-HTTP venue network the field beside the button is selected.
  async function copy(text, button) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      button.closest(".copy-box")?.querySelector("input")?.select();
      document.execCommand("copy");
    }
  }
})();
