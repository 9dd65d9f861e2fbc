// Follows the page's live socket (htmx's hx-ws) and says on <html data-live="on|paused"> whether what is on screen
// is live. While paused it fetches `data-poll` of the connecting element every five seconds. A socket that stays
// silent (Wi-Fi gone without a goodbye) counts as lost. Loaded by layouts/base.html on every page.
(() => {
  "use strict";

  const SILENCE = 25_000; // the server says something at least every 10 s
  const POLL = 5_000;
  const TICK = 1_000;
  const LOGGED_OUT = 4401;
  const RELOADED = "netevent-reloaded";

  const SEEN = /<!-- live (\S+) -->/; // what the page has been given now

  const LEAVING = 15_000; // so long an answer to a form may take

  const CONNECTING = 10_000; // longer than this a connection attempt hangs

  const live = { element: null, connection: null, seen: "", tried: Date.now(), heard: 0, polled: 0, polling: false, left: 0 };

  function start() {
    document.addEventListener("htmx:ws:before:connection", (event) => tried(event.target, event.detail.connection));
    document.addEventListener("htmx:ws:after:connection", heard);
    document.addEventListener("htmx:ws:before:message:incoming", heard);
    document.addEventListener("htmx:ws:after:message:incoming", (event) => shown(event.detail.message.data));
    document.addEventListener("htmx:ws:close", (event) => closed(event.target, event.detail));
    window.addEventListener("submit", left);
    window.addEventListener("offline", pause);
    window.addEventListener("online", reconnect);
    setInterval(watch, TICK);
  }

  function tried(element, connection) {
    Object.assign(live, { element, connection, tried: Date.now() });
    if (live.seen) connection.url = withSeen(connection.url);
  }

  // Told what the page has, the server sends nothing to one that comes back and has missed nothing.
  function withSeen(address) {
    const url = new URL(address);
    url.searchParams.set("seen", live.seen);
    return url.href;
  }

  function shown(text) {
    live.seen = SEEN.exec(text)?.[1] ?? live.seen;
  }

  function heard() {
    live.heard = Date.now();
    if (state() === "on") return;
    document.documentElement.dataset.live = "on";
    // For parts of pages that the socket does not bring when it connects: `fresh_when_live` in layouts/_macros.html.
    document.dispatchEvent(new CustomEvent("netevent:live"));
  }

  function closed(element, { code, reason }) {
    if (reason === "removed") return;
    live.element = element;
    pause();
    if (code === LOGGED_OUT) reloadOnce();
  }

  function pause() {
    if (!connecting() || state() === "paused") return;
    document.documentElement.dataset.live = "paused";
    live.polled = Date.now();
  }

  function watch() {
    if (!connecting()) return;
    if (isLost()) reconnect();
    if (state() === undefined && Date.now() - live.tried > POLL) pause();
    if (state() === "paused" && Date.now() - live.polled >= POLL) poll();
  }

  // Closing a socket on a dead network can take a minute, so hx-ws is told at once that it is gone: it then drops
  // the old one and connects anew.
  function reconnect() {
    pause();
    const socket = live.connection?.socket;
    if (socket?.readyState <= WebSocket.OPEN) socket.dispatchEvent(new CloseEvent("close", { code: 1006 }));
  }

  function isLost() {
    const socket = live.connection?.socket;
    if (socket?.readyState === WebSocket.OPEN) return Date.now() - live.heard > SILENCE;
    return socket?.readyState === WebSocket.CONNECTING && Date.now() - live.tried > CONNECTING;
  }

  function state() {
    return document.documentElement.dataset.live;
  }

  function connecting() {
    if (!live.element?.isConnected) live.element = document.querySelector("[hx-ws\\:connect]");
    return live.element;
  }

  async function poll() {
    const path = connecting()?.dataset.poll;
    live.polled = Date.now();
    if (!path || live.polling || document.hidden) return;
    live.polling = true;
    try {
      await show(await ask(path));
    } catch {
      // No network either: the next poll tries again.
    } finally {
      live.polling = false;
      live.polled = Date.now();
    }
  }

  function ask(path) {
    const headers = { "HX-Request": "true" };
    return fetch(path, { headers, credentials: "same-origin", redirect: "manual", signal: AbortSignal.timeout(POLL) });
  }

  async function show(response) {
    if (response.type === "opaqueredirect" || response.status === 401) return reloadOnce();
    if (!response.ok) return;
    const text = await response.text();
    if (state() === "on") return; // the socket was quicker, and newer
    await htmx.swap({ sourceElement: live.element, target: live.element, swap: "none", text });
  }

  // A form that takes the page along: what it does may end the page's socket before its answer is there.
  function left(event) {
    if (!event.defaultPrevented) live.left = Date.now();
  }

  // Logged out or removed: the page itself says so. Once in ten seconds, so that no page can reload for ever.
  function reloadOnce() {
    if (Date.now() - live.left < LEAVING) return;
    if (Date.now() - Number(sessionStorage.getItem(RELOADED) ?? 0) < 10_000) return;
    sessionStorage.setItem(RELOADED, String(Date.now()));
    location.reload();
  }

  start();
})();
