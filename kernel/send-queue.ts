type Frames = readonly (Buffer | string)[];

interface Sender {
  send(frames: (Buffer | string)[]): Promise<void>;
}

/** zeromq sends that many messages in one turn of the event loop at most, and loses what is sent while one is waiting. */
const A_TURN = 200;

/** Sends messages in order, none lost however many come at once. */
export class SendQueue {
  readonly #socket: Sender;
  readonly #waiting: Frames[] = [];
  #inTurn = 0;
  #underWay: Promise<unknown>[] = [];
  #draining: Promise<void> | null = null;

  constructor(socket: Sender) {
    this.#socket = socket;
  }

  /** The first ones of a turn leave at once, so that a long computation is heard while it works. */
  send(frames: Frames): void {
    if (this.#draining === null && this.#inTurn < A_TURN) {
      if (this.#inTurn++ === 0) setImmediate(() => this.#newTurn());
      this.#underWay.push(this.#socket.send([...frames]).catch(() => {}));
      return;
    }
    this.#waiting.push(frames);
    this.#draining ??= this.#drain();
  }

  /** Resolves when everything sent so far has left. */
  async empty(): Promise<void> {
    await Promise.all(this.#underWay);
    await this.#draining;
  }

  #newTurn(): void {
    this.#inTurn = 0;
    this.#underWay = [];
  }

  async #drain(): Promise<void> {
    await Promise.all(this.#underWay);
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      await this.#socket.send([...next]).catch(() => {});
    }
    this.#draining = null;
  }
}
