import { retention, type TableLike } from "../../src/index.js";
import { OURS } from "./ours-works.js";
import { BY_HAND } from "./sql.js";
import type { Answer } from "./work-names.js";

interface GrowthWork {
  readonly title: string;
  /** The rows, made by DuckDB. */
  readonly rows: (count: number) => string;
  readonly ours: (table: TableLike) => Promise<Answer>;
  /** With the table as {rows}. */
  readonly sql: string;
  readonly why: string;
}

const KEPT = `WITH c AS (SELECT segment, CAST(count(*) AS DOUBLE) AS n, CAST(sum(sales) AS DOUBLE) AS base,
  CAST(sum(CASE WHEN stayed THEN sales ELSE 0 END) AS DOUBLE) AS kept FROM {rows} GROUP BY 1)
SELECT segment, n, kept / base FROM c`;

async function keptAnswer(table: TableLike): Promise<Answer> {
  const { rows } = await retention(table, { kind: "sales", retained: "stayed", start: "sales", by: "segment" });
  return rows.map(({ keys, n, estimate }) => [keys.segment, n, estimate] as Answer[number]);
}

const segment = "'Segment ' || (hash(i * 7) % 5) AS segment";

/** What is asked of Parquet files of growing size, in DuckDB. */
export const GROWTH_WORKS = {
  nps: {
    title: "NPS, segment × channel",
    rows: (count) =>
      `SELECT ${segment}, 'Channel ' || (hash(i * 11) % 4) AS channel, CAST(CASE WHEN hash(i * 13) % 20 > 0 THEN hash(i * 17) % 11 END AS TINYINT) AS recommend FROM range(${count}) AS t(i)`,
    ours: (answers) => OURS.nps({ answers }),
    sql: BY_HAND.nps!.replace("{answers}", "{rows}"),
    why: "the table is opened and its columns are learnt first; the query by hand knows them.",
  },
  retention: {
    title: "Sales-adjusted retention, by segment",
    rows: (count) =>
      `SELECT ${segment}, CAST(hash(i * 11) % 9000 AS INTEGER) AS sales, hash(i * 13) % 5 > 0 AS stayed FROM range(${count}) AS t(i)`,
    ours: keptAnswer,
    sql: KEPT,
    why: "`retention` also adds up squares for the interval and asks for the ends of the values; the query by hand gives the rate alone.",
  },
  survival: {
    title: "Kaplan–Meier and log-rank, by segment",
    rows: (count) =>
      `SELECT ${segment}, CAST(1 + least(hash(i * 3) % 730, hash(i * 5) % 900) AS INTEGER) AS days, hash(i * 5) % 900 <= hash(i * 3) % 730 AS "left" FROM range(${count}) AS t(i)`,
    ours: (spells) => OURS.survival({ spells }),
    sql: BY_HAND.survival!.replace("{spells}", "{rows}"),
    why: "the life table, which `logRankTest` has from memory after `kaplanMeier`, keeps a row for each answer and what is missing; by hand events are added up.",
  },
} as const satisfies Readonly<Record<string, GrowthWork>>;

export type GrowthName = keyof typeof GROWTH_WORKS;
