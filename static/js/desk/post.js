/* One scan, one POST. Called by outbox.js. Tells an answer of ours from everything else that a venue's network answers
   (a portal's log-in page, a proxy's error): only a fragment that carries data-outcome counts. */

const TIMEOUT_MS = 5000;

/** {html} answered; {refused} there is no such desk any more, or the scan will never be taken; {loggedOut}; {stumbled} the server itself failed on this
    scan; {} not reached. */
export async function postScan(scan, csrfToken) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), TIMEOUT_MS);
  try {
    const response = await fetch(scan.path, {
      method: "POST",
      headers: { "X-CSRF-Token": csrfToken, "X-Requested-With": "desk", "X-Page-Language": document.documentElement.lang, Accept: "text/html" },
      body: new URLSearchParams({ scan_id: scan.scan_id, ...scan.fields }),
      credentials: "same-origin",
      cache: "no-store",
      redirect: "manual", /* a redirect would lead to the log-in page */
      signal: stop.signal,
    });
    return await meaningOf(response);
  } catch {
    return {};
  } finally {
    clearTimeout(timer);
  }
}

async function meaningOf(response) {
  const { status, type } = response;
  if (status === 401 || status === 403 || type === "opaqueredirect") return { loggedOut: true };
  const html = await response.text();
  if (status < 500 && html.includes("data-outcome=")) return { html };
  if ([404, 409].includes(status) && html.includes("data-refusal")) return { refused: true };
  if (status === 429) return { retryAfterMs: 1000 * (Number(response.headers.get("Retry-After")) || 1) };
  const reached = status !== 502 && status !== 503 && status !== 504;
  return { stumbled: reached };
}
