// "I think I'm right" under a verdict: goes out like any message, once; the form's own way works without this.
export class Appeals {
  constructor(page, submit) {
    this.page = page;
    this.submit = submit;
    page.addEventListener("submit", (event) => this.#onSubmit(event));
  }

  // What was appealed in another tab, or before this page joined.
  tidy(log) {
    for (const button of this.page.querySelectorAll(".appeal button")) {
      if (log.has(button.value)) button.parentElement.remove();
    }
  }

  // The button's value is its message's client id: it counts once, whoever sends it again.
  #onSubmit(event) {
    if (event.target.id !== "appeals") return;
    event.preventDefault();
    const button = event.submitter;
    const message = { kind: "button", text: button.value, client_id: button.value, step: null, scaffold: null };
    if (!this.submit({ message, label: button.textContent.trim() })) return;
    const verdict = button.closest("article");
    button.parentElement.remove();
    verdict.tabIndex = -1; // the keyboard stays where it was
    verdict.focus({ preventScroll: true });
  }
}
