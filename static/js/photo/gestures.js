/* Fingers, mouse, wheel and keys on the crop. Called by photo.js; says what is wanted: `move` by parts of the square,
   `zoom` by a factor around a point of it (parts again). */

const KEY_STEP = 0.05;
const KEY_ZOOM = 1.1;
const WHEEL_ZOOM = 0.0015;

export function listenToGestures(canvas, { move, zoom }) {
  const fingers = new Map();
  canvas.addEventListener("pointerdown", (event) => {
    fingers.set(event.pointerId, event);
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!fingers.has(event.pointerId)) return;
    const before = spanOf(canvas, fingers);
    fingers.set(event.pointerId, event);
    const after = spanOf(canvas, fingers);
    /* first the zoom: it makes the room to move in */
    if (before.length > 0) zoom(after.length / before.length, before.x, before.y);
    move(before.x - after.x, before.y - after.y);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(end, (event) => fingers.delete(event.pointerId));
  }
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault(); /* the page stays where it is */
    const { x, y } = partOf(canvas, event);
    zoom(Math.exp(-event.deltaY * WHEEL_ZOOM), x, y);
  }, { passive: false });
  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const wish = wishOf(event.key, { move, zoom });
    if (!wish) return;
    event.preventDefault();
    wish();
  });
}

function wishOf(key, { move, zoom }) {
  const wishes = {
    ArrowLeft: () => move(-KEY_STEP, 0),
    ArrowRight: () => move(KEY_STEP, 0),
    ArrowUp: () => move(0, -KEY_STEP),
    ArrowDown: () => move(0, KEY_STEP),
    "+": () => zoom(KEY_ZOOM),
    "=": () => zoom(KEY_ZOOM), /* the key of the plus, without Shift */
    "-": () => zoom(1 / KEY_ZOOM),
  };
  return wishes[key];
}

/** The point between the fingers, and how far the first two are from each other. */
function spanOf(canvas, fingers) {
  const [first, second] = [...fingers.values()].map((event) => partOf(canvas, event));
  if (!second) return { ...first, length: 0 };
  const length = Math.hypot(first.x - second.x, first.y - second.y);
  return { x: (first.x + second.x) / 2, y: (first.y + second.y) / 2, length };
}

function partOf(canvas, { clientX, clientY }) {
  const box = canvas.getBoundingClientRect();
  return { x: (clientX - box.left) / box.width, y: (clientY - box.top) / box.height };
}
