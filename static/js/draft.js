// Keeps what is typed into a <form data-draft="key"> in this tab until the server has it: through a lost network, a
// reload, an answer that refuses, a login that ended. The form shows [data-draft-kept] while something is not saved; an
// answer that saved it has [data-draft-saved], and another page that comes after it [data-draft-done="key"]. Loaded by
// the pages that show such a form.
(() => {
  "use strict";

  const KEPT = "netevent-draft-";
  const sent = new WeakMap();

  function start() {
    document.querySelectorAll("[data-draft-done]").forEach((done) => sessionStorage.removeItem(KEPT + done.dataset.draftDone));
    document.querySelectorAll("form[data-draft]").forEach(restore);
    document.addEventListener("input", (event) => keep(event.target.form));
    document.addEventListener("htmx:before:request", (event) => remember(event.target));
    document.addEventListener("htmx:after:swap", () => document.querySelectorAll("form[data-draft]").forEach(answered));
    document.addEventListener("htmx:error", (event) => complain(event.target));
  }

  function keep(form) {
    if (isDraft(form)) sessionStorage.setItem(keyOf(form), JSON.stringify(typed(form)));
  }

  function restore(form) {
    const kept = JSON.parse(sessionStorage.getItem(keyOf(form)) ?? "null");
    if (!kept) return;
    const isSame = JSON.stringify(kept) === JSON.stringify(typed(form));
    if (isSame) return forget(form);
    for (const field of fields(form)) fill(field, kept[nameOf(field)]);
    show(form, true);
  }

  function fill(field, value) {
    if (value === undefined) return;
    if (isTicked(field)) field.checked = value;
    else field.value = value;
  }

  // What is typed while the answer is on its way is not in it.
  function remember(form) {
    if (isDraft(form)) sent.set(form, sessionStorage.getItem(keyOf(form)));
  }

  function answered(form) {
    const saved = form.querySelector("[data-draft-saved]");
    if (!saved) return;
    delete saved.dataset.draftSaved;
    form.querySelector("[data-draft-problem]").replaceChildren();
    show(form, false);
    if (sessionStorage.getItem(keyOf(form)) === sent.get(form)) forget(form);
    else restore(form);
  }

  function complain(form) {
    if (!isDraft(form)) return;
    keep(form);
    show(form, true);
  }

  function show(form, isKept) {
    form.querySelector("[data-draft-kept]").hidden = !isKept;
  }

  function forget(form) {
    sessionStorage.removeItem(keyOf(form));
  }

  function typed(form) {
    return Object.fromEntries(fields(form).map((field) => [nameOf(field), isTicked(field) ? field.checked : field.value]));
  }

  // Radio buttons share their name.
  function nameOf(field) {
    return isTicked(field) ? `${field.name}=${field.value}` : field.name;
  }

  function isTicked(field) {
    return field.type === "radio" || field.type === "checkbox";
  }

  function fields(form) {
    return [...form.elements].filter((field) => field.name && field.type !== "hidden" && field.type !== "submit");
  }

  function keyOf(form) {
    return KEPT + form.dataset.draft;
  }

  function isDraft(form) {
    return form?.dataset?.draft !== undefined;
  }

  start();
})();
