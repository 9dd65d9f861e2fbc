/* The attendee's camera (templates/connections/scanning/scan.html): a badge that it reads is posted like a typed code, and the
   card comes into the sheet under it. The camera stays on; who writes a message is not disturbed by the next badge. */

import { createCamera } from "./camera/camera.js";
import { codeOfOwnBadge } from "./camera/codes.js";
import { createReading } from "./camera/reading.js";

const at = (id) => document.getElementById(id);
const [finder, note, sheet, read] = [at("scan-finder"), at("scan-note"), at("scan-sheet"), at("scan-read")];

const reading = createReading({
  codeOf: (text) => codeOfOwnBadge(text, finder.dataset.baseUrl),
  onBadge: send,
  onForeign: () => say("foreign"),
  onBroken: () => say("broken"),
});
const camera = createCamera({
  finder,
  onCodes: (texts, at) => isWriting() || reading.read(texts, at),
});

function send(code) {
  read.elements.code.value = code;
  read.requestSubmit();
}

function say(name) {
  const own = document.querySelector(`#scan-own-answers [data-answer="${name}"]`);
  note.replaceChildren(own.content.cloneNode(true));
}

function isWriting() {
  const message = sheet.querySelector("textarea");
  return Boolean(message && (message === document.activeElement || message.value.trim()));
}

function show() {
  note.replaceChildren();
  sheet.scrollIntoView({ block: "nearest" });
}

function closeSheet(event) {
  if (!event.target.closest("[data-next-badge]")) return;
  event.preventDefault();
  sheet.replaceChildren();
  finder.scrollIntoView({ block: "nearest" });
}

sheet.addEventListener("click", closeSheet);
for (const sender of [read, at("scan-typed"), sheet]) {
  sender.addEventListener("htmx:before:request", () => finder.classList.add("sending"));
  sender.addEventListener("htmx:finally:request", () => finder.classList.remove("sending"));
  sender.addEventListener("htmx:after:swap", show);
  sender.addEventListener("htmx:error", () => say("not_sent"));
}
camera.start();
