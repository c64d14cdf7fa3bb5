import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { Worker } from "node:worker_threads";

/** From this size on hashing has a thread of its own, beside the reading. */
const LARGE = 8 * 2 ** 20;

/** Plain JavaScript, so that it runs whatever the sources are run by. */
const HASHING = `
const { createHash } = require("node:crypto");
const { createReadStream } = require("node:fs");
const { parentPort, workerData } = require("node:worker_threads");
const hash = createHash("sha256");
createReadStream(workerData, { highWaterMark: 1 << 20 })
  .on("data", (chunk) => hash.update(chunk))
  .on("end", () => parentPort.postMessage(hash.digest("hex")));
`;

async function inThread(file: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(HASHING, { eval: true, workerData: file });
    worker.once("message", resolve).once("error", reject);
  });
}

async function here(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

/** SHA-256 of a file's bytes, in hex. */
export async function sha256Of(file: string): Promise<string> {
  return (await stat(file)).size < LARGE ? here(file) : inThread(file);
}
