import { complete, inspect, isComplete } from "./assistance.js";
import type { Channel, Channels } from "./channels.js";
import type { ExecutionQueue } from "./execution-queue.js";
import { KERNEL_INFO } from "./kernel-info.js";
import type { Content, Message } from "./message.js";
import type { Session } from "./session.js";

export interface Parts {
  readonly channels: Channels;
  readonly session: Session;
  readonly executions: ExecutionQueue;
  readonly shutDown: () => void;
}

function history({ executions }: Parts, { hist_access_type, n }: Content): Content {
  const all = executions.history;
  return { status: "ok", history: hist_access_type === "tail" ? all.slice(-Number(n ?? all.length)) : all };
}

type Answer = (parts: Parts, content: Content) => Content;

const ANSWERS: Readonly<Record<string, Answer>> = {
  kernel_info: () => KERNEL_INFO,
  complete: ({ session }, content) => complete(session.executor, content),
  inspect: ({ session }, content) => inspect(session.executor, content),
  is_complete: (_, content) => isComplete(content),
  comm_info: () => ({ status: "ok", comms: {} }),
  history,
  interrupt: ({ session }) => {
    session.interrupt();
    return { status: "ok" };
  },
  shutdown: (_, { restart }) => ({ status: "ok", restart: restart === true }),
};

/** There are no widgets here: whoever opens one is told that it is closed. */
function refuseComm({ channels }: Parts, { header, content }: Message): void {
  channels.publish("comm_close", { comm_id: content.comm_id, data: {} }, header);
}

/** Answers what a front end asks, on the shell or the control channel. */
export function answer(parts: Parts, message: Message, channel: Channel): void {
  const { channels } = parts;
  const type = message.header.msg_type;
  if (type === "execute_request") {
    parts.executions.add(message);
    return;
  }
  const status = (state: string) => channels.publish("status", { execution_state: state }, message.header);
  status("busy");
  if (type === "comm_open") refuseComm(parts, message);
  const name = type.replace(/_request$/, "");
  const made = type.endsWith("_request") ? ANSWERS[name]?.(parts, message.content) : undefined;
  if (made !== undefined) channels.reply(channel, message, `${name}_reply`, made);
  status("idle");
  if (type === "shutdown_request") parts.shutDown();
}
