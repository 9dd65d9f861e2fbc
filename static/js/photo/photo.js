/* The page of the own photo: the chosen picture is cut here and only the square is sent, which saves a bad network.
   Without this script the form sends the file itself. */

import { MAX_ZOOM, middleOf, moved, placeOf, zoomed } from "./crop.js";
import { listenToGestures } from "./gestures.js";
import { drawCircle, drawCrop, jpegOf, openPicture } from "./picture.js";
import { sendPhoto } from "./send.js";

const BYTES_AT_MOST = 50 * 1024 * 1024;
/* Enough for the server to say what a file is that this browser cannot open. */
const HEAD_BYTES = 4096;
const BUTTON_ZOOM = 1.25;
/* A screen reader hears where the square came to rest, not each step of the way. */
const SAID_AFTER_MS = 400;

const form = document.getElementById("photo-form");
const now = document.getElementById("photo-now");
const choosers = [...form.querySelectorAll('input[type="file"]')];
const cropper = document.getElementById("photo-cropper");
const canvas = document.getElementById("photo-crop");
const slider = document.getElementById("photo-zoom");
const previews = cropper.querySelectorAll(".previews canvas");
const says = document.getElementById("photo-says");
const problem = document.getElementById("photo-problem");
const sending = document.getElementById("photo-sending");
const saveButton = form.querySelector("button.main");
let picture = null;
let crop = null;
let saying = 0;

form.dataset.cuts = "";
saveButton.disabled = true;
slider.max = String(100 * MAX_ZOOM);
for (const chooser of choosers) chooser.addEventListener("change", () => chosen(chooser.files[0]));
form.addEventListener("submit", save);
slider.addEventListener("input", () => show(zoomed(crop, picture, slider.value / 100)));
listenToGestures(canvas, {
  move: (partX, partY) => show(moved(crop, picture, partX, partY)),
  zoom: (factor, partX, partY) => show(zoomed(crop, picture, crop.zoom * factor, partX, partY)),
});
cropper.addEventListener("click", (event) => {
  const wish = event.target.closest("[data-zoom]")?.dataset.zoom;
  if (wish) show(zoomed(crop, picture, crop.zoom * (wish === "in" ? BUTTON_ZOOM : 1 / BUTTON_ZOOM)));
});

async function chosen(file) {
  if (!file) return; /* the chooser was closed: what was chosen before stays */
  tell("");
  if (file.size > BYTES_AT_MOST) return refuse(form.dataset.tooLarge);
  try {
    const opened = await openPicture(file);
    picture?.close();
    picture = opened;
  } catch {
    return refuse(await whatItIs(file));
  }
  cropper.hidden = false;
  now.hidden = true; /* room for the new one, with its button in sight */
  saveButton.disabled = false;
  show(middleOf(picture));
  canvas.focus();
}

/** The server knows more kinds of files than the browser opens. */
async function whatItIs(file) {
  const { problem: sentence } = await sendPhoto(form, file.slice(0, HEAD_BYTES), () => {});
  return sentence ?? form.dataset.unreadable;
}

/** A refused file leaves the picture that was there before it. */
function refuse(sentence) {
  for (const chooser of choosers) chooser.value = "";
  tell(sentence);
}

function show(next) {
  crop = next;
  drawCrop(canvas, picture, crop);
  drawCircle(canvas);
  for (const preview of previews) drawCrop(preview, picture, crop);
  slider.value = String(Math.round(crop.zoom * 100));
  clearTimeout(saying);
  saying = setTimeout(sayPlace, SAID_AFTER_MS);
}

function sayPlace() {
  const place = placeOf(crop, picture);
  says.textContent = form.dataset.place.replace(/\{(zoom|x|y)\}/g, (_, name) => String(place[name]));
}

async function save(event) {
  event.preventDefault();
  tell("");
  progress(0);
  saveButton.disabled = true;
  const answer = await sendPhoto(form, await jpegOf(picture, crop), progress);
  if (answer.next) return location.assign(answer.next);
  sending.hidden = true;
  saveButton.disabled = false;
  tell(answer.problem ?? form.dataset.cut);
}

function progress(percent) {
  sending.hidden = false;
  sending.querySelector("progress").value = percent;
}

function tell(sentence) {
  problem.hidden = !sentence;
  problem.querySelector("p").textContent = sentence;
  if (sentence) problem.scrollIntoView({ block: "center" });
}
