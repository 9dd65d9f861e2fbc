/* What an answer sounds and feels like; both can be switched off and are remembered on the device. Called by answer.js.
   The four sounds differ in pitch, number and direction, so that they are told apart in a noisy hall. */

import { recall, remember } from "../keep.js";

/* [frequency in Hz, start in s, length in s] */
const SOUNDS = {
  yes: [[880, 0, 0.09], [1318, 0.09, 0.16]],
  again: [[587, 0, 0.11], [587, 0.18, 0.11]],
  no: [[233, 0, 0.22], [175, 0.22, 0.34]],
  wait: [[494, 0, 0.07], [494, 0.12, 0.07], [494, 0.24, 0.07]],
};
const SHAPES = { yes: "sine", again: "triangle", no: "square", wait: "sine" };
const LOUDNESS = { yes: 0.35, again: 0.45, no: 0.22, wait: 0.3 };
const VIBRATIONS = { yes: [60], again: [70, 70, 70], no: [280, 90, 280], wait: [30, 50, 30, 50, 30] };

export function createFeedback() {
  let audio = null;

  /* Browsers keep a page silent until it was touched once; each touch and key tries. */
  function wake() {
    audio ??= window.AudioContext ? new AudioContext() : null;
    if (audio?.state === "suspended") audio.resume().catch(() => {});
  }

  function give(kind) {
    if (isOn("sound")) play(kind);
    if (isOn("vibration")) navigator.vibrate?.(VIBRATIONS[kind] ?? []);
  }

  function play(kind) {
    if (audio?.state !== "running") return;
    for (const [frequency, start, length] of SOUNDS[kind] ?? []) {
      tone(frequency, audio.currentTime + start, length, SHAPES[kind], LOUDNESS[kind]);
    }
  }

  function tone(frequency, start, length, shape, loudness) {
    const [source, volume] = [audio.createOscillator(), audio.createGain()];
    source.type = shape;
    source.frequency.value = frequency;
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(loudness, start + 0.01); /* no click at either end */
    volume.gain.setValueAtTime(loudness, start + length - 0.02);
    volume.gain.linearRampToValueAtTime(0, start + length);
    source.connect(volume).connect(audio.destination);
    source.start(start);
    source.stop(start + length);
  }

  document.addEventListener("pointerdown", wake);
  document.addEventListener("keydown", wake);
  return { give };
}

/** Both are on until someone switches them off on this device. */
export function isOn(sense) {
  return recall(`${sense}-off`) === "";
}

export function switchOn(sense, on) {
  remember(`${sense}-off`, on ? "" : "yes");
}
