/* The server's time on a device whose own clock may be wrong. Called by desk.js and walk-in-badges.js. */

/* 09:14:22 or 9:14:22 AM, like the filter `clock` of the templates. */
const AS_THE_SERVER = {
  12: { hour: "numeric", minute: "2-digit", second: "2-digit", hourCycle: "h12" },
  24: { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
};

/** serverMs: epoch milliseconds when the server rendered the page; zone: the event's; hours: the clock's, 12 or 24. */
export function createClock(serverMs, zone, hours) {
  const skew = serverMs - renderedAt();
  const show = new Intl.DateTimeFormat(document.documentElement.lang, { ...AS_THE_SERVER[hours], timeZone: zone });
  const now = () => new Date(Date.now() + skew);
  return { stamp: () => now().toISOString(), now: () => show.format(now()) };
}

/* The page's own moment of rendering is best known by when its first byte came; a slow download must not count. */
function renderedAt() {
  const [visit] = performance.getEntriesByType("navigation");
  return performance.timeOrigin + (visit?.responseStart ?? 0);
}
