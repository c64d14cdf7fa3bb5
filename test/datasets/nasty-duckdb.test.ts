import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { duckdb } from "../../src/datasets/duckdb/duckdb.js";
import type { Issue } from "../../src/datasets/issues.js";
import { load } from "../../src/datasets/load.js";
import { reading } from "../../src/datasets/reading.js";
import { cellsOf, NASTY, nastyFiles, type Truth } from "./nasty-truth.js";
import { temporaryFolder } from "./temporary-folder.js";

const { folder } = temporaryFolder();

/** The issues written beside, as they can be compared: what a CSV file says of each. */
async function written(file: string): Promise<readonly unknown[]> {
  const cells = await cellsOf(await load(file));
  const of = (name: string) => cells.find(([column]) => column === name)![2];
  return of("rule").map((rule, i) => [Number(of("row")[i] ?? 0), of("column")[i], rule, of("effect")[i]].join(" "));
}

const shown = ({ row, column, rule, effect }: Issue) => [row ?? 0, column, rule, effect].join(" ");

/** DuckDB's binding for Node takes a byte order mark from the beginning of a text that it gives out; inside DuckDB it is there. */
const withoutMarks = ([name, type, values]: Truth["columns"][number]) =>
  [name, type, values.map((value) => (typeof value === "string" ? value.replace(/^\uFEFF/, "") : value))] as const;

async function isTheSame(file: string, truth: Truth): Promise<void> {
  const { schema, layout } = truth;
  const options = { schema, layout, rejectsTo: folder };
  const issuesFile = join(folder, `${file.replace(/\.\w+$/, "")}.issues.csv`);
  rmSync(issuesFile, { force: true });
  const table = await duckdb(join(NASTY, file), options);
  expect(await cellsOf(table)).toEqual(truth.columns.map(withoutMarks));
  expect(existsSync(issuesFile)).toBe(truth.balance.rejected > 0);
  if (truth.balance.rejected === 0) return;
  const there = await written(issuesFile);
  const frame = await load(join(NASTY, file), options);
  expect(there).toEqual(reading(frame).issues.map(shown));
}

describe("duckdb(nasty file) gives the cells and the issues that load gives", () => {
  for (const { file, about, readings } of nastyFiles.filter(({ file }) => /\.[ct]sv$/.test(file))) {
    for (const [number, truth] of readings.entries()) {
      test(`${file}${readings.length === 1 ? "" : ` (${number + 1})`}: ${about}`, async () => {
        if (truth.refused === undefined) return isTheSame(file, truth);
        const { schema, layout } = truth;
        await expect(duckdb(join(NASTY, file), { schema, layout, rejectsTo: folder })).rejects.toThrow(
          `duckdb ${file}: `,
        );
      });
    }
  }
});
