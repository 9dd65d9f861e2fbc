// The service worker: shows what the server pushes, while no page of ours is looked at. It has no texts; they come
// encrypted from the server, in their reader's language. It answers no page's requests and keeps nothing of them, so
// nothing that a page shows can be old. Registered by push.js; served at the root by netevent/webapp.
"use strict";

const ICON = "/static/icons/app-192.png";
const SIGN = "/static/icons/badge-96.png"; // one colour, for the phone's status line
const START = "/start";
const RENEWED = "/attendee/push/renewed";
const OF_ATTENDEES = /^\/(attendee|appointments)(\/|$)/;
const APPLE = /(^|\.)push\.apple\.com$/;
const ANSWERS = 3_000; // so long an open page may take to show it itself

// A newer worker takes over at once: an older one has nothing that a page is waiting for.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("push", (event) => event.waitUntil(take(said(event.data))));
self.addEventListener("notificationclick", (event) => event.waitUntil(open(event.notification)));
self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renew(event)));

/** What the server said; nothing where it is no object of JSON. */
function said(data) {
  try {
    return data?.json() ?? {};
  } catch {
    return {};
  }
}

async function take(message) {
  if (message.do === "close") await close(message.tags);
  if (message.do === "show" && isText(message.title)) await show(message);
}

async function show(message) {
  if (await isOnAPage(message.tag)) return;
  await self.registration.showNotification(message.title, shownAs(message));
}

/** One with the same tag takes the place of the older one, and is heard again. */
function shownAs({ body, tag, url, lang, dir }) {
  return {
    body: isText(body) ? body : "",
    tag: isText(tag) ? tag : "",
    renotify: isText(tag),
    lang: isText(lang) ? lang : "",
    dir: ["ltr", "rtl"].includes(dir) ? dir : "auto",
    icon: ICON,
    badge: SIGN,
    timestamp: Date.now(),
    data: { url },
  };
}

/** Whether a page that is looked at shows the toast. Safari wants a notification for each push, whatever is open. */
async function isOnAPage(tag) {
  if (!isText(tag) || (await isApples())) return false;
  const looked = (await pages()).filter((page) => page.visibilityState === "visible" && page.focused);
  const answers = await Promise.all(looked.map((page) => asked(page, tag)));
  return answers.includes(true);
}

async function isApples() {
  const subscription = await self.registration.pushManager.getSubscription();
  return subscription !== null && APPLE.test(new URL(subscription.endpoint).hostname);
}

/** Answered by push.js, once the toast is there. A page without it, or with another reader's, does not answer. */
function asked(page, tag) {
  return new Promise((answer) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => answer(true);
    setTimeout(() => answer(false), ANSWERS);
    page.postMessage({ do: "shown", tag }, [port2]);
  });
}

async function close(tags) {
  if (!Array.isArray(tags)) return;
  const standing = await self.registration.getNotifications();
  for (const one of standing) if (one.tag && tags.includes(one.tag)) one.close();
}

async function open(notification) {
  notification.close();
  const address = ours(notification.data?.url);
  const page = (await pages()).find((one) => OF_ATTENDEES.test(new URL(one.url).pathname));
  if (!(page && (await led(page, address)))) await self.clients.openWindow(address);
}

/** A page of the attendee's that is open goes there. No desk is led away. */
async function led(page, address) {
  try {
    await page.focus();
    return (await page.navigate(address)) !== null;
  } catch {
    return false;
  }
}

/** The address where it is this site's, else where one starts. */
function ours(address) {
  try {
    const url = new URL(isText(address) ? address : START, self.location.origin);
    if (url.origin === self.location.origin) return url.href;
  } catch {
    // No address at all.
  }
  return new URL(START, self.location.origin).href;
}

/** The browser's maker has given the subscription another address. Where it does not say which one that was, the next
    page that is opened tells the server: push.js. */
async function renew({ oldSubscription, newSubscription }) {
  if (!oldSubscription) return;
  const manager = self.registration.pushManager;
  const renewed = newSubscription ?? (await manager.subscribe(oldSubscription.options));
  const { endpoint, keys } = renewed.toJSON();
  const body = JSON.stringify({ old_endpoint: oldSubscription.endpoint, endpoint, keys });
  await fetch(RENEWED, { method: "POST", headers: { "Content-Type": "application/json" }, body });
}

function pages() {
  return self.clients.matchAll({ type: "window", includeUncontrolled: true });
}

function isText(value) {
  return typeof value === "string" && value !== "";
}
