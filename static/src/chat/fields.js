// The controls of several fields: what stands in them, how it is put back, and the list that is ordered by buttons.
// The server puts an answer together (tutor/session/fields.py); here its fields are only read, in their order.

// What stands in the fields of a form, or null where it has a single one. Of boxes those that are ticked.
export function partsOf(form) {
  const fields = fieldsOf(form);
  if (!fields.length) return null;
  if (fields[0].type === "checkbox") return fields.filter((box) => box.checked).map((box) => box.value);
  return fields.map((field) => field.value);
}

export function fill(form, parts) {
  fieldsOf(form).forEach((field, at) => {
    if (field.type === "checkbox") field.checked = parts.includes(field.value);
    else field.value = parts[at] ?? field.value;
  });
  const list = form.querySelector("[data-order]");
  if (list) sort(list);
}

// Make a fresh form ready for use by scripts; `parts` are what shall stand in it.
export function enhance(form, parts = null) {
  for (const words of form.querySelectorAll("[data-scripted]")) words.hidden = false;
  const list = form.querySelector("[data-order]");
  if (list && !list.dataset.ready) makeMovable(form, list);
  form.querySelector("[data-none]")?.closest("fieldset").addEventListener("change", onlyOneKind);
  if (parts) fill(form, parts);
}

// An answer that is still on its way, in words.
export function labelOf(form) {
  const list = form.querySelector("[data-order]");
  if (list) return [...list.children].map(wordsOf).join("\n");
  const said = (field) => {
    if (field.type === "checkbox") return field.checked ? wordsOf(field.closest("label")) : null;
    const value = field.matches("select") ? field.selectedOptions[0]?.textContent : field.value;
    const pair = field.closest(".pair");
    return pair ? `${wordsOf(pair)} → ${value}` : value;
  };
  return fieldsOf(form).map(said).filter((text) => text !== null).join("\n");
}

function fieldsOf(form) {
  const fields = [...form.querySelectorAll("[data-part]")];
  return fields.sort((one, other) => Number(one.dataset.part) - Number(other.dataset.part));
}

// The words that are seen; what only a screen reader is told stands around them.
function wordsOf(element) {
  const words = element.querySelector(".words").cloneNode(true);
  for (const hidden of words.querySelectorAll(".visually-hidden")) hidden.remove();
  return words.textContent.trim();
}

// "None of these" and something else cannot both be meant: what was ticked last counts.
function onlyOneKind({ target, currentTarget }) {
  if (!target.checked) return;
  for (const box of currentTarget.querySelectorAll("[data-part]")) {
    if ("none" in box.dataset !== "none" in target.dataset) box.checked = false;
  }
}

// The numbers stay in the form, unseen: they are what is sent.
function makeMovable(form, list) {
  list.dataset.ready = "true";
  for (const words of form.querySelectorAll("[data-plain]")) words.hidden = true;
  const buttons = form.querySelector("template[data-moves]").content;
  for (const item of list.children) {
    item.querySelector("select").hidden = true;
    item.append(buttons.cloneNode(true));
    for (const button of item.querySelectorAll(".shift")) {
      button.ariaLabel = `${button.ariaLabel}: ${wordsOf(item)}`;
      button.addEventListener("click", () => move(form, list, button, Number(button.dataset.by)));
    }
  }
  list.addEventListener("keydown", (event) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!by || !event.target.matches(".shift")) return;
    event.preventDefault();
    move(form, list, event.target, by);
  });
  sort(list);
}

function sort(list) {
  const place = (item) => Number(item.querySelector("select").value);
  list.append(...[...list.children].sort((one, other) => place(one) - place(other)));
  number(list);
}

function move(form, list, button, by) {
  const item = button.closest("li");
  const other = by < 0 ? item.previousElementSibling : item.nextElementSibling;
  if (!other) return;
  if (by < 0) other.before(item);
  else other.after(item);
  number(list);
  button.focus(); // moving an element takes the focus from it
  const place = [...list.children].indexOf(item) + 1;
  form.querySelector("[data-announce]").textContent = list.dataset.moved
    .replace("{item}", wordsOf(item))
    .replace("{place}", place)
    .replace("{count}", list.children.length);
}

// A button that leads nowhere says so, and stays where the keyboard is.
function number(list) {
  [...list.children].forEach((item, at) => {
    item.querySelector("select").value = String(at + 1);
    const [up, down] = item.querySelectorAll(".shift");
    up.ariaDisabled = String(at === 0);
    down.ariaDisabled = String(at === list.children.length - 1);
  });
}
