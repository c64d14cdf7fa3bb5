import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { finishedLives } from "../../bench/side-by-side/life-table.js";
import { OURS, type Tables } from "../../bench/side-by-side/ours-works.js";
import { requireSameAnswers } from "../../bench/side-by-side/same-answers.js";
import { BY_HAND } from "../../bench/side-by-side/sql.js";
import { schemaOf, type TableName, writeTable } from "../../bench/side-by-side/tables.js";
import { type Answer, WORK_TABLES, type WorkName } from "../../bench/side-by-side/work-names.js";
import { load } from "../../src/datasets/load.js";
import { openDuckdb } from "../../src/tables/duckdb/connection.js";
import type { Engine } from "../../src/tables/sql/relation.js";
import { temporaryFolder } from "../datasets/temporary-folder.js";

const { folder } = temporaryFolder();
const place = join(folder, "tables");
const NAMES: readonly TableName[] = ["answers", "ratings", "before", "after", "spells", "orders"];
let engine: Engine;
let frames: Tables;

beforeAll(async () => {
  mkdirSync(place);
  for (const name of NAMES) writeTable(name, 2000, place);
  engine = await openDuckdb({ folders: [place] }, {});
  frames = Object.fromEntries(
    await Promise.all(NAMES.map(async (name) => [name, await load(join(place, `${name}.csv`), schemaOf(name))])),
  );
});

/** The queries by hand, of the files themselves: nothing of the metrics or of the CSV reader is in them. */
async function byHand(work: WorkName): Promise<Answer> {
  const { literal } = engine.dialect;
  const sql = (WORK_TABLES[work] as readonly TableName[]).reduce(
    (text, name) => text.replaceAll(`{${name}}`, `read_csv(${literal(join(place, `${name}.csv`))})`),
    BY_HAND[work]!,
  );
  const columns = await engine.query(sql);
  const lines = columns[0]!.map((_, row) => columns.map((column) => column[row])) as unknown as Answer;
  return work === "survival" ? finishedLives(lines) : lines;
}

const works = (Object.keys(BY_HAND) as WorkName[]).filter((work) => work !== "weights");

describe("the works of the benchmark", () => {
  test.each(works)("%s answers what DuckDB answers to the query by hand", async (work) => {
    const ours = await OURS[work](frames);
    expect(ours.length).toBeGreaterThan(4);
    requireSameAnswers(work, ours, await byHand(work));
  });
});

describe("requireSameAnswers(what, ours, theirs)", () => {
  const lines: Answer = [
    ["a", 1, 0.5],
    ["b", 2, 0.25],
  ];
  const same = (theirs: Answer) => () => requireSameAnswers("it", lines, theirs);

  test("takes lines in any order, and numbers that are the same to nine digits", () => {
    expect(same([...lines].reverse())).not.toThrow();
    expect(same([lines[0]!, ["b", 2, 0.25 + 1e-11]])).not.toThrow();
  });

  test("takes ends that are drawn within a tenth of their distance, and everything before them only as it is", () => {
    const drawn = (theirs: Answer) => () => requireSameAnswers("it", [["a", 7, 1.5, 2.5]], theirs, "drawn");
    expect(drawn([["a", 7, 1.59, 2.41]])).not.toThrow();
    expect(drawn([["a", 7, 1.61, 2.5]])).toThrow("here");
    expect(drawn([["a", 8, 1.5, 2.5]])).toThrow("here");
  });

  test("refuses a line too few, another count, another share, another name", () => {
    expect(same([lines[0]!])).toThrow("it: 2 lines here, 1 there");
    expect(same([lines[0]!, ["b", 3, 0.25]])).toThrow('it: ["b",2,0.25] here, ["b",3,0.25] there');
    expect(same([lines[0]!, ["b", 2, 0.25 + 1e-8]])).toThrow("here");
    expect(same([lines[0]!, ["c", 2, 0.25]])).toThrow("here");
  });
});
