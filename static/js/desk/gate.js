/* Which gate this desk stands at: kept on the device for each event, sent with every scan, and told to the server by
   the live connection, which starts here because only the page knows the desk's id. Called by desk.js. */

import { newUuid, recall, remember } from "../keep.js";

export function createGate({ deskKey, select, question, live }) {
  const memory = `gate.${deskKey}`;

  function start() {
    const known = [recall(memory), select?.dataset.given, onlyGate()].find((gate) => exists(gate));
    if (known) select.value = known;
    if (question) question.hidden = Boolean(known);
    select?.addEventListener("change", () => choose(select.value));
    question?.addEventListener("click", answerQuestion);
    connect();
  }

  function answerQuestion(event) {
    const button = event.target.closest("button[data-gate]");
    if (button) choose(button.dataset.gate);
  }

  function choose(gate) {
    select.value = gate;
    remember(memory, gate);
    if (question) question.hidden = gate !== "";
    connect();
  }

  function onlyGate() {
    const gates = gatesOf(select);
    return gates.length === 1 ? gates[0] : "";
  }

  function exists(gate) {
    return Boolean(gate) && gatesOf(select).includes(gate);
  }

  /* process(…, true) ends the old connection and starts one from the new attribute. */
  function connect() {
    const lang = document.documentElement.lang;
    const asked = new URLSearchParams({ desk: deskId(), gate: id(), lang });
    live.setAttribute("hx-ws:connect", `${live.dataset.path}?${asked}`);
    window.htmx?.process(live, true);
  }

  /* One for each event: the same device may stand open at two. */
  function deskId() {
    const desk = `desk.${deskKey}`;
    if (!recall(desk)) remember(desk, newUuid());
    return recall(desk);
  }

  const id = () => select?.value ?? "";
  const name = () => (id() ? select.selectedOptions[0].textContent.trim() : "");
  return { start, id, name };
}

function gatesOf(select) {
  return Array.from(select?.options ?? [], (option) => option.value).filter(Boolean);
}
