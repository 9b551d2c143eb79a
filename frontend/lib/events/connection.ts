import { parseMessage, type LiveEvent } from "./messages";

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30_000;
/** The server says something every 15 seconds. */
const LONGEST_SILENCE_MS = 40_000;

/** What the connection needs of the world around it. */
export type Environment = {
  /** A single-use ticket for one socket. */
  fetchTicket: () => Promise<string>;
  openSocket: (ticket: string, cursor: string | null) => WebSocket;
  onEvent: (event: LiveEvent) => void;
  /** What is shown may be out of date: from now on events are complete again. */
  onReset: () => void;
  onLiveChange: (isLive: boolean) => void;
};

/**
 * The one event socket of this tab. It comes back after every loss, with longer and longer pauses
 * and with the cursor of the last event, so that nothing is missed in between.
 */
export class EventConnection {
  private socket: WebSocket | null = null;
  private cursor: string | null = null;
  private failures = 0;
  private retry: ReturnType<typeof setTimeout> | null = null;
  private silence: ReturnType<typeof setTimeout> | null = null;
  private ended = false;

  constructor(private readonly environment: Environment) {}

  start(): void {
    window.addEventListener("online", this.reconnectNow);
    void this.connect();
  }

  stop(): void {
    this.ended = true;
    window.removeEventListener("online", this.reconnectNow);
    this.cancelRetry();
    this.socket?.close();
    this.environment.onLiveChange(false);
  }

  private readonly reconnectNow = () => {
    if (this.retry === null) return;
    this.cancelRetry();
    void this.connect();
  };

  private async connect(): Promise<void> {
    try {
      const ticket = await this.environment.fetchTicket();
      if (!this.ended) this.listen(this.environment.openSocket(ticket, this.cursor));
    } catch {
      this.connectLater();
    }
  }

  private listen(socket: WebSocket): void {
    this.socket = socket;
    this.expectSoon();
    socket.onmessage = ({ data }) => this.receive(String(data));
    socket.onclose = () => this.lose();
  }

  private lose(): void {
    this.socket = null;
    if (this.silence !== null) clearTimeout(this.silence);
    if (this.ended) return;
    this.environment.onLiveChange(false);
    this.connectLater();
  }

  private connectLater(): void {
    if (this.ended) return;
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.failures);
    this.failures += 1;
    // Spread out, so that a restarted server is not asked by every tab at the same moment.
    const spread = pause * (0.5 + Math.random() / 2);
    this.retry = setTimeout(() => {
      this.retry = null;
      void this.connect();
    }, spread);
  }

  private cancelRetry(): void {
    if (this.retry !== null) clearTimeout(this.retry);
    this.retry = null;
  }

  private receive(text: string): void {
    this.expectSoon();
    const message = parseMessage(text);
    if (message === null) return;
    if (message.type === "ready") return this.begin(message.cursor);
    this.cursor = message.cursor;
    if (message.type === "reset") this.environment.onReset();
    else if (message.type !== "ping") this.environment.onEvent(message);
  }

  private begin(cursor: string): void {
    this.failures = 0;
    if (this.cursor === null) {
      this.cursor = cursor;
      // What happened since the page was loaded is unknown.
      this.environment.onReset();
    }
    this.environment.onLiveChange(true);
  }

  /** A line that is cut without a word is noticed by its silence. */
  private expectSoon(): void {
    if (this.silence !== null) clearTimeout(this.silence);
    this.silence = setTimeout(() => this.socket?.close(), LONGEST_SILENCE_MS);
  }
}
