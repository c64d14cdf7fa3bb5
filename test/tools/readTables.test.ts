import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { askedPeriod } from "../../src/calendar/asked-period.js";
import { readPackage } from "../../src/datasets/descriptor/read-package.js";
import { readTables } from "../../tools/report/read-tables.js";
import { KeptRuns } from "../../tools/run/kept/kept-runs.js";
import { WrongUsage } from "../../tools/terminal/failure.js";
import { temporaryFolder } from "../datasets/temporary-folder.js";

const { folder } = temporaryFolder();

/** What is said, and how often a file was read. */
function told() {
  const lines: string[] = [];
  const reads: string[] = [];
  const progress = {
    show: (_done: number, _total: number, text: string) => reads.push(text),
    say: (text: string) => lines.push(text),
    clear: () => {},
  };
  return { lines, reads, progress };
}

async function tables(csv: string) {
  writeFileSync(join(folder, "survey.csv"), csv);
  const fields = "{ name: score, type: integer, role: recommend }, { name: on, type: date, role: date }";
  const table = `{ name: survey, path: survey.csv, schema: { row: one answer, fields: [${fields}] } }`;
  writeFileSync(join(folder, "mydata.yaml"), `name: mine\nresources:\n  - ${table}\n`);
  return (await readPackage(join(folder, "mydata.yaml"))).tables;
}

const GOOD = "score,on\n9,2026-05-01\n8,2026-06-01\n";

test("readTables(tables) reads an unchanged table once, from run to run, and says the same of it", async () => {
  const found = await tables(GOOD);
  const how = { folder, period: askedPeriod("2026-05"), kept: new KeptRuns(folder) };
  const [first, second, third] = [told(), told(), told()];
  const extents = await readTables(found, how, first.progress);
  expect(first.lines).toEqual(["survey: 2 rows of survey.csv, 0 kept aside, 0 things to know", "  1 row of 2026-05"]);
  expect(first.reads.length).toBeGreaterThan(0);
  expect(await readTables(found, { ...how, kept: new KeptRuns(folder) }, second.progress)).toEqual(extents);
  expect(second).toMatchObject({ lines: first.lines, reads: [] });
  const changed = await tables(`${GOOD}7,2026-05-31\n`);
  await readTables(changed, how, third.progress);
  expect(third.lines[1]).toBe("  2 rows of 2026-05");
});

test("readTables(tables) reads a table each time of which rows are kept aside: they are written beside the report", async () => {
  const found = await tables(`${GOOD}many,2026-05-02\n`);
  for (const name of ["one", "two"]) {
    const { progress, reads } = told();
    await readTables(found, { folder: join(folder, name), period: null, kept: new KeptRuns(folder) }, progress);
    expect(reads.length).toBeGreaterThan(0);
    expect(existsSync(join(folder, name, "rejected", "survey.rejected.csv"))).toBe(true);
  }
});

test("readTables(tables) refuses a period of which no table has a row, naming the first and the last day", async () => {
  const run = readTables(await tables(GOOD), { folder, period: askedPeriod("1403") }, told().progress);
  await expect(run).rejects.toThrow("--period 1403: survey: no row of 1403: 'on' runs from 2026-05-01 to 2026-06-01");
  await expect(run).rejects.toThrow(WrongUsage);
});
