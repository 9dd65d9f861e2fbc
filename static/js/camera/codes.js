/* What a scanned or typed text means: a badge, a name, or nothing of ours. Called by reading.js, scanner-field.js and
   scan.js; knows no page. A badge carries the link <base URL>/C/<attendee code>; the code has ten characters without 0, O, 1
   and I. */

const CODE = /^[23456789ABCDEFGHJKLMNPQRSTUVWXYZ]{10}$/;

/* The host is not looked at: a proxy, a test address or an old domain on the badges must not close the door. */
const LINK = /^(?:[a-z][a-z+.-]*:\/\/)?[^\s/]+(?:\/\S*)?\/c\/([^/?#\s]+)\/?(?:[?#]\S*)?$/i;

/* What a scanner may put before a code to say what kind it is: ]Q1 for a QR code. */
const KIND = /^\][a-z][0-9a-z]/i;

/** The attendee code that a QR code's text carries, or null when it is no badge. */
export function codeOfScan(text) {
  const trimmed = text.trim().replace(KIND, "");
  const link = LINK.exec(trimmed);
  return wellFormed(link ? link[1] : trimmed);
}

/** The same for attendees, who follow no foreign link: the link must be this site's own. */
export function codeOfOwnBadge(text, baseUrl) {
  const own = `${baseUrl}/C/`.toUpperCase();
  const capitals = text.trim().toUpperCase();
  return wellFormed(capitals.startsWith(own) ? capitals.slice(own.length).replace(/\/$/, "") : capitals);
}

/** What a text in the field is: {kind: "badge" | "either", code}, {kind: "foreign"} or {kind: "name"}.
    "either" is ten letters that could be a code or a name (Van den Beek): who asks, searches first. What a scanner
    typed for another keyboard is given as it stands: the server knows the keyboards. */
export function meaningOf(text) {
  const code = codeOfScan(text) ?? wellFormed(text.replace(/[\s-]/g, ""));
  if (code && (/\d/.test(code) || looksLikeLink(text))) return { kind: "badge", code };
  if (code) return { kind: "either", code };
  if (isLinkOfAnotherKeyboard(text.trim())) return { kind: "badge", code: text.trim() };
  if (isCodeOfAnotherKeyboard(text.trim())) return { kind: "either", code: text.trim() };
  return { kind: looksForeign(text) ? "foreign" : "name" };
}

/** A link counts as scanned also when the scanner ends it with nothing. */
export function isWholeLink(text) {
  return isLinkOfAnotherKeyboard(text.trim()) || (LINK.test(text.trim()) && codeOfScan(text) !== null);
}

/* No name is so long, in one word, with so many signs. */
function isLinkOfAnotherKeyboard(text) {
  const signs = text.replace(/[\p{L}\p{M}]/gu, "").length;
  return /^[^\s@]{18,}$/.test(text) && signs >= 4 && !text.includes("://") && !/^\d+$/.test(text);
}

function isCodeOfAnotherKeyboard(text) {
  return /^[^\s@]{10}$/.test(text) && /[^\p{L}\p{M}.'’-]/u.test(text) && !/^\d+$/.test(text);
}

function wellFormed(text) {
  const code = text.toUpperCase();
  return CODE.test(code) ? code : null;
}

function looksLikeLink(text) {
  return /^https?[^a-z0-9]|:\/\/|\/c\//i.test(text.trim());
}

/* Another link, or the long number of a bar code: nobody is called that, so it is a scan of the wrong thing. */
function looksForeign(text) {
  const trimmed = text.trim();
  const digits = trimmed.replace(/\D/g, "").length;
  return looksLikeLink(trimmed) || (/^\S{8,}$/.test(trimmed) && digits >= 4 && !trimmed.includes("@"));
}
