/* The start of a check-in kiosk (templates/badges/kiosks/page/start.html): what the camera reads is sent like a typed code, a
   scanner's keys go into the field wherever the focus is, and the page hears that the kiosk was closed. */

import { createCamera } from "./camera/camera.js";
import { createReading } from "./camera/reading.js";

const ALIVE_MS = 20000;
const LAST = "kiosk-last-code";
/* Each step is a page of its own: a badge that was answered may still lie before the camera when the start is back. */
const STILL_THERE_MS = 4000;
let readingSince = 0;
const finder = document.getElementById("kiosk-finder");
const form = document.getElementById("kiosk-code");
const token = document.querySelector("meta[name=csrf-token]").content;
const foreign = document.getElementById("kiosk-foreign");
let sending = false;

const reading = createReading({
  onBadge: (code) => isStillThere(code) || send(code),
  onForeign: () => (foreign.hidden = false),
  onBroken: () => {},
});
const camera = createCamera({ finder, onCodes: (texts, at) => sending || reading.read(texts, at) });

function isStillThere(code) {
  return code === sessionStorage.getItem(LAST) && performance.now() - readingSince < STILL_THERE_MS;
}

/* On a slow device the first look comes late. */
function noteReading() {
  if (finder.dataset.camera === "reading") readingSince ||= performance.now();
}

function send(code) {
  if (sending) return;
  sending = true;
  finder.classList.add("sending");
  sessionStorage.setItem(LAST, code);
  form.elements.code.value = code;
  form.requestSubmit();
}

/* Nobody has touched a field: keys come from the scanner. */
function typed(event) {
  if (event.key.length === 1 && document.activeElement === document.body) form.elements.code.focus();
}

/* A network that is away for a moment closes no kiosk. */
async function tellAlive() {
  try {
    const answer = await fetch(form.dataset.alive, { method: "POST", headers: { "X-CSRF-Token": token, Accept: "application/json" } });
    if (answer.status === 403) window.location.reload();
  } catch {
    /* The next one comes in a moment. */
  }
}

document.addEventListener("keydown", typed);
window.addEventListener("pageshow", () => {
  sending = false;
  finder.classList.remove("sending");
});
new MutationObserver(noteReading).observe(finder, { attributeFilter: ["data-camera"] });
setInterval(tellAlive, ALIVE_MS);
camera.start();
tellAlive();
