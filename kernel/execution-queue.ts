import type { Channels } from "./channels.js";
import type { Content, Message } from "./message.js";
import type { Outputs } from "./outputs.js";
import type { Session } from "./session.js";

/** Runs cells one after the other, and tells the front ends how they go. */
export class ExecutionQueue {
  readonly #channels: Channels;
  readonly #session: Session;
  readonly #outputs: Outputs;
  readonly #waiting: Message[] = [];
  #count = 0;
  #working = false;
  readonly history: (readonly [session: number, line: number, source: string])[] = [];

  constructor(channels: Channels, session: Session, outputs: Outputs) {
    this.#channels = channels;
    this.#session = session;
    this.#outputs = outputs;
  }

  get isWorking(): boolean {
    return this.#working;
  }

  add(request: Message): void {
    this.#waiting.push(request);
    if (!this.#working) void this.#drain();
  }

  async #drain(): Promise<void> {
    this.#working = true;
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) await this.#run(next);
    this.#working = false;
  }

  #status(state: "busy" | "idle", { header }: Message): void {
    this.#channels.publish("status", { execution_state: state }, header);
  }

  #finish(request: Message, reply: Content): void {
    this.#channels.reply("shell", request, "execute_reply", reply);
    this.#status("idle", request);
  }

  async #run(request: Message): Promise<void> {
    const { code, silent = false, store_history = true, stop_on_error = true } = request.content;
    const source = String(code ?? "");
    const counts = silent !== true && store_history !== false;
    if (counts) this.#count++;
    const count = this.#count;
    this.#status("busy", request);
    this.#outputs.begin(request.header, silent === true);
    if (silent !== true)
      this.#channels.publish("execute_input", { code: source, execution_count: count }, request.header);
    if (counts) this.history.push([0, count, source]);
    const failure = await this.#session.execute(source, count);
    this.#outputs.end();
    if (failure === null) {
      this.#finish(request, { status: "ok", execution_count: count, payload: [], user_expressions: {} });
      return;
    }
    this.#channels.publish("error", { ...failure }, request.header);
    const dropped = stop_on_error === false ? [] : await this.#askedBefore();
    this.#finish(request, { status: "error", execution_count: count, ...failure });
    for (const each of dropped) {
      this.#status("busy", each);
      // Without a number: a front end would write it beside a cell that was never run.
      this.#finish(each, { status: "aborted" });
    }
  }

  /** What had been asked for before a failure could be known: it is not run. What is asked for after the reply is. */
  async #askedBefore(): Promise<Message[]> {
    for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setTimeout(resolve, 2));
    return this.#waiting.splice(0);
  }
}
