/* The one field of the desk: a hand scanner types into it and ends with Enter, a person types a name. Called by
   desk.js. It takes the focus back whenever nothing else is being used, so that a trigger pull is never lost. */

import { isWholeLink, meaningOf } from "../camera/codes.js";

const FREE_AGAIN_MS = 150;
/* Longer than a scanner needs for one sign. */
const PAUSE_MS = 300;

export function createScannerField({ field, search, found, onBadge, onForeign }) {
  let byPointer = false;
  let pause = 0;

  function start() {
    field.addEventListener("input", typed);
    field.form.addEventListener("submit", entered);
    document.addEventListener("keydown", escapeOrCatch);
    document.addEventListener("focusout", () => setTimeout(takeFocus, FREE_AGAIN_MS));
    document.addEventListener("change", takeBackFromPointer);
    document.addEventListener("click", takeBackFromPointer);
    document.addEventListener("pointerdown", pointed);
    window.addEventListener("focus", takeFocus);
    keyboardOnScreen(false);
    takeFocus();
  }

  function typed() {
    clearTimeout(pause);
    const text = field.value.trim();
    if (text === "") return clear();
    if (isWholeLink(text)) pause = setTimeout(take, PAUSE_MS); /* the scanner may send no Enter */
    else if (["name", "either"].includes(meaningOf(text).kind)) ask("desk:typed", text);
  }

  function entered(event) {
    event.preventDefault();
    take();
  }

  function take() {
    const text = field.value.trim();
    if (text === "") return;
    const { kind, code } = meaningOf(text);
    if (kind === "name" || kind === "either") return findElseScan(text, code);
    clear();
    if (kind === "badge") onBadge(code);
    else onForeign();
  }

  /* If no name matches, ten characters were a code, and so was what the server finds by a code only. */
  function findElseScan(text, code) {
    search.addEventListener("htmx:after:swap", decide, { once: true });
    ask("desk:find", text);
    function decide() {
      if (field.value.trim() !== text) return;
      if (!found.querySelector("[data-by-code]") && (!code || found.querySelector("[data-person]"))) return;
      clear();
      onBadge(code ?? text);
    }
  }

  /* htmx waits 200 ms after the last desk:typed (hx-trigger of the search form), and not at all after desk:find. */
  function ask(trigger, text) {
    search.elements.q.value = text;
    search.dispatchEvent(new CustomEvent(trigger));
  }

  function clear() {
    clearTimeout(pause);
    field.value = "";
    search.dispatchEvent(new CustomEvent("htmx:abort"));
    search.elements.q.value = "";
    found.replaceChildren();
  }

  function escapeOrCatch(event) {
    byPointer = false;
    if (event.key === "Tab" && event.target === field && meaningOf(field.value).kind === "badge") {
      entered(event); /* some scanners end with it */
    } else if (event.key === "Escape" && !event.target.closest?.("details")) {
      clear();
      focusField();
    } else if (isTypedText(event) && !isTypingElsewhere()) {
      focusField(); /* the key that is going down lands in the field */
    }
  }

  function takeFocus() {
    if (nothingFocused()) focusField();
  }

  /* A button that was tapped, a gate that was picked: done with it, and the next Enter belongs to the scanner again. */
  function takeBackFromPointer(event) {
    const free = () => !isMenuOpen() && !isTypingElsewhere(event.type === "change");
    if (byPointer && event.target !== field) setTimeout(() => free() && focusField(), FREE_AGAIN_MS);
  }

  function pointed(event) {
    byPointer = true;
    keyboardOnScreen(event.target === field);
  }

  /* On a phone the field has the focus without the keyboard in front of the camera, until a finger asks for it. */
  function keyboardOnScreen(shown) {
    if (matchMedia("(pointer: coarse)").matches) field.inputMode = shown ? "search" : "none";
  }

  function focusField() {
    if (document.activeElement !== field) field.focus({ preventScroll: true });
  }

  /** Somebody wants to type a name now. */
  function invite() {
    keyboardOnScreen(true);
    field.blur(); /* a phone shows its keyboard for a new focus only */
    field.focus();
  }

  return { start, clear, takeFocus, invite };
}

/* A focused button or link is in use by keyboard; the bare page is not. */
function nothingFocused() {
  const { activeElement } = document;
  return (!activeElement || activeElement === document.body) && !isMenuOpen() && !isTypingElsewhere();
}

function isMenuOpen() {
  return Boolean(document.querySelector("details.menu[open]"));
}

/* Where a typed key means something else than a scan. */
function isTypingElsewhere(picked = false) {
  const elsewhere = picked ? "input[type=text], textarea" : "input:not([type=checkbox]), select, textarea";
  const { activeElement } = document;
  if (document.querySelector("dialog[open], [popover]:popover-open")) return true;
  return Boolean(activeElement?.matches(elsewhere) && activeElement.id !== "desk-field");
}

function isTypedText(event) {
  return event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
}
