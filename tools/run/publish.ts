import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import { beforeEnd } from "../terminal/command.js";
import { Failure, messageOf, WrongUsage } from "../terminal/failure.js";
import { lives } from "../terminal/process-group.js";

/** What the first lines of every page say; a folder with neither of these pages is not ours to replace. */
export const MARK = '<meta name="generator" content="Vafa">';
const PAGES = ["index.html", "coverage.html"];

function isOurs(folder: string): boolean {
  const pages = PAGES.map((name) => join(folder, name)).filter(existsSync);
  return pages.some((page) => readFileSync(page, "utf8").slice(0, 2000).includes(MARK));
}

function requireReplaceable(folder: string): void {
  if (!existsSync(folder)) return;
  let entries: string[];
  try {
    entries = readdirSync(folder);
  } catch (error) {
    throw new WrongUsage(`--out ${folder} is no folder: ${messageOf(error)}`);
  }
  if (entries.length > 0 && !isOurs(folder)) {
    throw new WrongUsage(`--out ${folder} holds other files and is not replaced; name a new or an empty folder`);
  }
}

/** Mends what a killed run has left beside the folder: the last good one takes its place again, unfinished ones go. */
export function mend(folder: string): void {
  const beside = dirname(folder);
  if (!existsSync(beside)) return;
  for (const name of readdirSync(beside)) {
    if (!name.startsWith(`${basename(folder)}.`)) continue;
    const [, kind, pid] = /^\.(new|old)-(\d+)\.tmp$/.exec(name.slice(basename(folder).length)) ?? [];
    if (!kind || lives(Number(pid))) continue;
    if (kind === "old" && !existsSync(folder)) renameSync(join(beside, name), folder);
    else rmSync(join(beside, name), { recursive: true, force: true });
  }
}

function exchange(finished: string, folder: string): void {
  const old = `${folder}.old-${process.pid}.tmp`;
  const had = existsSync(folder);
  if (had) renameSync(folder, old);
  try {
    renameSync(finished, folder);
  } catch (error) {
    if (had) renameSync(old, folder);
    throw new Failure(`${folder} could not be written: ${messageOf(error)}`);
  }
  rmSync(old, { recursive: true, force: true });
}

/**
 * The folder by the real name of what it lies in. One inside this folder stays inside: a link that was laid on the way since
 * the name was looked at is found here, and one that is laid later leads nothing elsewhere.
 */
function realPlace(folder: string): string {
  const [home, parent] = [process.cwd(), realpathSync(dirname(folder))];
  const isInside = relative(home, folder).split(sep)[0] !== "..";
  if (isInside && parent !== realpathSync(home) && !parent.startsWith(realpathSync(home) + sep))
    throw new WrongUsage(`--out ${folder} leads out of this folder by a link, to ${parent}`);
  return join(parent, basename(folder));
}

/**
 * Writes a folder whole or not at all: `write` fills a new one beside it, which then takes its place. Where `write` fails
 * or the process is ended, the folder stays as it was.
 */
export async function publish<T>(asked: string, write: (unfinished: string) => Promise<T>): Promise<T> {
  requireReplaceable(asked);
  mkdirSync(dirname(asked), { recursive: true });
  const folder = realPlace(asked);
  const unfinished = `${folder}.new-${process.pid}.tmp`;
  const discard = () => rmSync(unfinished, { recursive: true, force: true, maxRetries: 3 });
  const release = beforeEnd(discard);
  mend(folder);
  discard();
  mkdirSync(unfinished);
  try {
    const result = await write(unfinished);
    exchange(unfinished, folder);
    return result;
  } finally {
    release();
    discard();
  }
}
