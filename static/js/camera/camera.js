/* The camera that reads badges: asks for it, keeps it on between scans, lets it go while the page is hidden. Started by
   desk.js and scan.js. Shows one of the sentences [data-camera-says] when it cannot see, and the buttons that the device
   supports. */

import { createFrames } from "./frames.js";
import { recall, remember } from "../keep.js";

const CHOICE = "camera";
const SWITCHED_OFF = "camera-off";

export function createCamera({ finder, onCodes }) {
  const video = finder.querySelector("video");
  const torchButton = finder.querySelector("[data-torch]");
  const otherButton = finder.querySelector("[data-other-camera]");
  const frames = createFrames({
    video,
    workerUrl: finder.dataset.worker,
    onCodes,
    onReader: (works) => stream && say(works ? "reading" : "reader"),
  });
  let stream = null;
  let cameras = [];
  let attempt = 0;

  function start() {
    torchButton.addEventListener("click", switchTorch);
    otherButton.addEventListener("click", takeOther);
    finder.querySelectorAll("[data-camera-again]").forEach((button) => button.addEventListener("click", open));
    finder.querySelectorAll("[data-camera-on]").forEach((button) => button.addEventListener("click", () => setOn(true)));
    document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
    navigator.mediaDevices?.addEventListener?.("devicechange", listCameras);
    video.addEventListener("playing", () => say("reading"));
    return open();
  }

  async function open() {
    if (recall(SWITCHED_OFF)) return say("off");
    if (!window.isSecureContext || !navigator.mediaDevices?.getUserMedia) return say("insecure");
    const mine = ++attempt;
    say("asking");
    try {
      const opened = await openStream();
      if (mine !== attempt || document.hidden) return stopTracks(opened);
      show(opened);
    } catch (error) {
      if (mine === attempt) say(reasonOf(error));
    }
  }

  /* The camera of last time may be unplugged: then any camera is better than none. */
  async function openStream() {
    const chosen = recall(CHOICE);
    const size = { width: { ideal: 1280 }, height: { ideal: 960 } };
    const wanted = chosen ? { deviceId: { exact: chosen } } : { facingMode: { ideal: "environment" } };
    try {
      return await navigator.mediaDevices.getUserMedia({ video: { ...wanted, ...size }, audio: false });
    } catch (error) {
      if (!chosen || error.name === "NotAllowedError") throw error;
      return navigator.mediaDevices.getUserMedia({ video: { facingMode: { ideal: "environment" }, ...size } });
    }
  }

  function show(opened) {
    stopTracks(stream);
    stream = opened;
    video.srcObject = stream;
    video.play().catch(() => say("paused"));
    trackOf(stream).addEventListener("ended", open, { once: true }); /* unplugged, or taken by another program */
    frames.start();
    showTorch();
    return listCameras();
  }

  function close() {
    attempt += 1;
    frames.stop();
    stopTracks(stream);
    stream = null;
    video.srcObject = null;
  }

  function showTorch() {
    torchButton.hidden = !trackOf(stream)?.getCapabilities?.().torch;
    torchButton.setAttribute("aria-pressed", "false");
  }

  async function switchTorch() {
    const on = torchButton.getAttribute("aria-pressed") !== "true";
    try {
      await trackOf(stream).applyConstraints({ advanced: [{ torch: on }] });
      torchButton.setAttribute("aria-pressed", String(on));
    } catch {
      torchButton.hidden = true; /* the device promised a torch that it does not have */
    }
  }

  async function listCameras() {
    const devices = await navigator.mediaDevices.enumerateDevices();
    cameras = devices.filter((device) => device.kind === "videoinput");
    otherButton.hidden = cameras.length < 2;
  }

  function takeOther() {
    const now = trackOf(stream)?.getSettings().deviceId;
    const next = (cameras.findIndex((camera) => camera.deviceId === now) + 1) % cameras.length;
    remember(CHOICE, cameras[next].deviceId);
    close(); /* many phones cannot open the second camera while the first is on */
    return open();
  }

  function setOn(on) {
    remember(SWITCHED_OFF, on ? "" : "yes");
    close();
    return open();
  }

  function say(state) {
    finder.dataset.camera = state;
    finder.querySelectorAll("[data-camera-says]").forEach((sentence) => {
      sentence.hidden = !sentence.dataset.cameraSays.split(" ").includes(state);
    });
  }

  return { start, setOn, isOn: () => !recall(SWITCHED_OFF) };
}

function reasonOf(error) {
  if (error.name === "NotAllowedError" || error.name === "SecurityError") return "refused";
  if (error.name === "NotFoundError" || error.name === "OverconstrainedError") return "missing";
  return "busy";
}

function trackOf(stream) {
  return stream?.getVideoTracks()[0];
}

function stopTracks(stream) {
  stream?.getTracks().forEach((track) => track.stop());
}
