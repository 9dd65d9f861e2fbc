/* Starts the parts of the check-in desk (templates/checkin/desk.html) and lets them speak: camera, field and buttons
   give scans; the outbox sends them; the answer shows what came of it. */

import { createAnswer } from "./answer.js";
import { createCamera } from "../camera/camera.js";
import { createFeedback, isOn, switchOn } from "./feedback.js";
import { createGate } from "./gate.js";
import { createLateList } from "./late.js";
import { createOutbox } from "./outbox.js";
import { createPrinting } from "./printing.js";
import { createReading } from "../camera/reading.js";
import { createScannerField } from "./scanner-field.js";
import { createClock } from "./time.js";

const desk = document.getElementById("desk");
const at = (id) => document.getElementById(id);
/* The door's is the event's number; a room's has a name before it, so that a device keeps their scans apart. */
const deskKey = Number(desk.dataset.desk) || desk.dataset.desk;
const { checkInPath } = desk.dataset;

const clock = createClock(Number(desk.dataset.now), desk.dataset.zone, desk.dataset.hours);
const gate = createGate({
  deskKey,
  select: at("desk-gate"),
  question: at("desk-gate-question"),
  live: at("desk-live"),
});
const answer = createAnswer({
  place: at("desk-answer"),
  templates: at("desk-own-answers"),
  feedback: createFeedback(),
  gateName: gate.name,
  clock: clock.now,
});
const late = createLateList(at("desk-late"));
const field = createScannerField({
  field: at("desk-field"),
  search: at("desk-search"),
  found: at("desk-found"),
  onBadge: (code) => scan({ code }),
  onForeign: () => answer.showOwn("not_readable"),
});
const reading = createReading({
  onBadge: (code) => scan({ code }),
  onForeign: () => answer.showOwn("not_readable"),
  onBroken: () => answer.showOwn("broken"),
});
const camera = createCamera({
  finder: at("desk-finder"),
  onCodes: reading.read,
});
/* A promise: the camera need not wait for the database, the first scan does. */
const outbox = createOutbox({
  deskKey,
  csrfToken: document.querySelector('meta[name="csrf-token"]').content,
  onWaiting: showWaiting,
  onLate: cameLate,
  onRefused: () => answer.showOwn("refused"),
  onLoggedOut: () => (at("desk-login").hidden = false),
});
const printing = createPrinting({
  deskKey,
  path: desk.dataset.printPath,
  given: desk.dataset.printer,
  note: at("desk-print-note"),
  sheet: () => at("print-sheet"),
  jobs: () => at("desk-print-jobs"),
  stamp: clock.stamp,
  send: async (path, fields, onNumber) => (await outbox).send(path, fields, onNumber),
});
const FRESH_MS = 2500; /* so long the person of a scan still stands at the desk */
let latest = 0;
let kept = { scanId: "", at: 0 };

async function scan(who, path = checkInPath) {
  const mine = ++latest;
  const fields = { ...who, gate: gate.id(), scanned_at: clock.stamp() };
  at("desk-finder").classList.add("sending");
  const result = await (await outbox).send(path, fields);
  at("desk-finder").classList.remove("sending");
  if (result.html) at("desk-login").hidden = true;
  if (mine === latest || result.html) present(result);
}

function present(result) {
  if (result.html) {
    answer.show(result.html);
    printing.checkedIn(at("desk-answer").querySelector('[data-outcome="checked_in"]'));
  } else answer.showOwn(result.refused ? "refused" : result.loggedOut ? "logged_out" : "not_sent");
  if (result.kept) kept = { scanId: result.scanId, at: performance.now() };
}

function cameLate(html, scanId) {
  if (printing.owns(html)) return printing.show(html);
  if (scanId === kept.scanId && performance.now() - kept.at < FRESH_MS) answer.show(html);
  else late.add(html);
}

function showWaiting(count) {
  at("desk-waiting").hidden = count === 0;
  at("desk-waiting-count").textContent = count.toLocaleString(document.documentElement.lang);
}

/* "Check in" beside a name and every "Undo" are buttons of two forms of the page: without this script they post by
   themselves, with it they go through the outbox like any scan. */
function submitted(event) {
  if (!["desk-check-in", "desk-undo", "desk-print"].includes(event.target.id)) return;
  event.preventDefault();
  const button = event.submitter;
  if (!button?.value) return;
  if (event.target.id === "desk-print") return printing.ask(button.value, "again" in button.dataset);
  answer.close();
  field.clear();
  field.takeFocus(); /* the list went, and the focused button with it */
  scan({ attendee_id: button.value }, new URL(event.target.action).pathname);
}

function pressed(event) {
  if (!event.target.closest("[data-find-by-name]")) return;
  event.preventDefault();
  answer.close();
  field.invite();
}

function startSettings() {
  for (const box of document.querySelectorAll("input[data-sense]")) {
    const { sense } = box.dataset;
    box.checked = sense === "camera" ? camera.isOn() : isOn(sense);
    const set = sense === "camera" ? camera.setOn : (on) => switchOn(sense, on);
    box.addEventListener("change", () => set(box.checked));
  }
}

const backAgain = async () => (await outbox).retryNow();
window.addEventListener("online", backAgain);
document.addEventListener("htmx:ws:after:connection", backAgain);
document.addEventListener("submit", submitted);
document.addEventListener("click", pressed);
startSettings();
gate.start();
field.start();
camera.start();
