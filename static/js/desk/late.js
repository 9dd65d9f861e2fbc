/* What became of scans that had to wait: those that let nobody in are named, for the person is inside by now. Called by
   desk.js with the answers that came after "not sent yet". */

const AT_MOST = 5;

export function createLateList(place) {
  const list = place.querySelector("ul");
  place.querySelector("[data-dismiss]").addEventListener("click", dismiss);

  function add(html) {
    const answer = document.createRange().createContextualFragment(html).querySelector("[data-outcome]");
    if (["checked_in", "undone"].includes(answer.dataset.outcome)) return;
    list.prepend(lineOf(answer));
    while (list.children.length > AT_MOST) list.lastElementChild.remove();
    place.hidden = false;
  }

  function dismiss() {
    list.replaceChildren();
    place.hidden = true;
  }

  return { add };
}

function lineOf(answer) {
  const [line, who, word] = ["li", "b", "span"].map((tag) => document.createElement(tag));
  who.textContent = answer.querySelector("[data-title]").textContent.trim();
  word.textContent = answer.querySelector("[data-word]").textContent.trim();
  line.append(who, " ", word);
  return line;
}
