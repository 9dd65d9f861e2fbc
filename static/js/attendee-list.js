// Keys for the organizer's list: "/" goes to the search, arrows (j and k) from row to row, x ticks, Escape clears the
// search; Enter opens the person, as on every link. Single letters can be switched off, and are left alone while
// somebody types or holds a modifier: they may be a screen reader's. Loaded by attendees/list.html.
(() => {
  "use strict";

  const KEPT = "netevent-list-keys";
  const STEPS = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 };

  const box = document.querySelector("[data-keys]");
  const field = document.querySelector("#attendee-filter [name=q]");

  box.checked = localStorage.getItem(KEPT) !== "off";
  box.addEventListener("change", () => localStorage.setItem(KEPT, box.checked ? "on" : "off"));
  document.addEventListener("keydown", pressed);

  // How many are ticked stands on the button that goes on with them.
  document.addEventListener("change", count);
  document.addEventListener("htmx:after:swap", count);
  count();

  function count() {
    const ticked = document.querySelectorAll(".attendees tbody .is-tick input:checked").length;
    for (const output of document.querySelectorAll("output[data-ticked]")) output.textContent = ticked ? String(ticked) : "";
  }

  function pressed(event) {
    if (!box.checked || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (act(event.key, event.target)) event.preventDefault();
  }

  function act(key, target) {
    if (target === field) return inField(key);
    if (isBusy(target)) return false;
    if (key === "/") return go(field);
    if (key === "Escape") return field.value !== "" && clear();
    const row = target.closest(".attendees tbody tr");
    if (key === "x") return Boolean(row) && tick(row);
    if (!(key in STEPS) || (!row && key.length > 1)) return false; // arrows scroll a page that has no row chosen
    return step(row, STEPS[key]);
  }

  function inField(key) {
    if (key === "ArrowDown") return step(null, 1);
    return key === "Escape" && field.value !== "" && clear();
  }

  // A field or an open menu has these keys for itself; the boxes of the rows have not.
  function isBusy(target) {
    if (document.querySelector("details.menu[open]")) return true;
    return target.matches("input:not([type=checkbox]), select, textarea, [contenteditable]");
  }

  function step(row, by) {
    const rows = [...document.querySelectorAll(".attendees tbody tr")];
    const next = row ? rows[rows.indexOf(row) + by] : rows[0];
    return go(next?.querySelector("a.name") ?? next?.querySelector("input")) || (by < 0 && Boolean(row) && go(field));
  }

  function go(element) {
    element?.focus();
    if (element === field) field.select();
    return Boolean(element);
  }

  function tick(row) {
    row.querySelector(".is-tick input").click();
    return true;
  }

  function clear() {
    field.value = "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    return true;
  }
})();
