import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, type TestContext } from "vitest";
import { readCsv } from "../../../src/datasets/csv/read-csv.js";
import { type Issue, Issues } from "../../../src/datasets/issues.js";
import { withoutRows } from "../../../src/datasets/take-rows.js";
import { typeTable } from "../../../src/datasets/type-table.js";
import { type Random, random } from "../../../src/statistics/random.js";
import { figure, sized } from "../../trust/sized.js";
import { valuesOf } from "../nasty-truth.js";
import { type Clean, cleanSurvey, fileOf, lineOf, NAMES, schema } from "./clean.js";
import type { Corrupted, Kind } from "./corruption.js";

/** How often each kind is tried. */
export const TIMES = sized(25, 200);
/** The same corruptions in every run; a release looks at others: `VAFA_LAW_SEED=7 npx vitest run test/datasets/corruption`. */
const SEED = Number(process.env.VAFA_LAW_SEED ?? 1403);

/**
 * - `exact`: told at the very row (or of the header, where that is what is wrong), and nothing else is lost.
 * - `elsewhere`: told, but at another row, or good rows are lost with it.
 * - `silent`: a row is kept that was not there before, or a row is gone, and nobody tells.
 */
type Outcome = "exact" | "elsewhere" | "silent";

interface ReadBack {
  /** null where the file cannot be used at all. */
  readonly rows: readonly (readonly unknown[])[] | null;
  readonly issues: readonly Issue[];
}

/** The rows of a file and what is told of it, by the steps of `load` that read, without those that make a frame. */
async function readBack(path: string, content: Buffer): Promise<ReadBack> {
  await writeFile(path, content);
  const issues = new Issues();
  const scanned = await readCsv(path, { schema, layout: {}, progress: undefined }, issues);
  const typed = scanned === null ? [] : typeTable(scanned, schema, issues);
  const told = issues.all("survey.csv", () => null);
  if (scanned === null || !issues.isReadable()) return { rows: null, issues: told };
  const columns = withoutRows(typed, issues.rejected).map(([, column]) => valuesOf(column));
  const rows = columns[0]!.map((_, row) => columns.map((values) => values[row]));
  return { rows, issues: told };
}

type Rows = NonNullable<ReadBack["rows"]>;

function outcomeOf({ rows, issues }: ReadBack, { at, lost }: Corrupted, clean: Rows): Outcome {
  if (issues.length === 0) return "silent";
  if (rows === null)
    return at === null && issues.some(({ rule }) => rule === "column" || rule === "header") ? "exact" : "elsewhere";
  // What is said of a file beside its rows (two kinds of line ends, where a quoted text came apart) is of no row.
  const told = new Set(issues.flatMap(({ row }) => (row === null ? [] : [row])));
  const before = new Map(clean.map((row, i) => [row[0], { row, place: i + 1 }]));
  const changed = rows.filter((row) => !row.every((cell, i) => Object.is(cell, before.get(row[0])?.row[i])));
  // A row may be kept with what stands in it, if its very row is told of (a control character in a free text).
  if (changed.some((row) => !told.has(before.get(row[0])?.place ?? 0))) return "silent";
  if (at === null) return "elsewhere";
  const kept = new Set(rows.map(([id]) => id));
  const gone = clean.flatMap(([id], i) => (kept.has(id) ? [] : [i + 1]));
  const isThere = told.size > 0 && [...told].every((row) => at.includes(row));
  return isThere && gone.every((row) => lost.includes(row)) ? "exact" : "elsewhere";
}

function corrupt(kind: Kind, clean: Clean, draw: Random): Corrupted {
  for (;;) {
    const made = kind(clean, draw);
    if (made !== null) return made;
  }
}

/** Clean files, which must be read without a word. */
async function cleanFiles(path: string, draw: Random): Promise<{ clean: Clean; rows: Rows }[]> {
  const made: { clean: Clean; rows: Rows }[] = [];
  for (let i = 0; i < 8; i++) {
    const clean = cleanSurvey(draw);
    const { rows, issues } = await readBack(path, Buffer.from(fileOf(clean.rows.map(lineOf), clean.end)));
    expect([rows!.length, rows![0]!.length, issues]).toEqual([clean.rows.length, NAMES.length, []]);
    made.push({ clean, rows: rows! });
  }
  return made;
}

/** Tries each kind; none may be silent, and 99 of 100 are told at their row. The table of all stands in the failure's message. */
export async function tryKinds(
  context: TestContext,
  what: string,
  kinds: Readonly<Record<string, Kind>>,
  folder: string,
): Promise<void> {
  const draw = random(SEED);
  const path = join(folder, "survey.csv");
  const cleans = await cleanFiles(path, draw);
  const table: string[] = [];
  const total: Record<Outcome, number> = { exact: 0, elsewhere: 0, silent: 0 };
  for (const [name, kind] of Object.entries(kinds)) {
    const count: Record<Outcome, number> = { exact: 0, elsewhere: 0, silent: 0 };
    let example = "";
    for (let i = 0; i < TIMES; i++) {
      const { clean, rows } = cleans[i % cleans.length]!;
      const corrupted = corrupt(kind, clean, draw);
      const outcome = outcomeOf(await readBack(path, corrupted.content), corrupted, rows);
      if (outcome !== "exact" && (example === "" || outcome === "silent"))
        example = `; one of them, ${outcome}, in row ${corrupted.at} of ${JSON.stringify(corrupted.content.toString())}`;
      count[outcome]++;
      total[outcome]++;
    }
    table.push(`${name}: ${count.silent} silent, ${count.elsewhere} elsewhere, ${count.exact} exact${example}`);
  }
  const share = total.exact / (total.exact + total.elsewhere + total.silent);
  const report = `${table.join("\n")}\nexact: ${(100 * share).toFixed(2)} %`;
  const cases = TIMES * Object.keys(kinds).length;
  figure(context, {
    what: `silent corruptions of ${what}`,
    cases,
    found: `${total.silent}`,
    bar: "0",
    held: total.silent === 0,
  });
  const exact = `${(100 * share).toFixed(2)} %`;
  figure(context, {
    what: `told at the very row, corruptions of ${what}`,
    cases,
    found: exact,
    bar: "≥ 99 %",
    held: share >= 0.99,
  });
  expect(total.silent, report).toBe(0);
  expect(share, report).toBeGreaterThanOrEqual(0.99);
}
