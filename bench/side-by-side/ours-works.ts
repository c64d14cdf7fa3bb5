import type { DataFrame } from "danfojs-node";
import {
  asTable,
  cohortRetention,
  csi,
  derive,
  driverWeights,
  join,
  kaplanMeier,
  logRankTest,
  nps,
  retention,
  rfm,
  type TableLike,
} from "../../src/index.js";
import { EXPECTATIONS, PERCEPTIONS, type TableName } from "./tables.js";
import type { Answer, WorkName } from "./work-names.js";

export type Tables = Readonly<Partial<Record<TableName, TableLike>>>;

async function npsAnswer(answers: TableLike, method: "adjusted-wald" | "bootstrap"): Promise<Answer> {
  const { rows } = await nps(answers, { score: "recommend", by: ["segment", "channel"], method });
  return rows.map(({ keys, n, promoters, detractors, estimate, lower, upper }) => {
    return [keys.segment, keys.channel, n, promoters, detractors, estimate, lower, upper] as Answer[number];
  });
}

async function csiAnswer(ratings: TableLike): Promise<Answer> {
  const attributes = PERCEPTIONS.map((perception, i) => ({
    name: perception,
    perception,
    expectation: EXPECTATIONS[i]!,
  }));
  const { rows } = await csi(ratings, { attributes, scale: 7, by: "segment" });
  return rows.map(({ keys, n, estimate, standardError, attributes }) => {
    return [keys.segment, n, estimate, standardError, ...attributes.map((one) => one.estimate)] as Answer[number];
  });
}

async function weightsAnswer(ratings: TableLike): Promise<Answer> {
  const question = { outcome: "satisfaction", drivers: PERCEPTIONS, method: "lmg", resamples: 0 } as const;
  const { overall } = await driverWeights(ratings, question);
  return overall.drivers.map(({ name, n, estimate, coefficient }) => [name, n, estimate!, coefficient!]);
}

/** Two months' customers, brought together by name: who is in both has stayed. */
async function retentionAnswer(before: DataFrame, after: DataFrame): Promise<Answer> {
  const both = await join(before, after, { on: "customer", kind: "left" });
  const known = await derive(both, "stayed", "sales_right", (sales: number | null) => sales !== null, {
    missing: "given",
  });
  const shared = { retained: "stayed", by: "segment" } as const;
  const raw = await retention(known, { kind: "raw", ...shared });
  const sales = await retention(known, { kind: "sales", start: "sales", ...shared });
  return raw.rows.map(({ keys, n, retained, estimate, lower, upper }, i) => {
    return [keys.segment, n, retained, estimate, lower, upper, sales.rows[i]!.estimate] as Answer[number];
  });
}

async function reasonsAnswer(answers: TableLike): Promise<Answer> {
  const cells = await asTable(answers).crosstab(["segment", "channel", "product", "reason"], ["value"]);
  return cells.map(({ keys, n, sums }) => [...keys, n, sums[0]!] as Answer[number]);
}

async function cohortAnswer(orders: TableLike): Promise<Answer> {
  const { rows } = await cohortRetention(orders, {
    customer: "customer",
    date: "date",
    unit: "month",
    kind: "n-day",
    windows: "calendar",
    asOf: "2025-12-31",
  });
  const isKnown = ({ retained }: (typeof rows)[number]) => retained !== null && retained > 0;
  return rows.filter(isKnown).map(({ keys, cohortSize, retained }) => {
    return [keys.cohort, keys.window, cohortSize, retained] as Answer[number];
  });
}

async function survivalAnswer(spells: TableLike): Promise<Answer> {
  const columns = { duration: "days", observed: "left" } as const;
  const { rows } = await kaplanMeier(spells, { ...columns, by: "segment", horizon: 365 });
  const { test } = await logRankTest(spells, { ...columns, group: "segment" });
  return [
    ...rows.map(({ keys, n, events, estimate, median }) => {
      return [keys.segment, n, events, estimate, median.estimate ?? -1] as Answer[number];
    }),
    ["log-rank", test!.statistic, test!.degreesOfFreedom!],
  ];
}

async function rfmAnswer(orders: TableLike): Promise<Answer> {
  const { rows } = await rfm(orders, { customer: "customer", date: "date", amount: "amount", asOf: "2025-12-31" });
  return rows
    .filter(({ customers }) => customers > 0)
    .map(({ keys, customers, value }) => [String(keys.segment), customers, value]);
}

/** Each work through the public names of the project, as a notebook would call them. */
export const OURS: Readonly<Record<WorkName, (tables: Tables) => Promise<Answer>>> = {
  nps: ({ answers }) => npsAnswer(answers!, "adjusted-wald"),
  bootstrap: ({ answers }) => npsAnswer(answers!, "bootstrap"),
  csi: ({ ratings }) => csiAnswer(ratings!),
  weights: ({ ratings }) => weightsAnswer(ratings!),
  retention: ({ before, after }) => retentionAnswer(before as DataFrame, after as DataFrame),
  reasons: ({ answers }) => reasonsAnswer(answers!),
  cohorts: ({ orders }) => cohortAnswer(orders!),
  survival: ({ spells }) => survivalAnswer(spells!),
  rfm: ({ orders }) => rfmAnswer(orders!),
};
