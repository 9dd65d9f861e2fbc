/* Toasts and notifications are of the same things, each with its tag: what an open page shows, no notification shows
   as well, and what was dealt with on the page is taken out of the phone's list. Called by push.js. */

const standing = new Set();
const asked = []; // {tag, port}: the worker wants to know whether the toast of a tag comes

export function watchToasts() {
  const place = document.querySelector(".toasts");
  navigator.serviceWorker?.addEventListener("message", ({ data, ports }) => {
    if (data?.do !== "shown") return;
    asked.push({ tag: data.tag, port: ports[0] });
    answer();
  });
  new MutationObserver(() => look(place)).observe(place, { childList: true, subtree: true, attributeFilter: ["data-tag"] });
  look(place);
}

function look(place) {
  const now = new Set([...place.querySelectorAll("[data-tag]")].map((one) => one.dataset.tag));
  const gone = [...standing].filter((tag) => !now.has(tag));
  standing.clear();
  for (const tag of now) standing.add(tag);
  answer();
  // Of many only the newest stand there: what is not among them may still wait.
  if (gone.length > 0 && !place.querySelector(".toast.more")) close(gone);
}

function answer() {
  for (const one of asked.filter(({ tag }) => standing.has(tag))) {
    one.port.postMessage(true);
    asked.splice(asked.indexOf(one), 1);
  }
}

async function close(tags) {
  const registration = await navigator.serviceWorker?.getRegistration("/");
  for (const one of (await registration?.getNotifications?.()) ?? []) if (tags.includes(one.tag)) one.close();
}
