/* Carries frames from the video to the worker, one at a time, and its answers back: texts, and at which time, as it
   passes while frames are looked at. Called by camera.js. A worker that dies or falls silent is replaced: nothing that
   a frame shows can stop the reading. */

const MAX_SIDE = 960; /* pixels: enough for a badge at arm's length, quick on an old phone */
const MIN_GAP_MS = 60;
const SILENT_AFTER_MS = 4000;
const AGAIN_MS = 1000;
const AGAIN_MAX_MS = 30000;
/* Between two frames no more time counts: what nobody looked at may have stayed before the camera. */
const LOOKED_MS = 500;
const FIRST_ANSWER_MS = 20000; /* the reader (1 MB) may have to come over the venue's network first */

export function createFrames({ video, workerUrl, onCodes, onReader }) {
  let worker = null;
  let ready = false;
  let inFlight = null;
  let running = false;
  let frameId = 0;
  let againMs = AGAIN_MS;
  let lastFrameAt = 0;
  let looked = 0;

  function start() {
    if (running) return;
    running = true;
    const now = performance.now();
    looked += now - lastFrameAt; /* while the camera is off, badges go */
    lastFrameAt = now;
    if (!worker) hireWorker();
    awaitFrame();
  }

  function stop() {
    running = false;
  }

  function hireWorker() {
    ready = false;
    inFlight = null;
    worker = new Worker(workerUrl);
    worker.addEventListener("message", ({ data }) => answered(data));
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      replaceWorker();
    });
  }

  function replaceWorker() {
    worker?.terminate();
    worker = null;
    inFlight = null;
    onReader(false);
    setTimeout(() => !worker && hireWorker(), againMs);
    againMs = Math.min(againMs * 2, AGAIN_MAX_MS);
  }

  function answered(answer) {
    if (answer.failed) return replaceWorker();
    if (!ready) onReader(true);
    ready = true;
    if (answer.texts) againMs = AGAIN_MS;
    if (answer.id === undefined || answer.id !== inFlight?.id) return;
    inFlight = null;
    if (running && (answer.texts.length || answer.broken)) onCodes(answer.texts, looked);
  }

  function awaitFrame() {
    if (!running) return;
    if (video.requestVideoFrameCallback) video.requestVideoFrameCallback(frameShown);
    else setTimeout(frameShown, MIN_GAP_MS);
  }

  async function frameShown() {
    const now = performance.now();
    if (inFlight && now - inFlight.at > (ready ? SILENT_AFTER_MS : FIRST_ANSWER_MS)) replaceWorker();
    if (running && worker && !inFlight && now - lastFrameAt >= MIN_GAP_MS) await sendFrame(now);
    awaitFrame();
  }

  async function sendFrame(now) {
    looked += Math.min(now - lastFrameAt, LOOKED_MS);
    lastFrameAt = now;
    inFlight = { id: ++frameId, at: now };
    try {
      const bitmap = await squareOf(video);
      worker.postMessage({ id: frameId, bitmap }, [bitmap]);
    } catch {
      inFlight = null; /* no picture yet, or the camera just went: the next frame tries again */
    }
  }

  return { start, stop };
}

/* The square that the viewfinder shows: what nobody sees is not read. */
function squareOf(video) {
  const side = Math.min(video.videoWidth, video.videoHeight);
  const scaled = Math.min(side, MAX_SIDE);
  const [left, top] = [(video.videoWidth - side) / 2, (video.videoHeight - side) / 2];
  return createImageBitmap(video, left, top, side, side, { resizeWidth: scaled, resizeHeight: scaled });
}
