import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import coverage from "../fixtures/revenueConcentration/coverage.json";

const NAMES = ["share", "needed", "gini"] as const;
const HEAVY = "Pareto, power 1.5";
const usual = coverage.rows.filter(({ population }) => population !== HEAVY);
const of = (rows: typeof coverage.rows, kind: "percentile" | "bca" | "studentised") =>
  rows.flatMap((row) => NAMES.map((name) => row[kind][name]));
const mean = (all: readonly number[]) => all.reduce((sum, x) => sum + x, 0) / all.length;

const source = readFileSync(
  resolve(import.meta.dirname, "../../src/metrics/revenueConcentration/revenueConcentration.ts"),
  "utf8",
);
const documentation = source.replace(/\n \* /g, " ");

/** '87 to 94 %', the least and the most of all. */
function span(rows: typeof coverage.rows): string {
  const held = of(rows, "studentised").map((share) => Math.round(100 * share));
  return `${Math.min(...held)} to ${Math.max(...held)} %`;
}

describe("95 % intervals of how concentrated revenue is, in samples of skewed populations (simulated in Python)", () => {
  test("hold the truth as often as the documentation says, of few, of more, and where a handful may decide everything", () => {
    const [few, more] = [100, 400].map((n) => span(usual.filter((row) => row.n === n)));
    const heavy = span(coverage.rows.filter(({ population }) => population === HEAVY));
    expect(new Set(usual.map(({ population }) => population)).size).toBe(5);
    expect(documentation).toContain(
      `In samples from five skewed populations 95 % intervals held the truth ${few} of the time with 100 customers and ${more} with 400`,
    );
    expect(documentation).toContain(`(a tail of power 1.5) they held it ${heavy} of the time`);
  });

  test("bootstrap-t on log-odds holds the truth more often than BCa, and that more often than percentiles", () => {
    for (const rows of [usual, coverage.rows.filter(({ population }) => population === HEAVY)]) {
      expect(mean(of(rows, "studentised"))).toBeGreaterThan(mean(of(rows, "bca")));
      expect(mean(of(rows, "bca"))).toBeGreaterThan(mean(of(rows, "percentile")));
    }
  });
});
