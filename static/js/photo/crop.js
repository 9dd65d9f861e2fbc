/* The square that is cut out of a picture: its middle in pixels of the picture, and the zoom (1: as large as fits). Pure
   functions from crop to crop, each within the picture. Called by photo.js. */

export const MAX_ZOOM = 4;

export function middleOf(picture) {
  return { x: picture.width / 2, y: picture.height / 2, zoom: 1 };
}

export function sideOf(crop, picture) {
  return Math.min(picture.width, picture.height) / crop.zoom;
}

/** By a part of the square's side; the picture moves the other way. */
export function moved(crop, picture, partX, partY) {
  const side = sideOf(crop, picture);
  return within({ ...crop, x: crop.x + partX * side, y: crop.y + partY * side }, picture);
}

/** The point at (partX, partY) of the square, 0 to 1, stays where it is. */
export function zoomed(crop, picture, zoom, partX = 0.5, partY = 0.5) {
  const before = sideOf(crop, picture);
  const next = { ...crop, zoom: clamp(zoom, 1, MAX_ZOOM) };
  const shrunk = before - sideOf(next, picture);
  return within({ ...next, x: crop.x + (partX - 0.5) * shrunk, y: crop.y + (partY - 0.5) * shrunk }, picture);
}

/** Where the square stands, in hundredths of the way that it has. */
export function placeOf(crop, picture) {
  const side = sideOf(crop, picture);
  const part = (at, length) => (length - side < 1 ? 50 : Math.round((100 * (at - side / 2)) / (length - side)));
  return { zoom: Math.round(crop.zoom * 100), x: part(crop.x, picture.width), y: part(crop.y, picture.height) };
}

function within(crop, picture) {
  const half = sideOf(crop, picture) / 2;
  return { ...crop, x: clamp(crop.x, half, picture.width - half), y: clamp(crop.y, half, picture.height - half) };
}

function clamp(value, least, most) {
  return Math.min(Math.max(value, least), most);
}
