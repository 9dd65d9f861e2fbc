/* Sends scans, keeps those that could not be sent, and sends them once the server is back. Called by desk.js.
   A scan is written down before it is sent and struck out when the server answered; a repeat carries the same scan_id,
   so the server gives the first answer and writes one row. One scan at a time, in the order of the door. */

import { newUuid } from "../keep.js";
import { openStore } from "./store.js";
import { postScan } from "./post.js";

const RETRY_MS = 5000;
const RETRY_MAX_MS = 30000;
const STUMBLES_IN_A_ROW = 3; /* so many, and the server is ill, not the scan */

/** onWaiting(n): how many have no answer. onLate(html): an answer that came after "not sent yet" had been shown.
    onRefused(): a scan that waited will never be taken: its desk is gone. */
export async function createOutbox({ deskKey, csrfToken, onWaiting, onLate, onRefused, onLoggedOut }) {
  const store = await openStore();
  const asking = new Map(); /* scan_id → who waits for the answer on the screen */
  const stumbles = new Set();
  let draining = null;
  let again = false;
  let down = false;
  let retryTimer = 0;
  let retryMs = RETRY_MS;

  /** Resolves to {html} with the server's answer, {refused} when it will never have one, {kept, scanId} when it waits,
      {loggedOut} when nobody is logged in. `onNumber` is told its number before it leaves. */
  async function send(path, fields, onNumber = () => {}) {
    const scan = { scan_id: newUuid(), event_id: deskKey, path, fields };
    onNumber(scan.scan_id);
    const answer = new Promise((resolve) => asking.set(scan.scan_id, resolve));
    await store.add(scan);
    if (down) settle(scan, keptAs(scan)); /* nobody stands through a time-out; the answer comes late */
    drain();
    return answer;
  }

  function settle(scan, result) {
    const resolve = asking.get(scan.scan_id);
    asking.delete(scan.scan_id);
    if (resolve) resolve(result);
    else if (result.html) onLate(result.html, scan.scan_id);
    else if (result.refused) onRefused();
  }

  /* A scan that arrives while others are on their way asks for one more round. */
  function drain() {
    again = true;
    draining ??= rounds().finally(() => (draining = null));
    return draining;
  }

  async function rounds() {
    while (again) {
      again = false;
      await round();
    }
  }

  async function round() {
    clearTimeout(retryTimer);
    let inARow = 0;
    for (const scan of await inTurn()) {
      const result = await postScan(scan, csrfToken);
      if (result.html || result.refused) await answered(scan, result);
      else if (!result.stumbled) return pause(result);
      else stumbledOver(scan);
      inARow = result.stumbled ? inARow + 1 : 0;
      if (inARow === STUMBLES_IN_A_ROW) return pause(result);
    }
    await count();
    if (stumbles.size > 0) retryLater();
  }

  /* In the order of the door; only a scan on which the server failed lets the others pass. */
  async function inTurn() {
    const waiting = await store.waiting(deskKey);
    const last = (scan) => Number(stumbles.has(scan.scan_id));
    return waiting.sort((one, other) => last(one) - last(other));
  }

  function stumbledOver(scan) {
    stumbles.add(scan.scan_id);
    settle(scan, keptAs(scan));
  }

  async function answered(scan, result) {
    down = false;
    retryMs = RETRY_MS;
    await store.remove(scan.seq);
    stumbles.delete(scan.scan_id);
    settle(scan, result);
    await count();
  }

  /* Everything that waits is told at once; nobody waits for the time-outs of earlier ones. */
  async function pause(result) {
    down = true;
    again = false;
    const waiting = await store.waiting(deskKey);
    for (const scan of waiting) settle(scan, result.loggedOut ? result : keptAs(scan));
    await count();
    if (result.loggedOut) onLoggedOut();
    retryLater(result.retryAfterMs);
  }

  function retryLater(askedMs = 0) {
    clearTimeout(retryTimer);
    retryTimer = setTimeout(drain, Math.max(askedMs, retryMs * (0.8 + 0.4 * Math.random())));
    retryMs = Math.min(retryMs * 1.5, RETRY_MAX_MS);
  }

  /** Called when the network or the socket is back. */
  function retryNow() {
    retryMs = RETRY_MS;
    return drain();
  }

  async function count() {
    onWaiting((await store.waiting(deskKey)).filter((scan) => !asking.has(scan.scan_id)).length);
  }

  await count();
  drain();
  return { send, retryNow };
}

function keptAs(scan) {
  return { kept: true, scanId: scan.scan_id };
}
