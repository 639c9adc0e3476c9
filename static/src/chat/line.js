// The connection that hx-ws holds: is it open, since when is it silent, did it fail. Knows no frame's meaning.
const GONE = 4404; // the server's "no such conversation for you": nothing to come back to
const AGAIN_BY_HX_WS = new Set([1001, 1005, 1006, 1011, 1012, 1013, 1014]);
const AGAIN_MS = 2000;

export class Line {
  #connection = null;
  #heardAt = 0;

  constructor(element, { opened, lost, gone, received }) {
    this.element = element;
    this.failures = 0; // closings since it was last open
    element.addEventListener("htmx:ws:after:connection", ({ detail }) => {
      this.#connection = detail.connection;
      this.#heardAt = Date.now();
      this.failures = 0;
      opened();
    });
    element.addEventListener("htmx:ws:before:message:incoming", ({ detail }) => {
      this.#heardAt = Date.now();
      received(JSON.parse(detail.message.data));
    });
    element.addEventListener("htmx:ws:close", ({ detail: { reason, code } }) => {
      if (reason !== "closed" || document.hidden) return;
      this.failures += 1;
      if (code === GONE) return gone();
      lost();
      if (!AGAIN_BY_HX_WS.has(code)) setTimeout(() => this.restart(), AGAIN_MS);
    });
  }

  get isOpen() {
    return this.#connection?.socket?.readyState === WebSocket.OPEN;
  }

  silence() {
    return Date.now() - this.#heardAt;
  }

  send(message) {
    this.#connection.socket.send(JSON.stringify(message));
  }

  // A fresh connection; the element holds nothing else, so processing it anew costs nothing.
  restart() {
    this.#connection = null;
    window.htmx.process(this.element, true);
  }
}
