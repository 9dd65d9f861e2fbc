/* The page that says where the badges of this device come out (templates/badges/desks/printer.html): kept on the device
   for each event, as its gate is. Read by printing.js. */

import { recall, remember } from "../keep.js";

const NONE = "none"; /* somebody chose that nothing is printed: the default may be another */
const form = document.getElementById("desk-printer");
const memory = `printer.${form.dataset.desk}`;
const auto = `print-on-check-in.${form.dataset.desk}`;

const kept = recall(memory) || form.dataset.given;
const chosen = [...form.printer].find((one) => one.value === (kept === NONE ? "" : kept));
(chosen ?? form.printer[0]).checked = true;
form.on_check_in.checked = recall(auto) === "yes";
form.addEventListener("change", () => {
  remember(memory, form.printer.value || NONE);
  remember(auto, form.on_check_in.checked ? "yes" : "");
});
