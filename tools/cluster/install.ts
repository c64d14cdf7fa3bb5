import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Tell } from "../setup/environment.js";
import { findPython } from "../setup/find-python.js";
import { Failure, firstLine } from "../terminal/failure.js";
import { endGroup, startGroup } from "../terminal/process-group.js";
import { ARTIFACTS, type Artifact, mavenRepository, TRINO_VERSION } from "./artifacts.js";
import { download } from "./download.js";

const megabytes = (bytes: number) => Math.round(bytes / 1e6);

/** Unpacks with Python's own modules: Node reads neither kind, and the set-up has Python already. */
async function unpack(archive: string, folder: string): Promise<void> {
  const kind = archive.endsWith(".zip") ? "zipfile" : "tarfile";
  const program = startGroup(findPython().executable, ["-I", "-m", kind, "-e", archive, folder], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  program.stderr!.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    program.once("close", resolve).once("error", reject);
  });
  if (program.pid !== undefined) endGroup(program.pid);
  if (code === 0) return;
  const last = said.trim().split("\n").at(-1) ?? "";
  throw new Failure(`${basename(archive)} could not be unpacked: ${firstLine(last) || "it said nothing"}`);
}

/** Unpacks an archive of one folder, and puts that folder at `place`. */
export async function unpackTo(archive: string, place: string): Promise<void> {
  const folder = `${place}.unpacked`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  try {
    await unpack(archive, folder);
    const [only, ...more] = readdirSync(folder);
    if (only === undefined || more.length > 0) {
      throw new Failure(`${basename(archive)} requires one folder inside; got ${more.length + (only ? 1 : 0)}`);
    }
    mkdirSync(dirname(place), { recursive: true });
    renameSync(join(folder, only), place);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export interface Installation {
  readonly artifacts?: readonly Artifact[];
  readonly repository?: string;
}

/**
 * Puts the server and its plugins into `folder`, each file verified before it is unpacked, and gives the server's home.
 * What stands already is left alone; an installation that broke off is made anew.
 */
export async function install(
  folder: string,
  tell: Tell,
  { artifacts = ARTIFACTS, repository = mavenRepository() }: Installation = {},
): Promise<string> {
  const home = join(folder, `trino-${TRINO_VERSION}`);
  if (existsSync(home)) return home;
  const making = `${home}.making`;
  rmSync(making, { recursive: true, force: true });
  const total = artifacts.reduce((sum, { bytes }) => sum + bytes, 0);
  let before = 0;
  const archives: [string, string][] = [];
  for (const artifact of artifacts) {
    const archive = join(folder, basename(artifact.path));
    const told = (bytes: number) =>
      tell(`downloading Trino ${TRINO_VERSION} (MB)`, megabytes(before + bytes), megabytes(total));
    if (!existsSync(archive)) await download(repository, artifact, archive, told);
    before += artifact.bytes;
    archives.push([archive, artifact.place]);
  }
  for (const [position, [archive, place]] of archives.entries()) {
    tell("unpacking", position + 1, archives.length);
    await unpackTo(archive, place === "" ? making : join(making, place));
  }
  renameSync(making, home);
  for (const [archive] of archives) rmSync(archive);
  return home;
}
