import { readFileSync } from "node:fs";

/** How to reach the kernel: what Jupyter writes into the connection file. */
export interface Connection {
  readonly transport: string;
  readonly ip: string;
  readonly key: string;
  readonly shell_port: number;
  readonly iopub_port: number;
  readonly stdin_port: number;
  readonly control_port: number;
  readonly hb_port: number;
}

export class ConnectionError extends Error {
  override readonly name = "ConnectionError";
}

const PORTS = ["shell_port", "iopub_port", "stdin_port", "control_port", "hb_port"] as const;

function parsed(text: string, file: string): Partial<Connection> {
  try {
    return JSON.parse(text) as Partial<Connection>;
  } catch {
    throw new ConnectionError(`the connection file ${file} is not JSON`);
  }
}

/** @throws ConnectionError in one line that says what is wrong with the file */
export function readConnection(file: string | undefined): Connection {
  if (file === undefined) {
    throw new ConnectionError("the Vafa kernel is started by Jupyter, with a connection file as its argument");
  }
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw new ConnectionError(`the connection file ${file} cannot be read`);
  }
  const connection = parsed(text, file);
  const absent = PORTS.filter((port) => typeof connection[port] !== "number");
  if (absent.length > 0) throw new ConnectionError(`the connection file ${file} has no ${absent.join(", ")}`);
  return { transport: "tcp", ip: "127.0.0.1", key: "", ...connection } as Connection;
}
