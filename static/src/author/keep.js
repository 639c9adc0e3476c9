// What is typed is not lost: Ctrl+S saves, leaving with changes asks first and hands them to the server.
const PLACE = "author-place";

// After saving the page comes anew: the writer goes on where they were, unless something else asks for them.
function backInPlace() {
  const [path, scroll, id] = JSON.parse(sessionStorage.getItem(PLACE) ?? "[]");
  sessionStorage.removeItem(PLACE);
  if (path !== location.pathname || document.querySelector("[autofocus]")) return;
  document.getElementById(id)?.focus({ preventScroll: true });
  window.scrollTo(0, scroll);
}

export function keep(form) {
  let unsaved = form.dataset.unsaved !== undefined;
  let sending = false;

  const post = () => {
    const body = new URLSearchParams(new FormData(form));
    // A browser carries at most 64 kB beyond the end of a page; what is longer was kept 2 s after it was typed.
    return fetch(form.dataset.keptUrl, { method: "POST", body, keepalive: body.toString().length < 60_000 });
  };

  form.addEventListener("input", (event) => {
    if (event.target.dataset.notKept === undefined) unsaved = true;
  });
  form.addEventListener("submit", ({ submitter }) => {
    if (submitter?.formTarget === "_blank") return;
    sending = true;
    sessionStorage.setItem(PLACE, JSON.stringify([location.pathname, window.scrollY, document.activeElement?.id]));
  });
  backInPlace();
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[data-save]"));
    }
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && unsaved && !sending) post().catch(() => {});
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved && !sending) event.preventDefault();
  });

  return {
    changed: () => form.dispatchEvent(new Event("input", { bubbles: true })),
  };
}
