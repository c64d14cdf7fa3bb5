import { createHash } from "node:crypto";
import { createWriteStream, mkdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Failure, messageOf } from "../terminal/failure.js";
import type { Artifact } from "./artifacts.js";

/** What a failed connection says is in its cause: `fetch failed` alone tells nothing. */
function causeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && cause.message !== "" ? cause.message : messageOf(error);
}

async function answerOf(url: string): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(url);
  } catch (error) {
    throw new Failure(
      `${url} could not be reached (${causeOf(error)}): check the network, or name a mirror in VAFA_MAVEN`,
    );
  }
  if (answer.ok && answer.body !== null) return answer;
  await answer.body?.cancel();
  throw new Failure(`${url} answered ${answer.status}: name a mirror of Maven Central in VAFA_MAVEN`);
}

/**
 * Brings a file from a Maven repository to `file`: under another name until its SHA-256 is the one that the code names,
 * so that nothing else is ever found there.
 */
export async function download(
  repository: string,
  { path, sha256 }: Artifact,
  file: string,
  onBytes: (bytes: number) => void = () => {},
): Promise<void> {
  const url = `${repository}/${path}`;
  const unfinished = `${file}.part`;
  mkdirSync(dirname(file), { recursive: true });
  const hash = createHash("sha256");
  try {
    const answer = await answerOf(url);
    let bytes = 0;
    const counted = async function* (chunks: AsyncIterable<Uint8Array>) {
      for await (const chunk of chunks) {
        hash.update(chunk);
        bytes += chunk.length;
        onBytes(bytes);
        yield chunk;
      }
    };
    await pipeline(Readable.fromWeb(answer.body! as never), counted, createWriteStream(unfinished)).catch((error) => {
      throw new Failure(`${url} broke off (${causeOf(error)}): run it again`);
    });
    const found = hash.digest("hex");
    if (found !== sha256) {
      throw new Failure(
        `${basename(path)} from ${repository} has another checksum than expected (${found.slice(0, 12)}…, not ${sha256.slice(0, 12)}…): it was not used; try another mirror in VAFA_MAVEN`,
      );
    }
    renameSync(unfinished, file);
  } finally {
    rmSync(unfinished, { force: true });
  }
}
