// The list of events on the page: each once, in order, the newest in view, with what is still on its way below.
// CSS pixels
const NEAR_END = 160; // this far from the end still counts as reading the newest
const MARGIN = 80; // kept free above the beginning of a turn

export class Log {
  #follows = true; // the reader is at the end, or was and has not scrolled up since
  #lastY = 0;
  #turn = null; // id of the article with which the latest turn begins
  #hasNew = false;

  constructor(page, words) {
    this.words = words;
    this.list = page.querySelector("#log");
    this.pending = page.querySelector("#pending");
    this.newer = page.querySelector("#newer");
    this.newer.addEventListener("click", () => this.follow());
    addEventListener("scroll", () => this.#onScroll(), { passive: true });
  }

  start() {
    if (!location.hash) this.#toNewest("instant");
  }

  has(clientId) {
    return this.list.querySelector(`[data-client-id="${CSS.escape(clientId)}"]`) !== null;
  }

  // Take from the fragment what is on the page already; the client ids of what stays.
  admit(fragment) {
    for (const article of fragment.querySelectorAll("article[data-seq]")) {
      if (document.getElementById(article.id)) article.remove();
    }
    const messages = [...fragment.querySelectorAll("[data-client-id]")];
    const first = fragment.querySelector("article[data-seq]");
    this.#hasNew = first !== null;
    this.#turn = messages[0]?.id ?? this.#turn ?? first?.id ?? null;
    return messages.map((article) => article.dataset.clientId);
  }

  // Also when only the composer changed: it may have grown over the newest words.
  afterSwap() {
    this.#sort();
    if (this.#follows) this.#toNewest();
    else if (this.#hasNew) this.newer.hidden = false;
    this.#hasNew = false;
  }

  follow() {
    this.#follows = true;
    this.#turn = null;
    this.#toNewest();
  }

  showPending(clientId, label) {
    const bubble = this.pending.querySelector("template").content.firstElementChild.cloneNode(true);
    bubble.dataset.pending = clientId;
    bubble.querySelector("bdi").textContent = label;
    this.pending.append(bubble);
  }

  markSent(clientId) {
    const state = this.#bubble(clientId)?.querySelector(".sending");
    if (state) state.textContent = this.words.sent;
  }

  dropPending(clientId) {
    this.#bubble(clientId)?.remove();
  }

  #bubble(clientId) {
    return this.pending.querySelector(`[data-pending="${CSS.escape(clientId)}"]`);
  }

  #sort() {
    const articles = [...this.list.querySelectorAll(":scope > article[data-seq]")];
    const isSorted = articles.every((article, at) => at === 0 || seq(articles[at - 1]) < seq(article));
    if (!isSorted) this.list.append(...articles.sort((one, other) => seq(one) - seq(other)));
  }

  #onScroll() {
    const isAtEnd = scrollY + innerHeight >= document.documentElement.scrollHeight - NEAR_END;
    this.#follows = isAtEnd || (this.#follows && scrollY >= this.#lastY);
    this.#lastY = scrollY;
    if (isAtEnd) this.newer.hidden = true;
  }

  // The end of the page, but never past the beginning of the turn: a long passage is read from its top.
  #toNewest(behavior) {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const end = document.documentElement.scrollHeight - innerHeight;
    const turn = this.#turn && document.getElementById(this.#turn);
    const beginning = turn ? turn.getBoundingClientRect().top + scrollY - MARGIN : end;
    scrollTo({ top: Math.min(end, beginning), behavior: behavior ?? (calm ? "instant" : "smooth") });
    this.newer.hidden = true;
  }
}

const seq = (article) => Number(article.dataset.seq);
