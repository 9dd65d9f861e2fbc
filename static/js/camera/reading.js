/* Decides what a reading of the camera is worth: a badge to send, a code to refuse, or something already answered.
   Called by desk.js and scan.js for every frame that showed a code; time comes in as an argument, so that it can be
   tried alone. `codeOf` says what is a badge. */

import { codeOfScan } from "./codes.js";

/* A badge that stays in front of the camera is one scan, however long. It is a new scan when it was out of sight for
   a while and its last one is some time ago. */
const OUT_OF_SIGHT_MS = 1500;
const SAME_AGAIN_MS = 3000;

/* Two badges in one frame are two scans, but the first answer must be seen before the second covers it. */
const SIDE_BY_SIDE_MS = 1000;

/* A good code gives a few bad frames while it moves; a broken one gives only bad frames. */
const BROKEN_AFTER_MS = 1200;
const BROKEN_AFTER_FRAMES = 5;
const BROKEN_GAP_MS = 600;

export function createReading({ codeOf = codeOfScan, onBadge, onForeign, onBroken }) {
  const known = new Map(); /* code → {taken, seen}; each by itself, so that two badges do not flicker */
  let newest = "";
  let broken = null;

  /** texts: what one frame showed, the nearest to the middle first; none when its codes could not be read. */
  function read(texts, now) {
    if (texts.length === 0) return sawBroken(now);
    broken = null;
    const badges = texts.map(codeOf).filter(Boolean);
    const inView = badges.length ? badges : [`foreign ${texts[0]}`];
    const fresh = inView.filter((code) => isNews(code, now));
    if (fresh.length === 0 || (inView.includes(newest) && now - known.get(newest).taken < SIDE_BY_SIDE_MS)) return;
    take(fresh[0], now);
    if (badges.length) onBadge(fresh[0]);
    else onForeign();
  }

  /* Seeing a known code keeps it known. */
  function isNews(code, now) {
    const last = known.get(code);
    if (!last || (now - last.seen > OUT_OF_SIGHT_MS && now - last.taken > SAME_AGAIN_MS)) return true;
    last.seen = now;
    return false;
  }

  function take(code, now) {
    for (const [old, { seen, taken }] of known) {
      if (now - seen > OUT_OF_SIGHT_MS && now - taken > SAME_AGAIN_MS) known.delete(old);
    }
    known.set(code, { taken: now, seen: now });
    newest = code;
  }

  function sawBroken(now) {
    if (!broken || now - broken.last > BROKEN_GAP_MS) broken = { since: now, frames: 0 };
    broken.last = now;
    broken.frames += 1;
    if (broken.frames < BROKEN_AFTER_FRAMES || now - broken.since < BROKEN_AFTER_MS) return;
    if (!isNews("broken", now)) return;
    take("broken", now);
    onBroken();
  }

  return { read };
}
