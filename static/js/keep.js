/* What the device remembers between visits (localStorage): gate, camera, sound, this desk's own id. Called by the
   camera and the desk's parts. A browser that forbids storage forgets at the end of the page, and they still work. */

const forgetful = new Map();

export function recall(name) {
  try {
    return localStorage.getItem(keyOf(name)) ?? forgetful.get(name) ?? "";
  } catch {
    return forgetful.get(name) ?? "";
  }
}

export function remember(name, value) {
  forgetful.set(name, value);
  try {
    localStorage.setItem(keyOf(name), value);
  } catch {
    /* private mode or a full disk: forgetful keeps it for this page */
  }
}

/** A new UUID. randomUUID exists on HTTPS only; a hand scanner on a plain network needs one as well. */
export function newUuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function keyOf(name) {
  return `netevent.${name}`;
}
