// A form with `[data-leaving]` that was changed asks before its page is left.
export function leaving() {
  for (const form of document.querySelectorAll("form[data-leaving]")) {
    let unsaved = false;
    form.addEventListener("input", () => {
      unsaved = true;
    });
    form.addEventListener("submit", () => {
      unsaved = false;
    });
    window.addEventListener("beforeunload", (event) => {
      if (unsaved) event.preventDefault();
    });
  }
}
