// A field above a long list of boxes that leaves those in sight that hold the word, and all that are ticked.
const MANY = 12;

export function filters(part) {
  for (const boxes of part.querySelectorAll("[data-filter]")) {
    const labels = [...boxes.querySelectorAll("label")];
    if (labels.length <= MANY) continue;
    const field = document.createElement("input");
    field.type = "search";
    field.className = "au-filter";
    field.placeholder = boxes.dataset.filter;
    field.setAttribute("aria-label", boxes.dataset.filter);
    field.addEventListener("input", (event) => {
      event.stopPropagation(); // nothing of the form has changed
      const word = field.value.trim().toLowerCase();
      for (const label of labels) {
        const stays = label.textContent.toLowerCase().includes(word) || label.querySelector("input").checked;
        label.hidden = !stays;
      }
    });
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
    boxes.before(field);
  }
}
