import { tInterval } from "../../statistics/estimate.js";
import type { TableLike } from "../../tables/table-like.js";
import { asTable } from "../../tables/table-like.js";
import { ces } from "../ces/ces.js";
import { churn } from "../churn/churn.js";
import { csat } from "../csat/csat.js";
import { nps } from "../nps/nps.js";
import { type Estimate, nothing, type Result } from "../result.js";
import { retention } from "../retention/retention.js";
import { byColumns, keysOf } from "../segments.js";

/** A table with the rows of two periods; see `twoPeriods`. */
export interface ComparedTable {
  readonly frame: TableLike;
  readonly source: string;
  readonly row: string;
  readonly columns: Readonly<Record<string, string | undefined>>;
  readonly segments: readonly string[];
  readonly scale: (role: never) => { readonly min: number; readonly max: number } | null;
  readonly wave: string;
  readonly now: string;
  readonly before: string;
}

/** What is asked of a table in both periods. */
export interface Question {
  readonly table: ComparedTable;
  /** What a change is told in: points of a score, percentage points of a share, or percent of what was before. */
  readonly told: "points" | "percentage points" | "percent";
  /** The metric by these columns, over all rows; each row with `size`, what it weighs in the mean of the segments. */
  readonly ask: (by: readonly string[], level: number) => Promise<Result<Sized>>;
}

/** A row of a metric with what it weighs, and of how many its share of the rows is. */
export interface Sized extends Estimate {
  readonly size: number;
  readonly effectiveN: number;
}

type Field = Readonly<Record<string, unknown>>;
const numberAt = (row: object, name: string) => {
  const value = (row as Field)[name];
  return typeof value === "number" ? value : null;
};

function sized(row: Estimate): Sized {
  const parts = ["weightedPromoters", "weightedPassives", "weightedDetractors"].map((name) => numberAt(row, name));
  const ofNps = parts.every((part) => part !== null) ? parts.reduce<number>((sum, part) => sum + part!, 0) : null;
  const size = ofNps ?? numberAt(row, "weightedAnswers") ?? row.n;
  const { estimate, lower, upper, n, note } = row;
  return { estimate, lower, upper, n, note, size, effectiveN: numberAt(row, "effectiveN") ?? n };
}

const withSizes = (result: Result<Estimate>): Result<Sized> => ({
  ...result,
  overall: sized(result.overall),
  rows: result.rows.map(({ keys, ...row }) => ({ keys, ...sized(row as Estimate) })),
});

/** The mean amount of a customer, who may have several rows in a period; of a row where no customer is named. */
async function spent({ frame, columns }: ComparedTable, by: readonly string[], level: number): Promise<Result<Sized>> {
  const { amount, customer } = columns as { amount: string; customer?: string };
  const keys = byColumns(by);
  const whole = asTable(frame);
  const rolled = customer === undefined ? whole : await whole.rollUp([...keys, customer], { total: { sum: amount } });
  const value = customer === undefined ? amount : "total";
  const tally = await rolled.crosstab([...keys, value]);
  const groups = new Map<
    string,
    { cells: (typeof tally)[number]["keys"]; values: { value: number; count: number }[] }
  >();
  for (const { keys: cells, n } of tally) {
    const own = cells.slice(0, keys.length);
    const name = JSON.stringify(own);
    const group = groups.get(name) ?? { cells: own, values: [] };
    groups.set(name, group);
    const x = cells[keys.length];
    if (typeof x === "number") group.values.push({ value: x, count: n });
  }
  const rows = [...groups.values()].map(({ cells, values }) => ({
    keys: keysOf(keys, cells),
    ...meanRow(values, level),
  }));
  const label = customer === undefined ? "Mean amount" : "Spent per customer";
  const excluded = { missing: 0, outOfRange: 0 };
  const all = { ...nothing(0, "see the rows"), size: 0, effectiveN: 0 };
  return {
    metric: "spent",
    label,
    overall: all,
    rows,
    by: keys,
    level,
    method: "Student's t",
    unit: "currency",
    excluded,
  };
}

function meanRow(values: readonly { value: number; count: number }[], level: number): Sized {
  const n = values.reduce((sum, { count }) => sum + count, 0);
  if (n < 2) return { ...nothing(n, "fewer than two amounts"), size: n, effectiveN: n };
  const mean = values.reduce((sum, { value, count }) => sum + value * count, 0) / n;
  const squares = values.reduce((sum, { value, count }) => sum + count * (value - mean) ** 2, 0);
  const { lower, upper } = tInterval(mean, Math.sqrt(squares / (n - 1) / n), n - 1, level);
  return { estimate: mean, lower, upper, n, note: null, size: n, effectiveN: n };
}

/** The row of a customer effort score as the share who found it easy: both versions then point the same way. */
function easyShare(result: Awaited<ReturnType<typeof ces>>): Result<Estimate> {
  const easy = ({ easy, ...row }: (typeof result)["overall"]) => ({ ...easy, ...sizes(row), n: easy.n });
  const label = `Found it easy (CES ${result.version}.0)`;
  const rows = result.rows.map(({ keys, ...row }) => ({ keys, ...easy(row) }));
  return { ...result, label, overall: easy(result.overall), rows, unit: "share", method: "Wilson" };
}

const sizes = (row: object) => ({
  weightedAnswers: numberAt(row, "weightedAnswers"),
  effectiveN: numberAt(row, "effectiveN"),
});

type Ask = Question["ask"];

/** What can be asked of a table by its roles, each with how a change is told. */
export function questionsOf(table: ComparedTable): Question[] {
  const { frame, columns, scale } = table;
  const { weight } = columns;
  const weighed = weight === undefined ? {} : { weight };
  const questions: Question[] = [];
  const add = (role: string, told: Question["told"], ask: (column: string) => Ask | null) => {
    const column = columns[role];
    const made = column === undefined ? null : ask(column);
    if (made !== null) questions.push({ table, told, ask: made });
  };
  const ends = (role: string) => scale(role as never);
  add(
    "recommend",
    "points",
    (score) => async (by, level) => withSizes(await nps(frame, { score, by, level, ...weighed })),
  );
  add("satisfaction", "percentage points", (score) => {
    const found = ends("satisfaction");
    if (found === null) return null;
    const rule = found.max - found.min >= 3 ? "top-2" : "top-box";
    return async (by, level) => withSizes(await csat(frame, { score, scale: found, rule, by, level, ...weighed }));
  });
  add("effort", "percentage points", (score) => {
    const found = ends("effort");
    const version = found?.min === 1 && found.max === 7 ? 2 : found?.min === 1 && found.max === 5 ? 1 : null;
    if (version === null) return null;
    return async (by, level) => withSizes(easyShare(await ces(frame, { score, version, by, level, ...weighed })));
  });
  add(
    "retained",
    "percentage points",
    (retained) => async (by, level) => withSizes(await retention(frame, { kind: "raw", retained, by, level })),
  );
  add(
    "churned",
    "percentage points",
    (churned) => async (by, level) => withSizes(await churn(frame, { churned, denominator: "start", by, level })),
  );
  add("amount", "percent", () => (by, level) => spent(table, by, level));
  return questions;
}
