/* The badge of somebody who was just added at the desk (templates/checkin/walk_ins/): comes out where this device's badges
   do. Apart from walk-in.js, which must be there before the first tap. */

import { newUuid } from "../keep.js";
import { postScan } from "./post.js";
import { createPrinting } from "./printing.js";
import { openStore } from "./store.js";
import { createClock } from "./time.js";

const at = (id) => document.getElementById(id);
const badges = at("desk-printing");
const deskKey = Number(badges.dataset.desk);
const clock = createClock(Number(badges.dataset.now), badges.dataset.zone, badges.dataset.hours);
const printing = createPrinting({
  deskKey,
  path: badges.dataset.printPath,
  given: badges.dataset.given,
  note: at("desk-print-note"),
  sheet: () => at("print-sheet"),
  jobs: () => at("desk-print-jobs"),
  stamp: clock.stamp,
  send: sendOrKeep,
});

/* What does not arrive is left to the outbox of the desk, which sends it with its scans. */
async function sendOrKeep(path, fields, onNumber) {
  const asked = { scan_id: newUuid(), event_id: deskKey, path, fields };
  onNumber(asked.scan_id);
  const result = await postScan(asked, document.querySelector('meta[name="csrf-token"]').content);
  if (result.html || result.refused) return result;
  await (await openStore()).add(asked);
  return { kept: true };
}

/* What becomes of the badge stands in the answer, which fills the screen. */
function swapped() {
  const answer = at("walk-in").querySelector(".answer:not([data-seen])");
  if (!answer) return;
  answer.dataset.seen = "";
  answer.querySelector(".who").append(badges);
  if (answer.dataset.outcome === "checked_in") printing.checkedIn(answer);
}

function submitted(event) {
  if (event.target.id !== "desk-print" || !event.submitter?.value) return;
  event.preventDefault();
  printing.ask(event.submitter.value, "again" in event.submitter.dataset);
}

document.addEventListener("htmx:after:swap", swapped);
document.addEventListener("submit", submitted);
swapped();
