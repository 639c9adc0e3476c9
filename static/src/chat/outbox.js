// What was said and is not acknowledged yet, oldest first; survives a reload. Knows no socket and no page.

export class Outbox {
  constructor(key) {
    this.key = key;
    this.items = stored(key);
  }

  add(item) {
    this.items.push(item);
    this.#store();
  }

  // The item that had this id, or undefined: dropping twice is harmless.
  drop(clientId) {
    const at = this.items.findIndex((item) => item.message.client_id === clientId);
    if (at < 0) return undefined;
    const [item] = this.items.splice(at, 1);
    this.#store();
    return item;
  }

  #store() {
    try {
      if (this.items.length) sessionStorage.setItem(this.key, JSON.stringify(this.items));
      else sessionStorage.removeItem(this.key);
    } catch (error) {
      if (!(error instanceof DOMException)) throw error; // storage forbidden or full: kept while the page is open
    }
  }
}

function stored(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key)) ?? [];
  } catch (error) {
    if (error instanceof DOMException || error instanceof SyntaxError) return [];
    throw error;
  }
}
