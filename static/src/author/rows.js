// Rows in `[data-sortable]`, each with `data-key`: by a handle, or with Alt+Up and Alt+Down from inside a row.
// A row's hidden `[data-order]` input says its place; where there is none, the order of the inputs says it.
import Sortable from "sortablejs";

const rowsOf = (list) => [...list.children].filter((row) => row.dataset.key !== undefined);

function count(list) {
  rowsOf(list).forEach((row, at) => {
    const order = row.querySelector(":scope > [data-order], :scope > * > [data-order]");
    if (order) order.value = String(at + 1);
  });
  list.dispatchEvent(new Event("input", { bubbles: true }));
  list.dispatchEvent(new CustomEvent("rows:moved", { bubbles: true }));
}

function say(list, row) {
  const place = document.getElementById("moved");
  const rows = rowsOf(list);
  if (place) place.textContent = `${rows.indexOf(row) + 1} / ${rows.length}`;
}

export function sortable(part) {
  for (const list of part.querySelectorAll("[data-sortable]")) {
    Sortable.create(list, {
      handle: "[data-handle]",
      draggable: "[data-key]",
      animation: 0,
      onEnd: ({ item }) => {
        count(list);
        say(list, item);
      },
    });
  }
}

function move(event) {
  if (!event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
  const focused = event.target;
  const row = focused.closest?.("[data-sortable] > [data-key]");
  if (!row) return;
  event.preventDefault();
  const list = row.parentElement;
  const up = event.key === "ArrowUp";
  const other = up ? row.previousElementSibling : row.nextElementSibling;
  if (!other || other.dataset.key === undefined) return;
  if (up) list.insertBefore(row, other);
  else list.insertBefore(other, row);
  focused.focus();
  count(list);
  say(list, row);
}

document.addEventListener("keydown", move);
