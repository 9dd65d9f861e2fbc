/* Push on this device: may it come, is it on; turning it on and off. Called by push.js. Push belongs to a login: who
   turned it on here is remembered, so that nobody else's login turns it on by itself. */

import { recall, remember } from "../keep.js";

const WORKER = "/service-worker.js";
const KEY = "/attendee/push/key";
const SUBSCRIPTIONS = "/attendee/push/subscriptions";
const ENDED = "/attendee/push/subscriptions/end";
const TEST = "/attendee/push/test";
const LOOKED_AFTER = "netevent.push-looked-after"; // in this visit
const READER = "push.reader";
const TOLD = "push.told"; // what the server was told last, of which login

/** "on", "off", "denied", "home" (a phone that wants the site on its home screen first) or "none". */
export async function state() {
  if (!canPush()) return isBesideHomeScreen() ? "home" : "none";
  if (Notification.permission === "denied") return "denied";
  return Notification.permission === "granted" && isWanted() && (await current()) ? "on" : "off";
}

/** Called by a tap: browsers ask only then. Gives the new state. */
export async function allow() {
  const permission = await Notification.requestPermission();
  if (permission !== "granted") return permission === "denied" ? "denied" : "off";
  await subscribe();
  remember(READER, reader());
  return "on";
}

export async function end() {
  remember(READER, "");
  remember(TOLD, "");
  const subscription = await current();
  if (!subscription) return;
  await Promise.allSettled([post(ENDED, { endpoint: subscription.endpoint }), subscription.unsubscribe()]);
}

export async function test() {
  const subscription = await current();
  await post(TEST, { endpoint: subscription?.endpoint });
}

/** Once in a visit of a login: the server may have a new key or not know this login yet, the browser may have lost its address.
    Gives whether the server was told something. */
export async function lookAfter() {
  if (!canPush() || Notification.permission !== "granted" || !isWanted()) return false;
  const login = await sum(token());
  if (sessionStorage.getItem(LOOKED_AFTER) === login) return false;
  sessionStorage.setItem(LOOKED_AFTER, login);
  return subscribe();
}

export function isWanted() {
  return recall(READER) !== "" && recall(READER) === reader();
}

function canPush() {
  return "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
}

function isBesideHomeScreen() {
  return navigator.standalone === false;
}

function reader() {
  return document.querySelector("[data-reader]").dataset.reader;
}

async function current() {
  const registration = await navigator.serviceWorker.getRegistration("/");
  return (await registration?.pushManager.getSubscription()) ?? null;
}

/** Gives whether the server did not know it yet. */
async function subscribe() {
  await navigator.serviceWorker.register(WORKER, { scope: "/", updateViaCache: "none" });
  const { pushManager } = await navigator.serviceWorker.ready;
  const subscription = await subscribed(pushManager, bytes((await ask(KEY)).key));
  const told = await sum(`${subscription.endpoint} ${token()}`);
  if (told === recall(TOLD)) return false;
  const { endpoint, keys } = subscription.toJSON();
  await post(SUBSCRIPTIONS, { endpoint, keys });
  remember(TOLD, told);
  return true;
}

async function subscribed(manager, key) {
  const old = await manager.getSubscription();
  if (old && isSame(old.options.applicationServerKey, key)) return old;
  await old?.unsubscribe();
  return manager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
}

async function ask(address) {
  const answer = await fetch(address, { headers: { "Accept": "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

async function post(address, said) {
  const headers = { "Content-Type": "application/json", "Accept": "application/json", "X-CSRF-Token": token() };
  const answer = await fetch(address, { method: "POST", headers, body: JSON.stringify(said) });
  if (!answer.ok) throw new Error(String(answer.status));
}

/** Another one for each login. */
function token() {
  return document.querySelector("meta[name=csrf-token]").content;
}

async function sum(text) {
  return [...new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)))].join(".");
}

// base64url, as the server writes it.
function bytes(written) {
  return Uint8Array.from(atob(written.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
}

function isSame(buffer, key) {
  const known = new Uint8Array(buffer ?? []);
  return known.length === key.length && known.every((byte, place) => byte === key[place]);
}
