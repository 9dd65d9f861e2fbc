/* Badges at the desk: asks for them through the outbox, so that a request waits on bad Wi-Fi and is printed once; shows
   what the server says, and what became of this device's own. Called by desk.js and walk-in-badges.js. */

import { recall } from "../keep.js";
import { printPicture } from "../printing/sheet.js";

const OWN = "netevent.print-requests";
const MOST_OWN = 50;

export function createPrinting({ deskKey, path, given, note, sheet, jobs, stamp, send }) {
  if (!path) return { ask() {}, checkedIn() {}, show() {}, owns: () => false };
  const kept = recall(`printer.${deskKey}`) || given;
  const printer = kept === "none" ? "" : kept;
  const own = new Set(JSON.parse(sessionStorage.getItem(OWN) ?? "[]"));

  async function ask(attendeeId, again = false) {
    /* The moment of asking: the request may wait here for the network. */
    const fields = { attendee_id: attendeeId, station: printer === "any" ? "" : printer, asked_at: stamp() };
    const result = await send(path, again ? { ...fields, again: "1" } : fields, claim);
    if (result.html) show(result.html);
    else tellWaiting();
  }

  /* Before it is sent: what is pushed may be faster than the answer. */
  function claim(requestId) {
    own.add(requestId);
    sessionStorage.setItem(OWN, JSON.stringify([...own].slice(-MOST_OWN)));
  }

  /* By the answer that is on the screen: its button names the person. */
  function checkedIn(answer) {
    const button = answer?.querySelector('button[form="desk-print"]');
    if (printer && button && recall(`print-on-check-in.${deskKey}`) === "yes") ask(button.value);
  }

  function show(html) {
    const said = document.createRange().createContextualFragment(html).querySelector("[data-outcome]");
    said.querySelectorAll("[data-dismiss-print]").forEach((button) => (button.hidden = false));
    /* "On its way" is what the list of badges says by itself. */
    note.replaceChildren(...(said.dataset.outcome === "print_asked" ? [] : [said]));
    if (said.dataset.outcome === "print_here") printHere(said);
  }

  function tellWaiting() {
    note.replaceChildren(note.parentElement.querySelector("template[data-print-waits]").content.cloneNode(true));
  }

  async function printHere(said) {
    const { picture, width, height } = said.dataset;
    try {
      await printPicture(sheet(), picture, Number(width), Number(height));
    } catch {
      /* the picture did not arrive: the note has a link to the badge */
    }
  }

  function showOwn() {
    for (const row of jobs()?.children ?? []) row.hidden = !own.has(row.dataset.request);
  }

  note.addEventListener("click", (event) => {
    if (event.target.closest("[data-dismiss-print]")) note.replaceChildren();
  });
  document.addEventListener("htmx:ws:after:message:incoming", showOwn);
  document.addEventListener("htmx:after:swap", showOwn);
  document.documentElement.dataset.prints = printer ? "on" : "off";
  return { ask, checkedIn, show, owns: (html) => html.includes('data-outcome="print_') };
}
