import type { Publisher, Reply, Router } from "zeromq";
import type { Connection } from "./connection.js";
import { type Content, type Header, type Message, Wire } from "./message.js";
import { requireFromRoot } from "./project.js";
import { SendQueue } from "./send-queue.js";

export type Channel = "shell" | "control";

type Received = (message: Message, channel: Channel) => void;

/** The kernel's five sockets. */
export class Channels {
  readonly #wire: Wire;
  readonly #iopub: Publisher;
  readonly #routers: Readonly<Record<Channel | "stdin", Router>>;
  readonly #heartbeat: Reply;
  readonly #queues: Readonly<Record<Channel | "iopub", SendQueue>>;

  private constructor(wire: Wire) {
    const { Publisher, Reply, Router } = requireFromRoot("zeromq") as typeof import("zeromq");
    const unlimited = { sendHighWaterMark: 0, linger: 1000 };
    this.#wire = wire;
    this.#iopub = new Publisher(unlimited);
    this.#routers = { shell: new Router(unlimited), control: new Router(unlimited), stdin: new Router(unlimited) };
    this.#heartbeat = new Reply();
    this.#queues = {
      shell: new SendQueue(this.#routers.shell),
      control: new SendQueue(this.#routers.control),
      iopub: new SendQueue(this.#iopub),
    };
  }

  /** Binds the sockets of the connection file and hands over every signed message. */
  static async open(connection: Connection, received: Received): Promise<Channels> {
    const channels = new Channels(new Wire(connection.key));
    const { transport, ip } = connection;
    const separator = transport === "ipc" ? "-" : ":";
    const at = (port: number) => `${transport}://${ip}${separator}${port}`;
    await Promise.all([
      channels.#iopub.bind(at(connection.iopub_port)),
      channels.#routers.shell.bind(at(connection.shell_port)),
      channels.#routers.control.bind(at(connection.control_port)),
      channels.#routers.stdin.bind(at(connection.stdin_port)),
      channels.#heartbeat.bind(at(connection.hb_port)),
    ]);
    void channels.#listen("shell", received);
    void channels.#listen("control", received);
    void channels.#beat();
    return channels;
  }

  async #listen(channel: Channel, received: Received): Promise<void> {
    for await (const frames of this.#routers[channel]) {
      const message = this.#wire.read(frames);
      if (message !== null) received(message, channel);
    }
  }

  async #beat(): Promise<void> {
    for await (const frames of this.#heartbeat) await this.#heartbeat.send(frames);
  }

  /** Answers a request. */
  reply(channel: Channel, request: Message, type: string, content: Content): void {
    this.#queues[channel].send(this.#wire.write(type, content, request.header, request.identities));
  }

  /** Tells every front end; `parent` is the request that this belongs to. */
  publish(type: string, content: Content, parent: Header | null): void {
    this.#queues.iopub.send(this.#wire.write(type, content, parent, [Buffer.from(`kernel.${type}`)]));
  }

  /** Resolves when all messages have left the queues. */
  async sent(): Promise<void> {
    await Promise.all(Object.values(this.#queues).map((queue) => queue.empty()));
  }

  /** Closes the sockets; what has been sent still leaves. */
  close(): void {
    for (const socket of [this.#iopub, this.#heartbeat, ...Object.values(this.#routers)]) socket.close();
  }
}
