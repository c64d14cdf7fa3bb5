import { createHash } from "node:crypto";
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readPackage } from "../../src/datasets/descriptor/read-package.js";
import { type ParquetTable, writeParquet } from "./demo-tables.js";

/** Raised whenever what is written from the same files changes. */
const FORMAT = 1;
const LIST = "tables.json";

/** What the tables are made from, as a name. */
async function nameOf(description: string): Promise<string> {
  const hash = createHash("sha256").update(`${FORMAT}`).update(readFileSync(description));
  for (const { file } of (await readPackage(description)).tables) hash.update(readFileSync(file));
  return `tables-${hash.digest("hex").slice(0, 16)}`;
}

/**
 * Puts the tables of a data package as Parquet into `folder`: written once into `cache`, and copied from there until the
 * package or one of its files changes.
 */
export async function keptTables(description: string, cache: string, folder: string): Promise<readonly ParquetTable[]> {
  const name = await nameOf(description);
  const kept = join(cache, name);
  if (!existsSync(kept)) {
    const making = `${kept}.${process.pid}`;
    rmSync(making, { recursive: true, force: true });
    writeFileSync(join(making, LIST), JSON.stringify(await writeParquet(description, making)));
    for (const old of readdirSync(cache).filter((each) => /^tables-[0-9a-f]{16}$/.test(each))) {
      rmSync(join(cache, old), { recursive: true, force: true });
    }
    if (existsSync(kept)) rmSync(making, { recursive: true, force: true });
    else renameSync(making, kept);
  }
  cpSync(kept, folder, { recursive: true, filter: (file) => !file.endsWith(LIST) });
  return JSON.parse(readFileSync(join(kept, LIST), "utf8")) as readonly ParquetTable[];
}
