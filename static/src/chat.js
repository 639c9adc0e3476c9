// One open conversation: joins the connection, the outbox, the log and the composer. Draws nothing itself.
import { Appeals } from "./chat/appeals.js";
import { Composer } from "./chat/composer.js";
import { Line } from "./chat/line.js";
import { Log } from "./chat/log.js";
import { Outbox } from "./chat/outbox.js";

const MAX_BYTES = 4096; // the server takes no longer frame
const FIRST_RETRY_MS = 2000;
const LAST_RETRY_MS = 15000;
const SILENCE_MS = 12000; // an open socket that is silent this long while we wait for an answer is dead
const TRIES_BEFORE_POST = 3; // then the form's own way is tried: a proxy may let no websocket through
const STATE_DELAY_MS = 1500; // shorter breaks are not worth a word

export function converse(page) {
  const words = page.dataset;
  const outbox = new Outbox(`edgewise:outbox:${words.session}`);
  const log = new Log(page, words);
  const composer = new Composer(page, submit);
  const appeals = new Appeals(page, submit);
  const note = page.querySelector("#note");
  const state = page.querySelector("#state");
  let lastSeq = Number(words.lastSeq);
  let frame = null; // the one that is being put on the page
  let isGone = false;
  let retry = FIRST_RETRY_MS;
  let retryTimer = null;
  let stateTimer = null;
  let wanted = ""; // what the state line will say once its delay is over

  const line = new Line(page.querySelector("#line"), {
    opened() {
      tell("");
      line.send({ type: "hello", last_seq: lastSeq });
      flush();
    },
    lost: () => tell(outbox.items.length ? words.reconnectingKept : words.reconnecting),
    gone() {
      isGone = true;
      tell(words.gone);
    },
    received,
  });

  function submit(said) {
    const message = { type: "say", client_id: newId(), ...said.message };
    if (new TextEncoder().encode(JSON.stringify(message)).length > MAX_BYTES) {
      note.textContent = words.tooLong;
      return false;
    }
    note.textContent = "";
    outbox.add({ message, label: said.label });
    log.showPending(message.client_id, said.label);
    log.follow();
    if (line.isOpen) line.send(message);
    scheduleRetry();
    return true;
  }

  function received(data) {
    frame = data;
    if (data.type === "ack") settle(data.client_id);
    if (data.type === "error") refused(data);
  }

  // Logged: ours to remember no longer. The bubble goes when the logged message takes its place.
  function settle(clientId) {
    retry = FIRST_RETRY_MS;
    if (outbox.drop(clientId)) log.markSent(clientId);
  }

  function refused(error) {
    if (error.retry) return scheduleRetry();
    note.textContent = error.words;
    const item = outbox.drop(error.client_id);
    if (!item) return;
    log.dropPending(error.client_id);
    composer.giveBack(item.message);
  }

  function flush() {
    for (const item of outbox.items) line.send(item.message);
    scheduleRetry();
  }

  function scheduleRetry() {
    if (retryTimer || !outbox.items.length) return;
    retryTimer = setTimeout(() => {
      retryTimer = null;
      retry = Math.min(retry * 2, LAST_RETRY_MS);
      tryAgain();
    }, retry);
  }

  function tryAgain() {
    if (!outbox.items.length || isGone) return;
    if (line.isOpen && line.silence() > SILENCE_MS) line.restart();
    else if (line.isOpen) return flush();
    else if (line.failures >= TRIES_BEFORE_POST) return void postAll();
    else tell(words.reconnectingKept);
    scheduleRetry();
  }

  async function postAll() {
    try {
      for (const { message } of [...outbox.items]) {
        const response = await fetch(words.postUrl, { method: "POST", body: composer.asForm(message) });
        if (response.status >= 500) return;
        if (!response.ok) return refused({ client_id: message.client_id, words: words.refused });
        outbox.drop(message.client_id);
      }
      if (line.isOpen) line.restart(); // it came back meanwhile: its hello brings the reply
      else location.reload();
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // fetch's own for "no connection": what was said stays
    } finally {
      scheduleRetry();
    }
  }

  function tell(text) {
    wanted = text;
    if (!text || state.textContent) state.textContent = text;
    else stateTimer ??= setTimeout(show, STATE_DELAY_MS);
  }

  function show() {
    stateTimer = null;
    state.textContent = wanted;
  }

  // Two tabs and every reconnection may bring what is here already; a late frame may bring an old composer.
  line.element.addEventListener("htmx:before:swap", ({ detail: { tasks } }) => {
    const isOld = frame.last_seq < lastSeq;
    for (const task of [...tasks]) {
      const id = task.target?.id;
      if (id === "log") for (const clientId of log.admit(task.fragment)) settled(clientId);
      else if (id === "composer" && isOld) tasks.splice(tasks.indexOf(task), 1);
      else if (id === "composer") composer.beforeSwap();
    }
  });
  line.element.addEventListener("htmx:after:swap", () => {
    lastSeq = Math.max(lastSeq, frame.last_seq ?? 0);
    log.afterSwap();
    composer.afterSwap();
    appeals.tidy(log);
  });

  function settled(clientId) {
    settle(clientId);
    log.dropPending(clientId);
  }

  // Back from the browser's page cache: the connection was closed when the page was left.
  addEventListener("pageshow", (event) => event.persisted && line.restart());
  addEventListener("online", () => !line.isOpen && line.restart());

  for (const { message, label } of outbox.items) {
    if (log.has(message.client_id)) outbox.drop(message.client_id);
    else log.showPending(message.client_id, label);
  }
  log.start();
  composer.start();
}

function newId() {
  if (crypto.randomUUID) return crypto.randomUUID(); // only on https and localhost
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
