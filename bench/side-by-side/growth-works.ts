import type { TableLike } from "../../src/index.js";
import { OURS } from "./ours-works.js";
import { BY_HAND } from "./sql.js";
import type { TableName } from "./tables.js";
import type { Answer, WorkName } from "./work-names.js";

interface GrowthWork {
  readonly title: string;
  readonly table: TableName;
  readonly why: string;
}

/** What is asked of Parquet files of growing size, in DuckDB. */
export const GROWTH_WORKS = {
  nps: { title: "NPS, segment × channel", table: "answers", why: "" },
  survival: {
    title: "Kaplan–Meier and log-rank, by segment",
    table: "spells",
    why: "two metrics each take the life table once; by hand one query serves both.",
  },
  cohorts: {
    title: "Cohort matrix, 12 months",
    table: "orders",
    why: "`cohortRetention` fetches each customer's days, since windows may be rolling from the first day of each; by hand months are counted in the engine.",
  },
} as const satisfies Readonly<Partial<Record<WorkName, GrowthWork>>>;

export type GrowthName = keyof typeof GROWTH_WORKS;

/** The columns of a million rows or of a hundred million, made by DuckDB. */
export const GROWTH_TABLES = (rows: number) =>
  ({
    answers: `SELECT 'Segment ' || (hash(i * 7) % 5) AS segment, 'Channel ' || (hash(i * 11) % 4) AS channel, CAST(CASE WHEN hash(i * 13) % 20 > 0 THEN hash(i * 17) % 11 END AS TINYINT) AS recommend FROM range(${rows}) AS t(i)`,
    spells: `SELECT 'Segment ' || (hash(i * 7) % 5) AS segment, CAST(1 + least(hash(i * 3) % 730, hash(i * 5) % 900) AS INTEGER) AS days, hash(i * 5) % 900 <= hash(i * 3) % 730 AS "left" FROM range(${rows}) AS t(i)`,
    orders: `SELECT CAST(floor(${rows} / 5 * power((hash(i * 3) % 1000003) / 1000003.0, 1.5)) AS INTEGER) AS customer, DATE '2023-01-01' + CAST(hash(i * 7) % 1096 AS INTEGER) AS date FROM range(${rows}) AS t(i)`,
  }) as const;

/** Ours, of a table on an engine. */
export const growthAnswer = (work: GrowthName, table: TableLike): Promise<Answer> =>
  OURS[work]({ [GROWTH_WORKS[work].table]: table });

/** By hand, of what stands in FROM. */
export const growthSql = (work: GrowthName, from: string): string =>
  BY_HAND[work]!.replaceAll(`{${GROWTH_WORKS[work].table}}`, from);
