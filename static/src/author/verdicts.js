// The preview says what the checker makes of each answer; beside the field itself it is read sooner.
export function verdicts(preview) {
  new MutationObserver(() => {
    if (!preview.querySelector(".au-told")) return; // the checker is still at it
    const fields = document.getElementById("fields");
    for (const place of fields.querySelectorAll("[data-verdict]")) place.replaceChildren();
    for (const verdict of preview.querySelectorAll("[data-for]")) {
      const place = fields.querySelector(`[data-verdict="${CSS.escape(verdict.dataset.for)}"]`);
      place?.append(...verdict.cloneNode(true).childNodes);
      place?.classList.toggle("au-fault", verdict.dataset.meant === "no");
    }
  }).observe(preview, { childList: true, subtree: true });
}
