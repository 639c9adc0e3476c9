// The authors' pages: rows that are dragged or moved by Alt+arrows, a form that is not lost, quicker buttons.
// Every page works without it.
import "htmx.org";
import { keep } from "./author/keep.js";
import { filters } from "./author/filters.js";
import { leaving } from "./author/leaving.js";
import { meanwhile } from "./author/meanwhile.js";
import { sortable } from "./author/rows.js";
import { verdicts } from "./author/verdicts.js";

document.documentElement.classList.add("au-live");

const enliven = (part) => {
  sortable(part);
  filters(part);
};

enliven(document);
leaving();
const form = document.querySelector("form[data-kept-url]");
if (form) {
  const kept = keep(form);
  const fields = form.querySelector("#fields");
  const carryOver = meanwhile(form);
  new MutationObserver((changes) => {
    enliven(fields);
    if (!carryOver(changes.flatMap((change) => [...change.removedNodes]), fields)) {
      fields.querySelector("[autofocus]")?.focus();
    }
    kept.changed();
  }).observe(fields, { childList: true }); // a pressed button made all of them anew
  verdicts(document.getElementById("preview"));
  const sample = document.getElementById("sample");
  new MutationObserver(() => sample.focus()).observe(sample, { childList: true });
}
