/* One photo, one POST, with its progress (fetch tells none). Called by photo.js. */

const TIMEOUT_MS = 60_000;

/** {next} where to go; {problem} the server's sentence; {} it did not arrive. */
export function sendPhoto(form, photo, onProgress) {
  const body = new FormData();
  body.set("csrf_token", form.elements.csrf_token.value);
  body.set("photo", photo, "photo.jpg");
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.setRequestHeader("Accept", "application/json");
  request.setRequestHeader("X-Page-Language", document.documentElement.lang);
  request.responseType = "json";
  request.timeout = TIMEOUT_MS;
  request.upload.addEventListener("progress", (event) => onProgress((100 * event.loaded) / event.total));
  return new Promise((done) => {
    /* Anything but our own JSON is a portal's page or a proxy's error. */
    request.addEventListener("load", () => done(meaningOf(request.response)));
    for (const end of ["error", "timeout", "abort"]) request.addEventListener(end, () => done({}));
    request.send(body);
  });
}

function meaningOf(answer) {
  return { next: answer?.next, problem: answer?.error?.message };
}
