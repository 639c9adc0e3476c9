// "I think I'm right" under a verdict: goes out like any message, once; the form's own way works without this.
export class Appeals {
  constructor(page, submit) {
    this.page = page;
    this.submit = submit;
    page.addEventListener("submit", (event) => this.#onSubmit(event));
  }

  // What was appealed in another tab, or before this page joined.
  tidy(log) {
    for (const form of this.page.querySelectorAll("form.appeal")) {
      if (log.has(form.elements.client_id.value)) form.remove();
    }
  }

  #onSubmit(event) {
    const form = event.target;
    if (!form.matches("form.appeal")) return;
    event.preventDefault();
    const button = form.querySelector("button");
    const place = { step: null, scaffold: null };
    const message = { kind: "button", text: button.value, client_id: form.elements.client_id.value, ...place };
    if (!this.submit({ message, label: button.textContent.trim() })) return;
    const verdict = form.closest("article");
    form.remove();
    verdict.tabIndex = -1; // the keyboard stays where it was
    verdict.focus({ preventScroll: true });
  }
}
