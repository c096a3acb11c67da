// The one connection a page holds: server-sent events of /api/live, and whether they can be trusted.

/** No event for so long, and what the page shows is called stale. The server sends one every 5 s. */
const STALE_AFTER_MILLIS = 16_000;
const RECONNECT_MILLIS = [1_000, 2_000, 4_000, 8_000];

/**
 * Calls `onEvent(name, data)` for each event and `onState(state, lastEventAt)` whenever the state
 * may have changed: `connecting`, `live`, `stale` (connected, silent) or `disconnected`.
 */
export class Live {
  #onEvent;
  #onState;
  #names;
  #source = null;
  #url = null;
  #open = false;
  #lastEventAt = null;
  #failures = 0;
  #retry = null;

  constructor({ names, onEvent, onState }) {
    this.#names = names;
    this.#onEvent = onEvent;
    this.#onState = onState;
    setInterval(() => this.#tell(), 1_000);
    // A laptop that woke up should not wait for the next attempt.
    window.addEventListener('online', () => this.#connect());
  }

  /** Follows another view; what came before no longer counts as fresh. */
  follow(url) {
    this.#url = url;
    this.#lastEventAt = null;
    this.#failures = 0;
    this.#connect();
  }

  #connect() {
    clearTimeout(this.#retry);
    this.#source?.close();
    this.#open = false;
    const source = new EventSource(this.#url);
    this.#source = source;
    source.addEventListener('open', () => {
      this.#open = true;
      this.#tell();
    });
    source.addEventListener('error', () => this.#failed(source));
    for (const name of this.#names) {
      source.addEventListener(name, (event) => {
        this.#open = true;
        this.#failures = 0;
        this.#lastEventAt = Date.now();
        this.#onEvent(name, JSON.parse(event.data));
        this.#tell();
      });
    }
    this.#tell();
  }

  // The browser gives up for good on some errors, so the page reconnects by itself.
  #failed(source) {
    if (source !== this.#source) {
      return;
    }
    source.close();
    this.#open = false;
    const wait = RECONNECT_MILLIS[Math.min(this.#failures, RECONNECT_MILLIS.length - 1)];
    this.#failures += 1;
    this.#retry = setTimeout(() => this.#connect(), wait);
    this.#tell();
  }

  #tell() {
    this.#onState(this.#state(), this.#lastEventAt);
  }

  #state() {
    if (!this.#open) {
      return this.#failures > 0 || this.#lastEventAt !== null ? 'disconnected' : 'connecting';
    }
    if (this.#lastEventAt === null) {
      return 'connecting';
    }
    return Date.now() - this.#lastEventAt > STALE_AFTER_MILLIS ? 'stale' : 'live';
  }
}
