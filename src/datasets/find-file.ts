import { readdir, stat } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { nearestNames } from "../tables/nearest.js";

/** Throws unless the path is a file, naming the nearest file in that folder. */
export async function requireFile(caller: string, file: string): Promise<void> {
  const found = await stat(file).catch(() => null);
  if (found?.isFile()) return;
  if (found?.isDirectory()) throw new Error(`${caller} requires a file; got the folder ${file}`);
  const folder = dirname(file);
  const names = await readdir(folder).catch(() => null);
  if (names === null) throw new Error(`${caller}: no file ${file}; its folder ${folder} does not exist either`);
  const near = nearestNames(basename(file), names.sort());
  const hint =
    near.length > 0 ? `nearest: ${near.map((name) => `'${name}'`).join(", ")}` : "nothing there is called alike";
  throw new Error(`${caller}: no file ${basename(file)} in ${folder}; ${hint}`);
}
