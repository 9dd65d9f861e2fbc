// Asks whether this device may be sent push, where it is worth something: after a request, a proposal or a place in a
// line. Never by itself when a page opens, once in a visit, and not for weeks after "not now". Its card is
// templates/push/_ask.html; the part of the page of notifications is templates/push/_here.html. Loaded by
// layouts/attendee.html.

import { recall, remember } from "./keep.js";
import { allow, end, isWanted, lookAfter, state, test } from "./push/device.js";
import { watchToasts } from "./push/toasts.js";

const LATER = "push.later";
const WEEKS = 3 * 7 * 24 * 3600 * 1000;
const ASKED = "netevent.push-asked"; // in this visit
const SENT = "netevent.push-sent"; // a form whose answer is a page of its own
const CHANGES = ["allow", "end"];
const RECENT = 60_000; // so long an answer to a tap may take
const PATIENCE = 1_500; // so long a logout waits

const card = document.getElementById("push-ask");
const here = document.getElementById("push-here");
const main = document.getElementById("main");
let tapped = 0;
let worth = count();
let installing = null;

document.addEventListener("click", (event) => {
  if (event.target.closest("button[hx-post]")) tapped = Date.now();
  const button = event.target.closest("[data-push-do]");
  if (button) act(button.dataset.pushDo, button.closest("#push-ask, #push-here"));
});
document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-push-after]")) sessionStorage.setItem(SENT, String(Date.now()));
});
document.addEventListener("submit", leave);
addEventListener("beforeinstallprompt", (event) => {
  if (!here) return;
  event.preventDefault();
  offerInstalling(event);
});
addEventListener("appinstalled", () => offerInstalling(null));
new MutationObserver(look).observe(main, { childList: true, subtree: true, attributeFilter: ["data-push-worth"] });

watchToasts();
if (worth > 0 && isRecent(Number(sessionStorage.getItem(SENT)))) offer();
sessionStorage.removeItem(SENT); // the answer is this page, and no later one
begin();

/** A device that was taken out of the list on the server is told nothing more, and knows it then. */
async function begin() {
  const isTold = await lookAfter().catch(() => true);
  if (!here) return;
  if (!isTold && isWanted() && !("known" in here.dataset)) await end();
  show(here, await state());
}

// ---- when ------------------------------------------------------------------------------------------------

function count() {
  return main.querySelectorAll("[data-push-worth]").length;
}

/** Something that is worth it has come by a tap: what the socket brings is nobody's doing here. */
function look() {
  const before = worth;
  worth = count();
  if (worth > before && isRecent(tapped)) offer();
}

function isRecent(moment) {
  return Date.now() - moment < RECENT;
}

async function offer() {
  if (here || sessionStorage.getItem(ASKED) || Date.now() < Number(recall(LATER))) return;
  if (!["off", "home"].includes(await state())) return;
  sessionStorage.setItem(ASKED, "1");
  show(card, "off");
}

// ---- what is said ----------------------------------------------------------------------------------------

const acts = {
  allow: async (place) => ((await state()) === "home" ? "home" : allowed(place)),
  end: async () => {
    putOff();
    await end();
    return "off";
  },
  test: async (place) => {
    await test();
    say(place, "sent");
    return "on";
  },
  later: async () => {
    putOff();
    return "";
  },
  close: async () => "",
  install: async () => {
    await installing?.prompt();
    offerInstalling(null);
    return state();
  },
};

async function act(name, place) {
  say(place, "");
  try {
    show(place, await acts[name](place));
    if (place === here && CHANGES.includes(name)) location.reload(); // the list of devices is another one
  } catch {
    say(place, "failed");
  }
}

/** Who says no to the browser is not told more on the card; the page of notifications says how to allow it again. */
async function allowed(place) {
  const found = await allow();
  return place === card && found !== "on" ? "" : found;
}

function putOff() {
  remember(LATER, String(Date.now() + WEEKS));
}

function show(place, name) {
  for (const part of place.querySelectorAll("[data-push]")) part.hidden = part.dataset.push !== name;
}

function say(place, name) {
  for (const part of place.querySelectorAll("[data-push-said]")) part.hidden = part.dataset.pushSaid !== name;
}

function offerInstalling(event) {
  installing = event;
  const part = here?.querySelector("[data-push-install]");
  if (part) part.hidden = event === null;
}

// ---- logging out -----------------------------------------------------------------------------------------

/** The server ends what belongs to the login; the browser's own part is ended here, if that does not take long. */
async function leave(event) {
  const form = event.target;
  if (!form.matches("[data-ends-push]") || !isWanted()) return;
  event.preventDefault();
  await Promise.race([end(), new Promise((over) => setTimeout(over, PATIENCE))]);
  form.requestSubmit(event.submitter);
}
