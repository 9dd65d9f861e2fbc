// Opens an attendee's page beside the list where there is room (80rem): a click on a name, or Enter on it. The page's
// own address is in the history, so that the way back closes it; a modifier, a phone and no JavaScript open the whole
// page. Its form is sent and its answer shown here. Escape and the cross close it, and the focus is on the row again.
// Loaded by attendees/list.html.
(() => {
  "use strict";

  const ROOM = matchMedia("(width >= 80rem)");
  const BODY = "#one-attendee";

  const panel = document.getElementById("person-beside");
  const place = panel.querySelector("[data-place]");
  const unsent = panel.querySelector("[data-unsent]");
  const listTitle = document.title;
  let opener = "";
  let isTyped = false;
  let asked = 0;

  document.addEventListener("click", clicked);
  document.addEventListener("keydown", (event) => event.key === "Escape" && escaped(event), true);
  panel.querySelector("[data-close]").addEventListener("click", () => history.back());
  panel.addEventListener("input", () => { isTyped = true; });
  panel.addEventListener("submit", sent);
  window.addEventListener("popstate", moved);

  function clicked(event) {
    const link = event.target.closest(".attendees a.name");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (!ROOM.matches || event.defaultPrevented) return;
    event.preventDefault();
    if (mayLeave()) open(link);
  }

  function escaped(event) {
    if (panel.hidden || document.querySelector("details.menu[open]")) return;
    event.preventDefault();
    event.stopPropagation();
    history.back();
  }

  async function open(link) {
    const row = link.closest("tr");
    opener = row.id;
    await show(link.href, {}, () => {
      const before = row.getBoundingClientRect().top;
      remember(link.href);
      panel.hidden = false;
      scrollBy(0, row.getBoundingClientRect().top - before); // the list is narrower now: the row stays where it was
    });
  }

  function remember(address) {
    if (history.state?.person) return history.replaceState({ person: true }, "", address);
    history.scrollRestoration = "manual";
    history.pushState({ person: true }, "", address);
  }

  async function sent(event) {
    event.preventDefault();
    const form = event.target;
    const button = form.querySelector("button:not([type=button])");
    button?.setAttribute("disabled", "");
    await show(form.action, { method: "POST", body: new FormData(form) }, () => {});
    button?.removeAttribute("disabled");
  }

  // What is no attendee's page, such as the log-in, is shown as a whole; so is what does not arrive.
  async function show(address, options, then) {
    const turn = (asked += 1);
    try {
      const answer = await fetch(address, options);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (turn !== asked) return;
      const body = page.querySelector(BODY);
      if (!body) return location.assign(answer.url);
      fill(page, body, address);
      then();
      focusFirst();
    } catch {
      if (!options.method) return location.assign(address);
      unsent.hidden = false;
    }
  }

  function fill(page, body, address) {
    const said = [...page.querySelectorAll("#main > .notices")];
    place.replaceChildren(...[...said, body].map((one) => document.adoptNode(one)));
    for (const form of place.querySelectorAll("form:not([action])")) form.setAttribute("action", address);
    document.title = page.title;
    isTyped = false;
    unsent.hidden = true;
    panel.scrollTop = 0;
  }

  function focusFirst() {
    (place.querySelector(".summary") ?? panel.querySelector("h2")).focus();
  }

  function mayLeave() {
    return panel.hidden || !isTyped || confirm(panel.dataset.unsaved);
  }

  function moved({ state }) {
    if (state?.person) return panel.hidden ? location.reload() : undefined;
    if (panel.hidden) return;
    if (!mayLeave()) return history.forward();
    asked += 1;
    panel.hidden = true;
    place.replaceChildren();
    document.title = listTitle;
    isTyped = false;
    history.scrollRestoration = "auto";
    document.getElementById(opener)?.querySelector("a.name")?.focus({ preventScroll: true });
  }
})();
