/* The page of a print station (templates/badges/stations/page.html): asks for the next badge whenever the socket says
   that there is work, prints it, and says what came out. One page of a station works; the others say so. */

import { newUuid, recall, remember } from "../keep.js";
import { printPicture } from "./sheet.js";

const ALIVE_MS = 15_000;
const RETRY_MS = 3_000;
const RUNNER = "netevent.print-runner";

const station = document.getElementById("print-station");
const sheet = document.getElementById("print-sheet");
const csrfToken = document.querySelector('meta[name="csrf-token"]').content;
const silent = station.querySelector('[data-keeps="silent"]');
const runner = ownRunner();
const now = { working: false, again: false, arrived: false, stopped: "", trouble: false, answer: null };

/* A page that loads again is the same; a copy of its tab is another. */
function ownRunner() {
  const kept = sessionStorage.getItem(RUNNER);
  sessionStorage.removeItem(RUNNER);
  return kept || newUuid();
}

function show(name, who = "") {
  for (const part of station.querySelectorAll("[data-shows]")) part.hidden = part.dataset.shows !== name;
  for (const spot of station.querySelectorAll("[data-name]")) spot.textContent = who;
  station.dataset.now = name;
}

/* {status, told}; status 0: no network. */
async function post(path, fields = {}) {
  try {
    const response = await fetch(path, {
      method: "POST",
      headers: { "X-CSRF-Token": csrfToken, Accept: "application/json" },
      body: new URLSearchParams({ runner, ...fields }),
      credentials: "same-origin",
      redirect: "manual",
      signal: AbortSignal.timeout(10_000),
    });
    const told = response.ok && response.status !== 204 ? await response.json() : null;
    return { status: response.status, told };
  } catch {
    return { status: 0, told: null };
  }
}

/* What no badge can be printed after: another page prints, or the station is gone. */
function stopFor({ status }) {
  if (status === 409) now.stopped = "elsewhere";
  else if (status === 410) now.stopped = "gone";
  else if (status === 403) location.reload(); /* the page's token is another login's */
  if (now.stopped) show(now.stopped);
  return Boolean(now.stopped);
}

async function arrive(takesOver = false) {
  now.stopped = "";
  const said = await post(station.dataset.arrive, { takes_over: takesOver ? "1" : "0" });
  now.arrived = said.status === 200;
  if (now.arrived) return work();
  if (!stopFor(said)) {
    show("offline");
    setTimeout(() => arrive(takesOver), RETRY_MS);
  }
}

/* One at a time. Who asks meanwhile lets it look once more: its last look may have been a moment too early. */
async function work() {
  now.again = true;
  if (now.working || !now.arrived || now.stopped || now.trouble) return;
  now.working = true;
  try {
    while (now.again) {
      now.again = false;
      while (await turn());
    }
  } finally {
    now.working = false;
  }
}

/* True: there may be more. */
async function turn() {
  const said = await post(station.dataset.next);
  if (stopFor(said)) return false;
  if (!said.told) {
    show("offline");
    setTimeout(work, RETRY_MS);
    return false;
  }
  const { job, station: about } = said.told;
  if (!job) {
    show(about.is_paused ? "paused" : "ready");
    return false;
  }
  return settle(job, await print(job, about));
}

async function print(job, about) {
  show("printing", job.name);
  try {
    await printPicture(sheet, job.picture, about.width, about.height);
  } catch {
    return "failed"; /* the picture did not arrive: nothing was printed */
  }
  if (silent.checked) return "printed";
  show("asking", job.name);
  return new Promise((resolve) => (now.answer = resolve));
}

/* Said until it is heard: a badge that came out must not come out again. */
async function settle(job, result) {
  const fields = { result, code: result === "failed" ? "not_out" : "" };
  for (;;) {
    const said = await post(job.end, fields);
    if (said.status === 410) return !stopFor(said);
    if (said.status >= 200 && said.status < 500 && said.status !== 429) return true; /* 409: another has it by now */
    show("offline", job.name);
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}

async function setTrouble(is) {
  now.trouble = is;
  show(is ? "trouble" : "starting");
  stopFor(await post(station.dataset.state, { code: is ? "problem" : "" }));
  if (!is) work();
}

/* Where another page prints, this one is next when that falls silent: nobody may be there to press the button after the
   computer was switched off and on. */
async function alive() {
  if (now.stopped === "elsewhere") return arrive();
  if (!now.arrived || now.stopped) return;
  if (!stopFor(await post(station.dataset.state, { code: now.trouble ? "problem" : "" }))) work();
}

function pressed(event) {
  const { act } = event.target.closest("[data-act]")?.dataset ?? {};
  if (act === "printed" || act === "failed") now.answer?.(act);
  if (act === "trouble") setTrouble(true);
  if (act === "works") setTrouble(false);
  if (act === "take-over") arrive(true);
}

function leave() {
  if (!now.arrived || now.stopped) return;
  sessionStorage.setItem(RUNNER, runner);
  navigator.sendBeacon(station.dataset.leave, new URLSearchParams({ runner, csrf_token: csrfToken }));
  now.arrived = false;
}

/* The screen of the computer stays on: a sleeping one prints nothing. */
async function stayAwake() {
  if (document.visibilityState !== "visible") return;
  try {
    await navigator.wakeLock?.request("screen");
  } catch {
    /* the battery is low, or the browser does not allow it: the page works all the same */
  }
}

silent.checked = recall("prints-silently") === "yes";
silent.addEventListener("change", () => remember("prints-silently", silent.checked ? "yes" : ""));
station.addEventListener("click", pressed);
document.addEventListener("htmx:ws:after:message:incoming", work);
document.addEventListener("htmx:after:swap", work);
document.addEventListener("netevent:live", work);
document.addEventListener("visibilitychange", stayAwake);
window.addEventListener("pagehide", leave);
window.addEventListener("pageshow", (event) => event.persisted && arrive());
setInterval(alive, ALIVE_MS);
stayAwake();
arrive();
