import { DataFrame } from "danfojs-node";
import { expect, test } from "vitest";
import { nps, npsFromCounts } from "../../../src/index.js";
import { random } from "../../../src/statistics/random.js";
import type { Cross, Moments, Table } from "../../../src/tables/table.js";
import { asTable } from "../../../src/tables/table-like.js";
import { figure, WHOLE } from "../sized.js";
import { exactlyInDuckdb } from "./inDuckdb.js";

const ROWS = 12_000;
const PARTS = WHOLE ? [2, 3, 10, 100, 1000, 10_000] : [7, 10_000];

const stream = random(11);
const pick = <T>(values: readonly T[]) => values[stream.integer(values.length)]!;
const rows = Array.from({ length: ROWS }, () => ({
  segment: pick(["Business", "Everyday", null]),
  score: pick([0, 3, 6, 7, 8, 9, 9, 10, 10, null]),
  revenue: Math.round(1e6 * stream.normal()) / 100,
  measured: stream.normal() * 1e6 + 1e3,
}));

const columnsOf = (parts: number) => ({
  part: rows.map((_, row) => `part ${row % parts}`),
  segment: rows.map(({ segment }) => segment),
  score: rows.map(({ score }) => score),
  revenue: rows.map(({ revenue }) => revenue),
  measured: rows.map(({ measured }) => measured),
});

type Place = (columns: ReturnType<typeof columnsOf>) => Promise<Table>;

const PLACES: Readonly<Record<string, Place>> = {
  memory: async (columns) => asTable(new DataFrame(columns as Record<string, (string | number)[]>)),
  DuckDB: exactlyInDuckdb,
};

/** Tallies of parts as one: counts and sums are added up. */
function mergedCounts(parts: readonly Cross[]): Map<string, { n: number; sums: number[]; counts: number[] }> {
  const all = new Map<string, { n: number; sums: number[]; counts: number[] }>();
  for (const { keys, n, sums, counts } of parts) {
    const name = JSON.stringify(keys.slice(1));
    const so = all.get(name) ?? { n: 0, sums: sums.map(() => 0), counts: counts.map(() => 0) };
    const add = (a: readonly number[], b: readonly number[]) => a.map((value, i) => value + b[i]!);
    all.set(name, { n: so.n + n, sums: add(so.sums, sums), counts: add(so.counts, counts) });
  }
  return all;
}

/** Moments of two parts as one (Chan, Golub and LeVeque 1983). */
function mergedMoments(a: Moments, b: Moments): Moments {
  if (a.weight === 0) return b;
  if (b.weight === 0) return a;
  const mean = (one: Moments, i: number) => one.sum[i]! / one.weight;
  const part = (a.weight * b.weight) / (a.weight + b.weight);
  const off = a.sum.map((_, i) => mean(b, i) - mean(a, i));
  return {
    ...a,
    n: a.n + b.n,
    weight: a.weight + b.weight,
    sum: a.sum.map((value, i) => value + b.sum[i]!),
    deviations: a.deviations.map((row, i) =>
      row.map((value, j) => value + b.deviations[i]![j]! + part * off[i]! * off[j]!),
    ),
  };
}

/** How far apart two numbers are, beside the size of what was added up. */
const apart = (a: number, b: number, size: number) => Math.abs(a - b) / Math.max(1, size);
const TERMS = ["score", "revenue", "measured", { product: ["score", "revenue"] }] as const;
const MEASURED = ["score", "revenue", "measured"];

for (const [name, place] of Object.entries(PLACES)) {
  test(`tallies of 2 to 10,000 parts, merged, are the tally of one pass, in ${name}`, async (context) => {
    let [cases, error] = [0, 0];
    for (const parts of PARTS) {
      const table = await place(columnsOf(parts));
      const whole = await table.crosstab(["segment"], TERMS);
      const merged = mergedCounts(await table.crosstab(["part", "segment"], TERMS));
      expect(merged.size).toBe(whole.length);
      for (const { keys, n, sums, counts } of whole) {
        const found = merged.get(JSON.stringify(keys))!;
        expect([found.n, found.counts]).toEqual([n, [...counts]]);
        error = Math.max(error, ...sums.map((sum, i) => apart(found.sums[i]!, sum, counts[i]! * 1e4)));
        cases += sums.length;
      }
      const [all] = await table.moments(MEASURED);
      const [first, ...rest] = await table.moments(MEASURED, { by: ["part"] });
      const one = rest.reduce(mergedMoments, first!);
      expect(one.n).toBe(all!.n);
      all!.deviations.forEach((row, i) => {
        row.forEach((value, j) => {
          const size = Math.sqrt(all!.deviations[i]![i]! * all!.deviations[j]![j]!);
          error = Math.max(error, apart(one.deviations[i]![j]!, value, size));
          cases++;
        });
      });
    }
    const what = `tallies of parts, merged, in ${name}`;
    figure(context, { what, cases, found: error.toExponential(1), bar: "≤ 1e-12", held: error <= 1e-12 });
    expect(error).toBeLessThanOrEqual(1e-12);
  }, 300_000);
}

test("a metric of merged counts is the metric of all rows", async (context) => {
  for (const parts of PARTS) {
    const table = await PLACES.memory!(columnsOf(parts));
    const merged = mergedCounts(await table.crosstab(["part", "score"]));
    const counted = (from: number, to: number) =>
      [...merged].reduce((sum, [key, { n }]) => {
        const [score] = JSON.parse(key) as (number | null)[];
        return score != null && score >= from && score <= to ? sum + n : sum;
      }, 0);
    const { overall } = await nps(table, { score: "score" });
    const found = npsFromCounts({ promoters: counted(9, 10), passives: counted(7, 8), detractors: counted(0, 6) });
    const { estimate, lower, upper, n } = found.overall;
    expect({ estimate, lower, upper, n }).toEqual({
      ...{ estimate: overall.estimate, lower: overall.lower, upper: overall.upper, n: overall.n },
    });
  }
  figure(context, {
    what: "NPS of merged counts as of all rows",
    cases: PARTS.length,
    found: "the same",
    bar: "the same",
    held: true,
  });
});
