/* From a file to pixels that can be drawn, and from a crop to a small JPEG. Called by photo.js. */

import { sideOf } from "./crop.js";

const SENT_SIDE = 1024;
const QUALITY = 0.9;
/* Four times the sent side: enough for the closest zoom, and little enough for an old phone's memory. */
const KEPT_SIDE = 2400;

/** The picture, standing upright as its EXIF says. Rejects when the browser cannot decode the file. */
export async function openPicture(file) {
  const whole = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = KEPT_SIDE / Math.min(whole.width, whole.height);
  if (scale >= 1) return whole;
  const size = { resizeWidth: Math.round(whole.width * scale), resizeHeight: Math.round(whole.height * scale) };
  try {
    return await createImageBitmap(whole, { ...size, resizeQuality: "high" });
  } finally {
    whole.close();
  }
}

export function drawCrop(canvas, picture, crop) {
  const side = sideOf(crop, picture);
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff"; /* behind what is transparent, as the server does it */
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.imageSmoothingQuality = "high";
  pen.drawImage(picture, crop.x - side / 2, crop.y - side / 2, side, side, 0, 0, canvas.width, canvas.height);
}

/** Darkens what lies outside the circle in which faces are shown. */
export function drawCircle(canvas) {
  const pen = canvas.getContext("2d");
  const middle = canvas.width / 2;
  pen.fillStyle = "rgb(0 0 0 / 45%)";
  pen.beginPath();
  pen.rect(0, 0, canvas.width, canvas.height);
  pen.arc(middle, middle, middle, 0, 2 * Math.PI, true);
  pen.fill();
}

export function jpegOf(picture, crop) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = Math.max(96, Math.min(SENT_SIDE, Math.round(sideOf(crop, picture))));
  drawCrop(canvas, picture, crop);
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
}
