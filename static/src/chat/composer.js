// The answer form, which the server replaces after every turn: what it says, its draft, its focus, its keys.
import { enhance, fill, labelOf, partsOf } from "./fields.js";

export class Composer {
  #draft = null;

  // `submit({message, label})` takes what was said; false when it cannot.
  constructor(page, submit) {
    this.page = page;
    this.submit = submit;
    page.addEventListener("submit", (event) => this.#onSubmit(event));
    document.addEventListener("keydown", (event) => this.#onKey(event));
  }

  get form() {
    return this.page.querySelector("form#composer");
  }

  get field() {
    return this.page.querySelector("#composer input#answer");
  }

  start() {
    if (this.form) enhance(this.form);
    if (matchMedia("(pointer: fine)").matches && !location.hash) this.field?.focus({ preventScroll: true });
  }

  // What the server would get if this message came by the form itself.
  asForm(message) {
    const { type, ...fields } = message;
    const form = new URLSearchParams();
    for (const [name, value] of Object.entries(fields)) {
      if (name === "parts") for (const part of value) form.append("part", part);
      else form.set(name, value ?? "");
    }
    form.set("csrfmiddlewaretoken", document.querySelector("input[name=csrfmiddlewaretoken]").value);
    return form;
  }

  // A refused message returns to the field, unless something new is being written there.
  giveBack(message) {
    this.form?.removeAttribute("aria-busy");
    if (this.#place() === placeOf(message)) this.#saySure(message.sure);
    if (message.parts && this.form && this.#place() === placeOf(message)) return fill(this.form, message.parts);
    if (message.kind !== "button" && this.field && !this.field.value) this.field.value = message.text;
  }

  beforeSwap() {
    const active = document.activeElement;
    this.#draft = {
      text: this.field?.value ?? "",
      option: this.form?.ariaBusy === "true" ? undefined : this.#chosen()?.value, // what was sent is no draft
      parts: this.form && !this.form.dataset.sent ? partsOf(this.form) : null,
      sure: this.#sure()?.value,
      focus: this.#places().indexOf(active),
      selection: active?.selectionStart ?? null,
      place: this.#place(),
      hadFocus: this.form?.contains(active) ?? false,
      wasTyping: active === this.field,
    };
  }

  afterSwap() {
    if (!this.#draft) return;
    const { text, option, parts, sure, focus, selection, place, hadFocus, wasTyping } = this.#draft;
    this.#draft = null;
    const isSame = place === this.#place();
    if (this.form) enhance(this.form, isSame ? parts : null);
    if (isSame) this.#restore(text, option);
    if (isSame) this.#saySure(sure);
    if (isSame && focus >= 0 && partsOf(this.form)) return this.#focusAgain(focus, selection);
    // On a touch screen focus brings up the keyboard: only for those who had it up.
    const mayFocus = wasTyping || (hadFocus && matchMedia("(pointer: fine)").matches);
    if (mayFocus) (this.field ?? this.#options()[0] ?? this.#seen())?.focus({ preventScroll: true });
  }

  #restore(text, option) {
    if (this.field) this.field.value = text;
    const again = this.#options().find((one) => one.type === "radio" && one.value === option);
    if (again) again.checked = true;
  }

  // Where somebody was writing or pressing among several fields, they go on.
  #focusAgain(at, selection) {
    const again = this.#places()[at];
    again?.focus({ preventScroll: true });
    if (selection !== null && again?.selectionStart !== undefined) again.setSelectionRange(selection, selection);
  }

  #places() {
    return [...(this.form?.querySelectorAll("input:not([type=hidden]), textarea, select, button") ?? [])];
  }

  // The first that is on the screen: what is put in order hides the lists that it is made of.
  #seen() {
    return this.#places().find((one) => one.checkVisibility());
  }

  #chosen() {
    return this.form?.querySelector("input[type=radio][name=text]:checked");
  }

  #sure() {
    return this.form?.querySelector("[data-sure]:checked");
  }

  #saySure(value) {
    const said = value && this.form?.querySelector(`[data-sure][value="${value}"]`);
    if (said) said.checked = true;
  }

  #place() {
    const fields = this.form?.elements;
    return fields ? placeOf({ step: fields.step?.value, scaffold: fields.scaffold?.value }) : "";
  }

  #options() {
    return [...this.page.querySelectorAll("#composer [data-option]")];
  }

  #onSubmit(event) {
    if (event.target !== this.form) return;
    event.preventDefault();
    const form = event.target;
    const said = this.#said(form, event.submitter);
    const isOnce = said?.message.kind !== "answer" || form.dataset.kind !== "text";
    const sure = this.#sure()?.value;
    if (said?.message.kind === "answer" && sure) said.message.sure = sure;
    if (!said || (isOnce && form.ariaBusy === "true")) return;
    if (!this.submit(said)) return;
    if (said.message.parts) form.dataset.sent = "true";
    if (isOnce) form.ariaBusy = "true";
    else this.field.value = "";
  }

  // {message: {kind, text, step, scaffold}, label}, or null while there is nothing to send.
  #said(form, submitter) {
    const fields = new FormData(form);
    const place = { step: fields.get("step") || null, scaffold: fields.get("scaffold") || null };
    if (submitter?.name === "button") {
      return { message: { kind: "button", text: submitter.value, ...place }, label: submitter.textContent.trim() };
    }
    if (submitter?.name === "text") {
      const label = (submitter.querySelector(".words") ?? submitter).textContent.trim();
      return { message: { kind: "guess", text: submitter.value, ...place }, label };
    }
    if (submitter?.name === "part") return this.#opening(form, submitter, place);
    const parts = partsOf(form);
    if (parts) return { message: { kind: "answer", text: "", parts, ...place }, label: labelOf(form) };
    const text = (fields.get("text") ?? "").trim();
    const chosen = this.#chosen()?.closest("label").querySelector(".words");
    return text ? { message: { kind: fields.get("kind"), text, ...place }, label: chosen?.textContent.trim() ?? text } : null;
  }

  // Words of one's own, an answer that was tapped, or both; null while there is neither.
  #opening(form, submitter, place) {
    const [own] = partsOf(form);
    const said = [submitter.value && submitter.querySelector(".words").textContent, own.trim()].filter(Boolean);
    const message = { kind: "answer", text: "", parts: [own, submitter.value], ...place };
    return said.length ? { message, label: said.join("\n") } : null;
  }

  // In a field of several lines Enter begins the next one.
  #sends(event) {
    return event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("#composer textarea");
  }

  // 1 to 9 take the option of that number, unless somebody is writing.
  #onKey(event) {
    if (this.#sends(event)) {
      event.preventDefault();
      this.form.requestSubmit(this.form.querySelector("button.button"));
    }
    if (!/^[1-9]$/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("input[type=text], input[type=password], textarea, select")) return;
    const option = this.#options()[Number(event.key) - 1];
    if (!option) return;
    event.preventDefault();
    option.focus();
    option.click();
  }
}

const placeOf = ({ step, scaffold }) => `${step ?? ""}|${scaffold ?? ""}`;
