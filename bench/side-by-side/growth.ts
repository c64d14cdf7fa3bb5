import { rmSync } from "node:fs";
import { join } from "node:path";
import { openDuckdb } from "../../src/tables/duckdb/connection.js";
import { median } from "../median.js";
import { bundled } from "./bundled.js";
import { type Told, wholeProcess } from "./child.js";
import type { Grown, Measured } from "./figures.js";
import { GROWTH_WORKS, type GrowthName } from "./growth-works.js";
import { requireSameAnswers } from "./same-answers.js";

const MB = 1024 * 1024;
const ROUNDS = 3;
const SIDES = ["ours", "by-hand"] as const;

const measured = (system: string, all: readonly Told[]): Measured => ({
  system,
  milliseconds: median(all.map(({ milliseconds }) => milliseconds)),
  peak: Math.round(median(all.map(({ peak }) => peak / MB))),
});

async function grown(work: GrowthName, rows: number, file: string, program: string): Promise<Grown> {
  const system = { command: [process.execPath, program], env: process.env };
  const told = { ours: [] as Told[], "by-hand": [] as Told[] };
  for (let round = 0; round < ROUNDS; round++)
    for (const side of SIDES) told[side].push(await wholeProcess(system, [side, work, file]));
  const { title, why } = GROWTH_WORKS[work];
  requireSameAnswers(`${title}, ${rows} rows: Vafa and by hand`, told.ours[0]!.answer, told["by-hand"][0]!.answer);
  const [ours, byHand] = [measured("Vafa", told.ours), measured("SQL by hand", told["by-hand"])];
  return { work: title, rows, ours, byHand, atMost: 1.1, why };
}

/** Works on Parquet files of growing size, each beside the query by hand. */
export async function measureGrowth(
  folder: string,
  sizes: readonly number[],
  done: (one: Grown) => void,
): Promise<Grown[]> {
  const program = await bundled("growth-program");
  const engine = await openDuckdb({ folders: [folder] }, {});
  const all: Grown[] = [];
  for (const rows of sizes) {
    for (const work of Object.keys(GROWTH_WORKS) as GrowthName[]) {
      const file = join(folder, `${work}.parquet`);
      const select = GROWTH_WORKS[work].rows(rows);
      await engine.query(`COPY (${select}) TO ${engine.dialect.literal(file)} (FORMAT parquet)`);
      const one = await grown(work, rows, file, program);
      rmSync(file);
      all.push(one);
      done(one);
    }
  }
  return all;
}
