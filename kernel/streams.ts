import { StringDecoder } from "node:string_decoder";
import type { Outputs } from "./outputs.js";

type Done = (error?: Error | null) => void;

/** Whatever is printed goes to the notebook. What the process itself says (running out of memory) stays where it is. */
export function redirectStreams(outputs: Outputs): void {
  for (const name of ["stdout", "stderr"] as const) {
    const decoder = new StringDecoder("utf8");
    const write = (chunk: string | Uint8Array, encoding?: BufferEncoding | Done, done?: Done): boolean => {
      const text = typeof chunk === "string" ? chunk : decoder.write(Buffer.from(chunk));
      outputs.write(name, text);
      const finished = typeof encoding === "function" ? encoding : done;
      if (finished) process.nextTick(finished);
      return true;
    };
    process[name].write = write as typeof process.stdout.write;
  }
}
