import { lstatSync, mkdtempSync, realpathSync, rmdirSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, relative, sep } from "node:path";
import { messageOf, WrongUsage } from "../terminal/failure.js";

/** Whether something is there, be it a link that leads nowhere. Below a file there is nothing. */
function stands(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}

/** The nearest part of a path that is there. */
function nearest(path: string): string {
  return stands(path) ? path : nearest(dirname(path));
}

function requireFolder(path: string, asked: string): string {
  let real: string;
  try {
    real = realpathSync(path);
  } catch {
    throw new WrongUsage(`--out ${asked}: ${path} is a link that leads nowhere`);
  }
  if (!statSync(real).isDirectory()) throw new WrongUsage(`--out ${asked}: ${path} is a file, not a folder`);
  return real;
}

/** Tried, not asked: permissions say nothing of a file system that is read-only or full. */
function requireWritable(real: string, asked: string): void {
  try {
    rmdirSync(mkdtempSync(join(real, ".vafa-")));
  } catch (error) {
    throw new WrongUsage(`--out ${asked}: nothing can be written to ${real}: ${messageOf(error)}`);
  }
}

/**
 * Where reports are written: a folder inside the one the command is run in. Nothing outside of it is ever written or
 * replaced, whatever a name or a link says.
 *
 * @returns the absolute path
 * @throws WrongUsage for an absolute path, one with '..', a link that leads out, a file, a folder that cannot be written
 */
export function outputFolder(asked: string, base = process.cwd()): string {
  const advice = "name a folder inside this one, such as out/may";
  if (asked.trim() === "" || asked.includes("\0")) throw new WrongUsage(`--out requires a name; ${advice}`);
  if (isAbsolute(asked)) throw new WrongUsage(`--out ${asked} is an absolute path; ${advice}`);
  if (asked.split(/[\\/]/).includes("..")) throw new WrongUsage(`--out ${asked} leads out by '..'; ${advice}`);
  const path = join(base, asked);
  if (relative(base, path) === "") throw new WrongUsage(`--out ${asked} is this very folder; ${advice}`);
  const there = nearest(path);
  const real = requireFolder(there, asked);
  const home = realpathSync(base);
  if (real !== home && !real.startsWith(home + sep))
    throw new WrongUsage(`--out ${asked} leads out of this folder by a link, to ${real}; ${advice}`);
  // The finished folder takes the place of the old one: the folder that holds it must let it.
  requireWritable(there === path ? realpathSync(dirname(path)) : real, asked);
  return path;
}
