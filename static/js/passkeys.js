// Passkeys. The button in an element with data-passkey="get" logs in with one, in one with "create" it adds one: the server
// says what to do (data-options), the device does it, and the form is sent with what the device gave. Without a device for
// it, or at another address than the server's own, the element stays hidden.
(() => {
  "use strict";

  const parts = [...document.querySelectorAll("[data-passkey]")];
  let isBusy = false;

  for (const part of parts) {
    part.hidden = !window.PublicKeyCredential || location.origin !== part.dataset.origin;
    const instead = part.closest("form").querySelector("[data-no-passkeys]");
    if (instead) instead.hidden = !part.hidden;
  }

  document.addEventListener("submit", async (event) => {
    const part = event.submitter?.closest("[data-passkey]");
    const sent = part?.querySelector("[name=credential]");
    if (!sent || sent.value) return;
    event.preventDefault();
    if (isBusy) return;
    isBusy = true;
    say(part, "");
    try {
      sent.value = JSON.stringify(await asked(part, event.target));
      event.target.requestSubmit(event.submitter);
    } catch (error) {
      say(part, error instanceof Refused ? error.message : part.querySelector("[data-failed]").dataset.text);
    } finally {
      isBusy = false;
    }
  });

  // Back on the page: what was sent counts once.
  addEventListener("pageshow", () => {
    for (const part of parts) part.querySelector("[name=credential]").value = "";
  });

  class Refused extends Error {}

  async function asked(part, form) {
    const isNew = part.dataset.passkey === "create";
    const options = await optionsOf(part.dataset.options, isNew ? new FormData(form) : new FormData(), form);
    return isNew ? created(options) : found(options);
  }

  async function optionsOf(address, body, form) {
    const headers = {
      "Accept": "application/json",
      "X-CSRF-Token": form.querySelector("[name=csrf_token]").value,
      "X-Page-Language": document.documentElement.lang,
    };
    const answer = await fetch(address, { method: "POST", headers, body });
    const read = await answer.json();
    if (!answer.ok) throw new Refused(read.error.message);
    return read;
  }

  async function created(options) {
    const publicKey = {
      ...options,
      challenge: bytes(options.challenge),
      user: { ...options.user, id: bytes(options.user.id) },
      excludeCredentials: options.excludeCredentials.map((one) => ({ ...one, id: bytes(one.id) })),
    };
    const key = await navigator.credentials.create({ publicKey });
    return written(key, { attestationObject: text(key.response.attestationObject) });
  }

  async function found(options) {
    const publicKey = { ...options, challenge: bytes(options.challenge), allowCredentials: [] };
    const key = await navigator.credentials.get({ publicKey });
    const { authenticatorData, signature, userHandle } = key.response;
    return written(key, {
      authenticatorData: text(authenticatorData),
      signature: text(signature),
      userHandle: userHandle ? text(userHandle) : null,
    });
  }

  function written(key, response) {
    const clientDataJSON = text(key.response.clientDataJSON);
    return { id: key.id, rawId: text(key.rawId), type: key.type, response: { clientDataJSON, ...response } };
  }

  // base64url, as the server writes and reads it.
  function bytes(written) {
    return Uint8Array.from(atob(written.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  }

  function text(buffer) {
    const signs = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
    return btoa(signs).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }

  function say(part, said) {
    const box = part.querySelector("[data-failed]");
    box.hidden = !said;
    box.querySelector("p").textContent = said;
  }
})();
