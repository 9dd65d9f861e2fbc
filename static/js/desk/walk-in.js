/* The page that adds somebody at the desk (templates/checkin/walk_ins/): tells the server the gate that this device
   stands at, and says when the network took nothing. htmx sends the form and puts the answer in its place. */

import { recall } from "../keep.js";

const notSent = document.getElementById("walk-in-not-sent");

function nameGate() {
  for (const field of document.querySelectorAll("[data-gate-of]")) {
    field.value = recall(`gate.${field.dataset.gateOf}`) || field.value;
  }
}

document.addEventListener("htmx:error", () => (notSent.hidden = false));
document.addEventListener("htmx:before:request", () => (notSent.hidden = true));
document.addEventListener("htmx:after:swap", nameGate);
nameGate();
